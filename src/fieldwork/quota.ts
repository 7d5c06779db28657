/** How many interviews are wanted of whom. A quota is shared by all modes. */
export interface Quota {
  id: string;
  wave: string;
  survey: string;
  /** Whom it counts: everybody, or people of a residence district, an age category, a sex. */
  district?: string;
  age?: string;
  sex?: 'male' | 'female';
  limit: number;
}

/** What of a person a quota may look at. */
export interface QuotaPerson {
  residence?: string;
  age?: string;
  sex?: 'male' | 'female';
}

export const breakdowns = ['all', 'district', 'district-age', 'district-sex', 'district-age-sex'] as const;

export type Breakdown = (typeof breakdowns)[number];

export function countsFor({ district, age, sex }: Quota, person: QuotaPerson): boolean {
  return (
    (district === undefined || district === person.residence) &&
    (age === undefined || age === person.age) &&
    (sex === undefined || sex === person.sex)
  );
}

/** The cells of a breakdown, each with the same limit. */
export function quotasOf(
  asked: { wave: string; survey: string; breakdown: Breakdown; limit: number },
  { districts, ages }: { districts: readonly string[]; ages: readonly string[] },
): Quota[] {
  const { wave, survey, breakdown, limit } = asked;
  const parts = breakdown.split('-');
  const over = <T extends string>(part: string, values: readonly T[]) => (parts.includes(part) ? values : [undefined]);
  return over('district', districts).flatMap((district) =>
    over('age', ages).flatMap((age) =>
      over('sex', ['male', 'female'] as const).map((sex) => ({
        id: [wave, survey, district ?? '', age ?? '', sex ?? ''].join('.'),
        wave,
        survey,
        limit,
        ...(district === undefined ? {} : { district }),
        ...(age === undefined ? {} : { age }),
        ...(sex === undefined ? {} : { sex }),
      })),
    ),
  );
}

/**
 * The slot an interview takes in a quota: one of 1 to the limit that is free, or undefined where it is full. Where the limit was lowered
 * below slots that are taken, these count too: slots are given out only up to a number that keeps all together within the limit, whoever
 * else takes one at the same time. `spread` (any whole number) keeps interviews of the same moment from wanting the same slot.
 */
export function freeSlot(taken: readonly number[], limit: number, spread: number): number | undefined {
  const used = new Set(taken);
  let last = limit;
  while (last > 0 && last + taken.filter((slot) => slot > last).length > limit) last -= 1;
  const free = Array.from({ length: last }, (_, at) => at + 1).filter((slot) => !used.has(slot));
  return free[spread % Math.max(free.length, 1)];
}
