import type { Design } from './design.js';

/**
 * How many PSUs, and how many strata, have members of each domain. PSUs less strata are the domain's own degrees of freedom, below
 * about 8 a warning.
 *
 * @param members PSUs x k by row: 1 where the PSU has a member
 * @param k number of domains, the pooled one included
 * @returns counts by domain, 0 where nobody is a member
 * @example two PSUs of one stratum with members: psus [2], strata [1]
 */
export function reachOf(design: Design, members: Uint8Array, k: number): { psus: Int32Array; strata: Int32Array } {
  const psus = new Int32Array(k);
  const seen = new Uint8Array(design.strata * k);
  members.forEach((member, at) => {
    if (member === 0) return;
    const domain = at % k;
    psus[domain] = (psus[domain] as number) + 1;
    seen[(design.stratum[(at - domain) / k] as number) * k + domain] = 1;
  });
  const strata = new Int32Array(k);
  seen.forEach((member, at) => (strata[at % k] = (strata[at % k] as number) + member));
  return { psus, strata };
}
