import { psusByStratum } from './design.js';
import type { Design } from './design.js';
import type { Replicates } from './jackknife.js';

/** Groups of PSUs for a delete-a-group jackknife. */
export interface PsuGroups {
  /** Group of each PSU, 0..count-1. */
  group: Int32Array;
  count: number;
}

/**
 * Deals PSUs to groups in turn, stratum after stratum, within a stratum in order of the PSUs.
 * Source: Kott (2001), section 2.
 *
 * @param count number of groups, 2 or more
 * @returns group of each PSU
 * @throws where count is below 2 or above the number of PSUs
 * @example five PSUs of one stratum and 2 groups: dealGroups(design, 2).group // [0, 1, 0, 1, 0]
 */
export function dealGroups(design: Design, count: number): PsuGroups {
  const psus = design.stratum.length;
  if (!Number.isInteger(count) || count < 2 || count > psus) {
    throw new Error('dealGroups requires 2 groups or more, and a PSU for each');
  }
  const order = Array.from(design.stratum, (_, psu) => psu).toSorted(
    (a, b) => (design.stratum[a] as number) - (design.stratum[b] as number) || a - b,
  );
  const group = new Int32Array(psus);
  order.forEach((psu, place) => (group[psu] = place % count));
  return { group, count };
}

/**
 * Delete-a-group jackknife: replicate g leaves group g out; scale (G - 1)/G each, G - 1 degrees of freedom; sampling fractions are not
 * used. `standard`: factor 0 for the group, G/(G - 1) elsewhere. `stratumWise` (fit for totals): in strata of n >= G PSUs factor 0 for
 * the group's m PSUs and n/(n - m) for the rest; in strata of n < G (the extended form) 1 - (n - 1)Z for the group's PSU and 1 + Z for
 * the rest, Z = sqrt(G/((G - 1) n (n - 1))); strata without a PSU in the group keep factor 1.
 * Source: Kott (2001), The delete-a-group jackknife, Journal of Official Statistics 17, 521-526.
 *
 * @param groups every PSU in one group, from `dealGroups` or the sample's own
 * @returns one replicate a group
 * @throws where the groups do not fit the design; for `stratumWise` also where a stratum has one PSU, lies in one group whole, or has fewer PSUs than
 *   groups with two of them in one
 * @example 4 PSUs in 2 groups, standard: psuFactors(0) of groups [0, 1, 0, 1] // [0, 2, 0, 2], scales 1/2
 */
export function groupJackknife(design: Design, groups: PsuGroups, form: 'standard' | 'stratumWise'): Replicates {
  checkGroups(design, groups);
  if (form === 'stratumWise') checkStrata(design, groups);
  const { group, count } = groups;
  const standard = (g: number): Float64Array =>
    Float64Array.from(group, (own) => (own === g ? 0 : count / (count - 1)));
  return {
    count,
    psus: group.length,
    psuFactors: form === 'standard' ? standard : (g) => stratumWiseFactors(design, groups, g),
    scales: new Float64Array(count).fill((count - 1) / count),
    df: count - 1,
  };
}

function stratumWiseFactors(design: Design, { group, count }: PsuGroups, g: number): Float64Array {
  const inStratum = psusByStratum(design);
  const inGroup = membersOf(design, group, g);
  return Float64Array.from(design.stratum, (h, psu) => {
    const n = inStratum[h] as number;
    const m = inGroup[h] as number;
    if (m === 0) return 1;
    const own = group[psu] === g;
    if (n >= count) return own ? 0 : n / (n - m);
    const z = Math.sqrt(count / ((count - 1) * n * (n - 1)));
    return own ? 1 - (n - 1) * z : 1 + z;
  });
}

/** PSUs of the group by stratum. */
function membersOf(design: Design, group: Int32Array, g: number): Int32Array {
  const members = new Int32Array(design.strata);
  design.stratum.forEach((h, psu) => (members[h] = (members[h] as number) + (group[psu] === g ? 1 : 0)));
  return members;
}

function checkGroups(design: Design, { group, count }: PsuGroups): void {
  if (group.length !== design.stratum.length || count < 2 || group.some((g) => g < 0 || g >= count)) {
    throw new Error('groupJackknife requires one of 2 or more groups for every PSU');
  }
}

function checkStrata(design: Design, { group, count }: PsuGroups): void {
  const inStratum = psusByStratum(design);
  for (let g = 0; g < count; g++) {
    membersOf(design, group, g).forEach((m, h) => {
      const n = inStratum[h] as number;
      if (m > 0 && m === n) throw new Error('groupJackknife requires two groups or more in every stratum');
      if (n < count && m > 1) throw new Error('groupJackknife requires PSUs of a small stratum in groups of their own');
    });
  }
}
