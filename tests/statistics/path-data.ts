import { expect } from '@jest/globals';
import { momentsOf } from '../../src/statistics/models/moments-pass.js';
import type { PathModel } from '../../src/statistics/models/path-model.js';
import { isPlsFault } from '../../src/statistics/models/pls.js';
import type { ConstructIndex } from '../../src/statistics/models/pls-index.js';
import { runPls } from '../../src/statistics/models/pls-run.js';
import type { PlsRun, PlsSettings } from '../../src/statistics/models/pls-run.js';

/** Image acts on quality and satisfaction, quality on satisfaction, satisfaction on loyalty. */
export const chain: PathModel = {
  constructs: [
    { id: 'image', items: ['i1', 'i2'] },
    { id: 'quality', items: ['q1', 'q2', 'q3'] },
    { id: 'satisfaction', items: ['s1', 's2'] },
    { id: 'loyalty', items: ['l1'] },
  ],
  paths: [
    ['image', 'quality'],
    ['image', 'satisfaction'],
    ['quality', 'satisfaction'],
    ['satisfaction', 'loyalty'],
  ],
};

/** Made-up answers on 1-10 to the eight items of the chain, the same every time. */
export function chainAnswers(rows: number): Float64Array[] {
  let state = 12345;
  const uniform = (): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state / 2 ** 32;
  };
  const noise = (): number => 2 * (uniform() + uniform() + uniform()) - 3;
  const columns = Array.from({ length: 8 }, () => new Float64Array(rows));
  for (let row = 0; row < rows; row++) {
    const image = noise();
    const quality = 0.6 * image + noise();
    const satisfaction = 0.2 * image + 0.7 * quality + 0.6 * noise();
    const loyalty = 0.8 * satisfaction + noise();
    [image, image, quality, quality, quality, satisfaction, satisfaction, loyalty].forEach((latent, item) => {
      const answer = Math.round(6 + (item % 3) / 2 + 1.3 * latent + noise());
      (columns[item] as Float64Array)[row] = Math.min(10, Math.max(1, answer));
    });
  }
  return columns;
}

/** Scale ends of eight items. */
export const ends = Array.from({ length: 8 }, () => ({ min: 1, max: 10 }));

/** 400 of them. */
export const answers = chainAnswers(400);

/** The chain estimated from columns. */
export function run(columns: readonly Float64Array[], settings: Partial<PlsSettings> = {}, model = chain): PlsRun {
  const result = runPls(model, momentsOf(columns), { ends, ...settings });
  if (isPlsFault(result)) throw new Error(result.code);
  return result;
}

/** Some items on the scale turned round. */
export const reversed = (columns: readonly Float64Array[], items: readonly number[]): Float64Array[] =>
  columns.map((column, item) => (items.includes(item) ? column.map((value) => 11 - value) : column));

export const values = (indexes: readonly ConstructIndex[]): (number | undefined)[] => indexes.map(({ value }) => value);

/** Numbers that agree to nine digits behind the point. */
export const close = (found: ArrayLike<number>, wanted: ArrayLike<number>, digits = 9): void => {
  expect(found.length).toBe(wanted.length);
  Array.from(found).forEach((value, at) => expect(value).toBeCloseTo(wanted[at] as number, digits));
};
