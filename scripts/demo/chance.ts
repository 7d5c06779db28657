import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of seeded chance. */
export interface Chance {
  /** Uniform in [0, 1). */
  share(): number;
  /** A whole number from..to, both included. */
  between(from: number, to: number): number;
  happens(probability: number): boolean;
  /** Standard normal. */
  normal(): number;
  pick<T>(list: readonly T[]): T;
  /** Place in a list of weights, drawn with them. */
  weighted(weights: readonly number[]): number;
  shuffled<T>(list: readonly T[]): T[];
  /** So many bytes as lower-case hex. */
  hex(bytes: number): string;
}

/** The stream of a seed and a name: the same seed and name give the same chance, whatever was drawn elsewhere. */
export function chanceOf(seed: number, ...name: (string | number)[]): Chance {
  const generator = xoroshiro128plusFromState(stateOf([seed, ...name].join('/')));
  const share = () => uniformFloat64(generator);
  const between = (from: number, to: number) => uniformInt(generator, from, to);
  const weighted = (weights: readonly number[]) => {
    let left = share() * weights.reduce((sum, weight) => sum + weight, 0);
    const place = weights.findIndex((weight) => (left -= weight) < 0);
    return place === -1 ? weights.findLastIndex((weight) => weight > 0) : place;
  };
  return {
    share,
    between,
    weighted,
    happens: (probability) => share() < probability,
    normal: () => Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share()),
    pick: (list) => {
      if (list.length === 0) throw new Error('pick requires a list that is not empty');
      return list[between(0, list.length - 1)] as (typeof list)[number];
    },
    shuffled: (list) => {
      const keyed = list.map((value) => ({ value, key: share() }));
      return keyed.sort((a, b) => a.key - b.key).map(({ value }) => value);
    },
    hex: (bytes) => Array.from({ length: bytes }, () => between(0, 255).toString(16).padStart(2, '0')).join(''),
  };
}

/** 128 bits from a text, so that no two of many thousand streams begin alike. */
function stateOf(text: string): number[] {
  const state = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0xdeadbeef];
  for (const letter of text) {
    const code = letter.codePointAt(0) as number;
    for (let word = 0; word < 4; word++) {
      const mixed = Math.imul((state[word] as number) ^ code, 0x01000193 + 2 * word);
      state[word] = mixed ^ (mixed >>> 15) ^ (state[(word + 3) % 4] as number);
    }
  }
  return state.map((word) => Math.imul(word ^ (word >>> 16), 0x85ebca6b) | 0);
}
