import type { Assumptions } from './assumptions.js';

/** How much alike people of one site are, and people of one interviewer's day: intraclass correlations. */
export const alike = { site: 0.03, day: 0.01 };

/** Correlation between one person's scores in two sectors. */
export const betweenSectors = 0.5;

/** Standard errors of a district's index, in points, with so many service users a district and survey. */
export interface Precision {
  sector: number;
  overall: number;
}

/**
 * Standard errors of a district's index of one sector and of the overall index (sectors equal).
 * Sector: sqrt(spread^2 x Kish effect x cluster effect / n). Overall: people who answer m surveys share what they think, so the variance is
 * that of a sector / sectors x (1 + correlation (m - 1)). Cluster effect: sum over the modes of share x (1 + (b - 1) x likeness), b being
 * the interviews of one survey and district in one site, or in one interviewer's day.
 * Source: Kish, Survey Sampling (1965), sections 5.4 and 11.7.
 *
 * @param users service users with a score, a district and survey, above 0
 * @returns in points of the 0-100 index
 * @example spread 17, no effects, 100 users, one sector: sector 1.7, overall 1.7
 */
export function precisionOf(assumptions: Assumptions, users: number): Precision {
  const { personSpread, weightEffect, sectors, surveysPerPerson } = assumptions;
  const sector = (personSpread ** 2 * weightEffect * clusterEffect(assumptions)) / users;
  const overall = (sector / sectors) * (1 + betweenSectors * (surveysPerPerson - 1));
  return { sector: Math.sqrt(sector), overall: Math.sqrt(overall) };
}

/**
 * How much more variance interviews in clusters have than as many with people drawn one by one.
 *
 * @returns 1 or more
 * @example online only: 1
 */
export function clusterEffect(assumptions: Assumptions): number {
  const { phone, onsite, online, perSite, perDay, users, sectors, surveysPerPerson, districts } = assumptions;
  const ofSurvey = (users / 100) * (surveysPerPerson / sectors);
  const effect = (interviews: number, likeness: number): number =>
    1 + Math.max(0, interviews * ofSurvey - 1) * likeness;
  const site = effect(perSite, alike.site);
  const day = effect(perDay / districts, alike.day);
  return (onsite * site + phone * day + online) / 100;
}

/** Interviews that so many service users a district and survey need. */
export interface Effort {
  perDistrict: number;
  total: number;
  phone: number;
  onsite: number;
  online: number;
}

/**
 * Interviews to be held: whoever is asked answers some of the surveys, and is a service user of each with the share supposed.
 *
 * @param users service users wanted, a district and survey
 * @returns whole interviews, rounded up a district and mode
 * @example 100 users, 4 sectors, 1 survey a person, 50 per cent users: 800 a district
 */
export function effortOf(assumptions: Assumptions, users: number): Effort {
  const { sectors, surveysPerPerson, districts } = assumptions;
  const exact = (users * sectors) / (surveysPerPerson * (assumptions.users / 100));
  const ofMode = (share: number): number => districts * Math.ceil((exact * share) / 100 - 1e-9);
  const [phone, onsite, online] = [ofMode(assumptions.phone), ofMode(assumptions.onsite), ofMode(assumptions.online)];
  return { perDistrict: (phone + onsite + online) / districts, total: phone + onsite + online, phone, onsite, online };
}

/**
 * Service users a district and survey with which a true difference between two districts is found with the power wanted.
 * n = 2 (critical + z_power)^2 x (variance with one user) / difference^2.
 * Source: Cochran, Sampling Techniques (1977), section 4.6, for the difference of two independent estimates.
 *
 * @param critical critical value of the comparison, in standard errors of the difference
 * @param power standard normal quantile of the probability of finding it, e.g. 0.8416 for 80 per cent
 * @returns whole numbers, rounded up
 * @example variance 289, difference 2, critical 1.96, power 0.8416: 1135
 */
export function usersToSee(
  assumptions: Assumptions,
  { critical, power }: { critical: number; power: number },
): { sector: number; overall: number } {
  const one = precisionOf(assumptions, 1);
  const needed = (se: number): number => Math.ceil((2 * ((critical + power) * se) ** 2) / assumptions.difference ** 2);
  return { sector: needed(one.sector), overall: needed(one.overall) };
}
