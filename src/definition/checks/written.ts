import { metScreening } from '../met-screening.js';
import type { Outline } from '../outline.js';
import type { Definition, Screening } from '../types.js';

/** What every check is given. */
export interface Written {
  definition: Definition;
  outline: Outline;
  /** District codes there are, where they are known. */
  districts?: string[];
  /** Combinations of answers that may still be tried: a survey of any size is checked in seconds. */
  tries: { left: number };
}

/** The screening that this one answer alone is enough for, whatever else will be answered or not. */
export function screenedBy({ screening }: Definition, question: string, code: number): Screening | undefined {
  return metScreening(screening, { [question]: code }, (id) => id === question);
}
