import { psusByStratum } from './design.js';
import type { Design } from './design.js';

/** A design whose strata and PSUs can be found again in another one. */
export interface KeyedDesign {
  design: Design;
  /** Key of each stratum. */
  strata: readonly string[];
  /** Key of each PSU, unique within its stratum. */
  psus: readonly string[];
}

/** Two samples in one design. */
export interface JoinedDesign {
  /** Rows of the first sample, then those of the second. */
  design: Design;
  /** PSU in the joined design of each PSU of the first sample, and of the second. */
  psus: readonly [Int32Array, Int32Array];
}

/**
 * Two samples (waves) in one design. A PSU is shared where stratum key and PSU key are the same. A stratum in which a PSU is shared is one
 * stratum of all PSUs of both; a stratum without one was drawn anew and is two strata, each with its own PSUs.
 * With sampling fractions, the fraction of a shared stratum is its joined number of PSUs over that in the population.
 * Source: Kish (1965), section 12.4; R survey, `svydesign` of stacked waves, with the wave in the stratum's label where PSUs are not shared.
 *
 * @param first a stratum key for each stratum, a PSU key for each PSU
 * @param second likewise
 * @returns a design that holds every PSU once; its degrees of freedom are those of a change
 * @throws where a PSU or stratum has no key, two have the same one, or a shared stratum has other numbers of PSUs in the population
 * @example both of stratum 'a' with PSUs '1', '2' and '2', '3': three PSUs in one stratum, psus [[0, 1], [1, 2]]
 */
export function joinDesigns(first: KeyedDesign, second: KeyedDesign): JoinedDesign {
  const keys = [first, second].map(psuKeys) as [string[], string[]];
  const shared = sharedStrata(first, keys);
  const strata = new Map<string, number>();
  const numbers = new Map<string, number>();
  const stratumOfPsu: number[] = [];
  const place = (keyed: KeyedDesign, wave: 0 | 1): Int32Array =>
    Int32Array.from(keys[wave], (key, psu) => {
      const own = keyed.strata[keyed.design.stratum[psu] as number] as string;
      const together = shared.has(own);
      const named = together ? key : JSON.stringify([wave, key]);
      const known = numbers.get(named);
      if (known !== undefined) return known;
      numbers.set(named, stratumOfPsu.length);
      return stratumOfPsu.push(numberOf(strata, stratumName(own, together ? '' : wave))) - 1;
    });
  const psus = [place(first, 0), place(second, 1)] as const;
  const stratum = Int32Array.from(stratumOfPsu);
  const psu = Int32Array.from(
    [first, second].flatMap(({ design }, at) => Array.from(design.psu, (p) => psus[at]?.[p] as number)),
  );
  const design = { psu, stratum, strata: strata.size };
  return { design: withFraction(design, strata, [first, second]), psus };
}

/** Keys of the PSUs over all strata. */
function psuKeys({ design, strata, psus }: KeyedDesign): string[] {
  if (psus.length !== design.stratum.length || strata.length < design.strata) {
    throw new Error('joinDesigns requires a key for every stratum and PSU');
  }
  const keys = psus.map((psu, at) => JSON.stringify([strata[design.stratum[at] as number], psu]));
  if (new Set(keys).size < keys.length || new Set(strata).size < strata.length) {
    throw new Error('joinDesigns requires keys that name one stratum, and one PSU of a stratum');
  }
  return keys;
}

function sharedStrata({ design, strata }: KeyedDesign, [first, second]: [string[], string[]]): Set<string> {
  const there = new Set(second);
  const shared = new Set<string>();
  first.forEach((key, psu) => there.has(key) && shared.add(strata[design.stratum[psu] as number] as string));
  return shared;
}

function stratumName(key: string, wave: 0 | 1 | ''): string {
  return JSON.stringify([key, wave]);
}

function numberOf(numbers: Map<string, number>, key: string): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, numbers.size);
  return numbers.size - 1;
}

function withFraction(design: Design, strata: Map<string, number>, parts: KeyedDesign[]): Design {
  if (parts.every((part) => !part.design.fraction)) return design;
  const counts = psusByStratum(design);
  const fraction = new Float64Array(design.strata).fill(Number.NaN);
  parts.forEach((part, wave) => {
    const own = psusByStratum(part.design);
    part.strata.forEach((key, h) => {
      const at = strata.get(stratumName(key, '')) ?? strata.get(stratumName(key, wave as 0 | 1));
      if (at === undefined || own[h] === 0) return;
      const each = ((part.design.fraction?.[h] ?? 0) * (counts[at] as number)) / (own[h] as number);
      if (Math.abs((fraction[at] as number) - each) > 1e-9) throw new Error(unequal);
      fraction[at] = each;
    });
  });
  return { ...design, fraction };
}

const unequal = 'joinDesigns requires the same number of PSUs in the population of a shared stratum';
