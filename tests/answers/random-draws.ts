import * as fc from 'fast-check';

/** Draws step by step, as whoever builds something at random likes to. */
export interface Draws {
  /** From `low` to `high`, both included. */
  whole(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
  /** True once in so many times. */
  once(times: number): boolean;
  some<T>(list: readonly T[], most: number): T[];
}

export function drawsOf(gen: fc.GeneratorValue): Draws {
  const whole = (low: number, high: number): number => gen(fc.integer, { min: low, max: high });
  const pick = <T>(list: readonly T[]): T => list[whole(0, list.length - 1)] as T;
  return {
    whole,
    pick,
    once: (times) => whole(1, times) === times,
    some: (list, most) => Array.from({ length: whole(1, most) }, () => pick(list)),
  };
}
