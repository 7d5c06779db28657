import { exclusionGrounds, type ExclusionGround, type Response } from './response.js';

/** How many responses a person has touched since they were received. */
export interface ChangesMade {
  /** Responses that were corrected, and their corrections together. */
  corrected: number;
  corrections: number;
  /** Let in by a person after they were quarantined. */
  released: number;
  /** Kept out of the measurement now, by ground. */
  excluded: { ground: ExclusionGround; n: number }[];
}

/** Counts what people changed among responses. */
export function changesMade(responses: readonly Pick<Response, 'history' | 'exclusion'>[]): ChangesMade {
  const count = (kind: string) =>
    responses.map(({ history = [] }) => history.filter((each) => each.kind === kind).length);
  const corrections = count('corrected');
  const out = responses.flatMap(({ exclusion }) => (exclusion ? [exclusion.ground ?? 'other'] : []));
  return {
    corrected: corrections.filter((n) => n > 0).length,
    corrections: corrections.reduce((sum, n) => sum + n, 0),
    released: count('released').filter((n) => n > 0).length,
    excluded: exclusionGrounds
      .map((ground) => ({ ground, n: out.filter((each) => each === ground).length }))
      .filter(({ n }) => n > 0),
  };
}
