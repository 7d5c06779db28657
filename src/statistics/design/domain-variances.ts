import { psusByStratum } from './design.js';
import type { Design } from './design.js';
import { designCovariance } from './design-covariance.js';
import type { Lonely } from './design-covariance.js';
import type { Totals } from './sample.js';

/**
 * Variances of k domain estimates where strata of one PSU are counted by domain: each domain looks at the strata in which it has members, so
 * that `average` blows up by the domain's strata / those of them with more than one PSU, while `designCovariance` counts those of the whole
 * design. With `domainMade`, a stratum in which one PSU of n has members is treated likewise: `average` leaves it out, `adjust` adds
 * (1 - f) n/(n - 1) (t - m)^2; `remove` takes it as it is.
 * Source: R survey `svyby` under `survey.lonely.psu` and `survey.adjust.domain.lonely`.
 *
 * @param linearised totals with members, from any estimator
 * @returns k variances in squared units of the estimates; 0 where nobody is a member, NaN where `average` has no stratum of two PSUs to go by
 * @throws where the totals do not fit the design, or a lonely PSU is refused
 * @example strata of PSU totals 1, 3 and 5 (alone), all with members, average: [4 x 2/1] // [8]
 */
export function domainVariances(
  design: Design,
  { k, totals, members }: Totals,
  lonely: Lonely = 'refuse',
  domainMade = false,
): Float64Array {
  if (totals.length !== design.stratum.length * k) throw new Error('domainVariances requires totals of every PSU');
  return Float64Array.from({ length: k }, (_, domain) => {
    const isMember = (psu: number): boolean => members[psu * k + domain] === 1;
    const { psus, seen } = seenFrom(design, isMember, domainMade ? lonely : 'remove');
    const column = Float64Array.from(psus, (psu) => totals[psu * k + domain] as number);
    return designCovariance(seen, column, lonely)[0] ?? 0;
  });
}

/** The strata with members; of one that the domain makes lonely, the PSU with members alone. */
function seenFrom(design: Design, isMember: (psu: number) => boolean, made: Lonely): { psus: number[]; seen: Design } {
  const counts = psusByStratum(design);
  const withMembers = new Int32Array(design.strata);
  design.stratum.forEach((h, psu) => (withMembers[h] = (withMembers[h] as number) + Number(isMember(psu))));
  const isMade = (h: number): boolean => made !== 'remove' && withMembers[h] === 1 && (counts[h] as number) > 1;
  const psus = Array.from(design.stratum.keys()).filter((psu) => {
    const h = design.stratum[psu] as number;
    return withMembers[h] !== 0 && (!isMade(h) || isMember(psu));
  });
  const fraction = Float64Array.from({ length: design.strata }, (_, h) => {
    const own = design.fraction?.[h] ?? 0;
    const n = counts[h] as number;
    return isMade(h) ? 1 - ((1 - own) * n) / (n - 1) : own;
  });
  const stratum = Int32Array.from(psus, (psu) => design.stratum[psu] as number);
  return { psus, seen: { psu: new Int32Array(), stratum, strata: design.strata, fraction } };
}
