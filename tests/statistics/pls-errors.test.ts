import { describe, expect, test } from '@jest/globals';
import { groupJackknife } from '../../src/statistics/design/group-jackknife.js';
import type { Replicates } from '../../src/statistics/design/jackknife.js';
import { momentsByGroup, momentsOf } from '../../src/statistics/models/moments-pass.js';
import type { Moments } from '../../src/statistics/models/moments.js';
import { isPlsFault } from '../../src/statistics/models/pls.js';
import { plsErrors, standardErrorOf } from '../../src/statistics/models/pls-errors.js';
import type { PlsErrors, PlsSample } from '../../src/statistics/models/pls-errors.js';
import { runPls } from '../../src/statistics/models/pls-run.js';
import { floats } from './numbers.js';
import { chain, chainAnswers, ends } from './path-data.js';

const answers = chainAnswers(300);
const groups = 5;
const group = Int32Array.from({ length: 300 }, (_, row) => row % groups);
const shift = floats(...Array<number>(8).fill(5.5));
const all = { code: new Int32Array(300), count: 1 };

const replicates: Replicates = groupJackknife(
  { psu: group, stratum: new Int32Array(groups), strata: 1 },
  { group: Int32Array.from({ length: groups }, (_, g) => g), count: groups },
  'standard',
);

const byGroup = (columns: readonly Float64Array[]): Moments[] =>
  momentsByGroup(columns, { code: group, count: groups }, { shift });

function errorsOf(sample: Partial<PlsSample> = {}): PlsErrors {
  const result = plsErrors(chain, { psus: byGroup(answers), replicates, ...sample }, { ends });
  if (isPlsFault(result)) throw new Error(result.code);
  return result;
}

describe('delete-a-group jackknife of a path model', () => {
  test('is the spread of the models estimated without one group each', () => {
    const errors = errorsOf();
    const without = [...Array(groups).keys()].map((g) => {
      const weight = Float64Array.from(group, (own) => (own === g ? 0 : 1));
      const run = runPls(chain, momentsOf(answers, { weight }), { ends });
      if (isPlsFault(run)) throw new Error(run.code);
      return run;
    });
    const spread = (figure: (run: PlsErrors['run']) => number): number => {
      const full = figure(errors.run);
      return Math.sqrt(0.8 * without.reduce((sum, run) => sum + (figure(run) - full) ** 2, 0));
    };
    expect(standardErrorOf(errors, 'index', 2)).toBeCloseTo(
      spread(({ indexes }) => indexes[2]?.value ?? 0),
      9,
    );
    expect(standardErrorOf(errors, 'direct', 6)).toBeCloseTo(
      spread(({ pls }) => pls.structure.direct[6] as number),
      9,
    );
    expect(standardErrorOf(errors, 'total', 3)).toBeCloseTo(
      spread(({ pls }) => pls.structure.total[3] as number),
      9,
    );
    expect(standardErrorOf(errors, 'r2', 1)).toBeCloseTo(
      spread(({ pls }) => pls.structure.r2[1] as number),
      9,
    );
    expect(errors.df).toBe(4);
  });

  test('gives no error to what is not estimated: shares explained of constructs without predecessors', () => {
    const errors = errorsOf();
    expect(standardErrorOf(errors, 'r2', 0)).toBeNaN();
    expect(standardErrorOf(errors, 'direct', 0)).toBe(0);
  });

  test('gives districts an index each with the weights of all, and a single district that of the whole', () => {
    const halves = [0, 1].map((half) => {
      const weight = Float64Array.from(group, (_, row) => (row % 2 === half ? 1 : 0));
      return momentsByGroup(answers, { code: group, count: groups }, { shift, weight });
    });
    const errors = errorsOf({ domains: [byGroup(answers), ...halves] });
    const { index, domainIndex } = errors.start;
    for (let j = 0; j < 4; j++) {
      expect(errors.estimates[domainIndex + j]).toBeCloseTo(errors.estimates[index + j] as number, 9);
      expect(standardErrorOf(errors, 'domainIndex', j)).toBeCloseTo(standardErrorOf(errors, 'index', j), 9);
      // Equal numbers of rows: the whole is the mean of its halves.
      const mean =
        ((errors.estimates[domainIndex + 4 + j] as number) + (errors.estimates[domainIndex + 8 + j] as number)) / 2;
      expect(mean).toBeCloseTo(errors.estimates[index + j] as number, 9);
    }
  });

  test('skips and counts the replicates that leave a district without rows', () => {
    const only = [...Array(groups).keys()].map((g) => {
      const weight = Float64Array.from(group, (own) => (own === 2 && g === 2 ? 1 : 0));
      return momentsByGroup(answers, all, { shift, weight })[0] as Moments;
    });
    const errors = errorsOf({ domains: [only] });
    expect(errors.skipped[errors.start.domainIndex]).toBe(1);
    expect(errors.skipped[errors.start.index]).toBe(0);
  });

  test('keeps an index refused in every replicate when the whole sample refuses it', () => {
    const mixed = answers.map((column, item) => (item === 2 ? column.map((value) => 11 - value) : column));
    const errors = errorsOf({ psus: byGroup(mixed) });
    expect(errors.run.indexes[1]?.mixedSigns).toBe(true);
    expect(standardErrorOf(errors, 'index', 1)).toBeNaN();
    expect(standardErrorOf(errors, 'index', 2)).toBeGreaterThan(0);
  });

  test('refuses moments that are not by PSU of the replicates', () => {
    expect(() => errorsOf({ psus: byGroup(answers).slice(1) })).toThrow(
      'plsErrors requires moments of every PSU of the replicates',
    );
  });
});
