import type { Outline } from '../outline.js';
import { evaluateRule } from '../rules.js';
import type { Definition, Screening } from '../types.js';

/** What every check is given. */
export interface Written {
  definition: Definition;
  outline: Outline;
  /** District codes there are, where they are known. */
  districts?: string[];
}

/** The screening that this one answer alone is enough for. */
export function screenedBy({ screening }: Definition, question: string, code: number): Screening | undefined {
  return screening.find(({ when }) => evaluateRule(when, { [question]: code }) === true);
}
