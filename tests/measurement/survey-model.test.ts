import { describe, expect, it } from '@jest/globals';
import { coreColumns, type CoreColumn } from '../../src/measurement/core-columns.js';
import type { Frame, SurveyBlock } from '../../src/measurement/frame.js';
import { itemImportance } from '../../src/measurement/item-importance.js';
import type { ModelFigures } from '../../src/measurement/model-figures.js';
import { surveyModel, type SurveyModel } from '../../src/measurement/survey-model.js';
import { chanceOf } from '../../scripts/demo/chance.js';
import { questionnaire } from '../reports/sample-wave.js';
import { responseWith } from '../support/responses.js';

const rows = 600;
const psus = 60;
const weight = Float64Array.from({ length: rows }, (_, row) => 1 + (row % 3));

/** People with one opinion that runs through all they say; the third PSU of every ten is in the second district. */
function columns(): Record<string, Float64Array> {
  const chance = chanceOf(5, 'model');
  const names = ['expectation', 'quality', 'value', 's1', 's2', 'complaint', 'loyalty'];
  const values = Object.fromEntries(names.map((name) => [name, new Float64Array(rows)]));
  for (let row = 0; row < rows; row++) {
    const own = chance.normal();
    for (const name of names) {
      const rating = Math.min(10, Math.max(1, Math.round(7 + 1.2 * own + chance.normal())));
      values[name]![row] = name === 'complaint' ? Number(own + chance.normal() < -1.2) : rating;
    }
  }
  return values;
}

function frameWith(core: CoreColumn[], changes: Partial<SurveyBlock> = {}): { frame: Frame; block: SurveyBlock } {
  const satisfaction = core.find(({ id }) => id === 's1')?.values ?? new Float64Array(rows).fill(5);
  const block = {
    survey: 'bus',
    version: 1,
    sector: 'transport',
    from: 0,
    to: rows,
    min: 1,
    max: 10,
    items: [],
    satisfaction,
    core,
    ...changes,
  };
  const psu = Int32Array.from({ length: rows }, (_, row) => row % psus);
  const service = psu.map((each) => (each % 10 === 3 ? 1 : 0));
  return { frame: { districts: ['A', 'B'], columns: { psu, service } } as unknown as Frame, block };
}

const constructOf: Record<string, string> = { s1: 'satisfaction', s2: 'satisfaction' };
const coreOf = (values: Record<string, Float64Array>): CoreColumn[] =>
  Object.entries(values).map(([id, each]) => {
    const ends = id === 'complaint' ? { min: 0, max: 1 } : { min: 1, max: 10 };
    return { construct: constructOf[id] ?? id, id, values: each, ...ends };
  });

type Estimated = Extract<SurveyModel, { status: 'estimated' }>;
function estimated(core: CoreColumn[]): Estimated {
  const { frame, block } = frameWith(core);
  const model = surveyModel(frame, block, weight);
  if (model.status !== 'estimated') throw new Error(model.reason);
  return model;
}

const construct = (model: ModelFigures, id: string) => model.constructs.find((each) => each.id === id)!;

/** Weighted mean on 0-100, of some of the rows. */
function scoreOf(values: Float64Array, wanted: (row: number) => boolean = () => true): number {
  let [sum, total] = [0, 0];
  values.forEach((value, row) => {
    if (!wanted(row)) return;
    sum += weight[row]! * value;
    total += weight[row]!;
  });
  return (100 * (sum / total - 1)) / 9;
}

describe('the model of a survey', () => {
  const values = columns();
  const model = estimated(coreOf(values));

  it('has the paths of ECSI between the constructs that are asked about', () => {
    expect(model.paths).toHaveLength(9);
    const { complaint: _complaint, ...fewer } = values;
    expect(estimated(coreOf(fewer)).paths.map(({ from, to }) => `${from} ${to}`)).not.toContain(
      'satisfaction complaint',
    );
  });

  it('gives a construct of one question the index of its mean, and no reliability', () => {
    expect(construct(model, 'quality').index?.estimate).toBeCloseTo(scoreOf(values['quality']!), 9);
    expect(construct(model, 'quality').reliability).toBeUndefined();
    expect(construct(model, 'satisfaction').reliability?.rhoC).toBeGreaterThan(0.7);
  });

  it('has a single path that is the correlation where one construct acts on one other', () => {
    const { expectation, quality } = values as { expectation: Float64Array; quality: Float64Array };
    const { paths, constructs } = estimated(coreOf({ expectation, quality }));
    const mean = (product: (row: number) => number) =>
      weight.reduce((sum, each, row) => sum + each * product(row), 0) / weight.reduce((sum, each) => sum + each, 0);
    const [mx, my] = [mean((row) => expectation[row]!), mean((row) => quality[row]!)];
    const covariance = mean((row) => (expectation[row]! - mx) * (quality[row]! - my));
    const spread = Math.sqrt(mean((row) => (expectation[row]! - mx) ** 2) * mean((row) => (quality[row]! - my) ** 2));
    expect(paths[0]?.direct.estimate).toBeCloseTo(covariance / spread, 10);
    expect(constructs[1]?.r2?.estimate).toBeCloseTo((covariance / spread) ** 2, 10);
  });

  it('has errors of a jackknife of thirty groups of PSUs', () => {
    const quality = values['quality']!;
    const without = Array.from({ length: 30 }, (_, group) => scoreOf(quality, (row) => (row % psus) % 30 !== group));
    const full = scoreOf(quality);
    const variance = (29 / 30) * without.reduce((sum, each) => sum + (each - full) ** 2, 0);
    expect(model).toMatchObject({ n: rows, groups: 30, df: 29 });
    expect(construct(model, 'quality').index?.se).toBeCloseTo(Math.sqrt(variance), 9);
  });

  it('makes the indexes of districts with one set of weights', () => {
    const { items } = construct(model, 'satisfaction');
    const inB = (row: number) => (row % psus) % 10 === 3;
    const spreadOf = (each: Float64Array) => {
      const mean = 1 + (9 * scoreOf(each)) / 100;
      const [sum, total] = each.reduce(
        ([a, b], x, row) => [a + weight[row]! * (x - mean) ** 2, b + weight[row]!],
        [0, 0],
      );
      return Math.sqrt(sum / total);
    };
    const shares = items.map(({ id, weight: w }) => w / spreadOf(values[id]!));
    const expected =
      items.reduce((sum, { id }, i) => sum + shares[i]! * scoreOf(values[id]!, inB), 0) / (shares[0]! + shares[1]!);
    expect(model.districts[1]).toMatchObject({ district: 'B' });
    expect(model.districts[1]?.index?.estimate).toBeCloseTo(expected, 8);
  });

  it('says how many people the index of each district rests on', () => {
    const inB = weight.filter((_, row) => (row % psus) % 10 === 3);
    const sum = inB.reduce((total, each) => total + each, 0);
    const squares = inB.reduce((total, each) => total + each * each, 0);
    expect(model.sizes[0]?.n).toBe(rows - inB.length);
    expect(model.sizes[1]).toEqual({ n: inB.length, effectiveN: (sum * sum) / squares });
  });

  it('uses all answers there are where some are missing', () => {
    const holes = { ...values, value: values['value']!.map((each, row) => (row % 5 === 0 ? Number.NaN : each)) };
    const expected = scoreOf(values['value']!, (row) => row % 5 !== 0);
    expect(construct(estimated(coreOf(holes)), 'value').index?.estimate).toBeCloseTo(expected, 9);
  });

  it.each([
    ['noCore', {}],
    ['noVariance', { expectation: new Float64Array(rows).fill(7), quality: columns()['quality']! }],
    ['contradictory', { expectation: columns()['quality']!, quality: columns()['quality']! }],
    [
      'tooFew',
      { expectation: new Float64Array(rows).fill(Number.NaN), quality: new Float64Array(rows).fill(Number.NaN) },
    ],
  ])('is refused as %s', (reason, wrong) => {
    const { frame, block } = frameWith(coreOf(wrong));
    expect(surveyModel(frame, block, weight)).toMatchObject({ status: 'refused', reason });
  });
});

describe('core questions', () => {
  it('become numbers: ratings on their own scale, yes and no as 1 and 0, anything else as no answer', () => {
    const answered = (answers: Record<string, number | { missing: 'refused' }>) => ({
      ...responseWith({ score: 5 }),
      answers,
    });
    const found = coreColumns(questionnaire('finance'), [
      answered({ fin_quality: 9, fin_complaint: 1 }),
      answered({ fin_quality: 11, fin_complaint: 2 }),
      answered({ fin_quality: { missing: 'refused' } }),
    ]);
    const column = (id: string) => found.find((each) => each.id === id)!;
    expect([...column('fin_quality').values]).toEqual([9, Number.NaN, Number.NaN]);
    expect([...column('fin_complaint').values]).toEqual([1, 0, Number.NaN]);
    expect(column('fin_complaint')).toMatchObject({ construct: 'complaint', min: 0, max: 1 });
  });
});

describe('the importance of items', () => {
  const values = columns();
  const items = (...names: string[]) => names.map((id) => ({ id, values: values[id]! }));

  it('is shared out whole, the item that goes with satisfaction more getting more', () => {
    const noise = chanceOf(6, 'noise');
    const blind = { id: 'blind', values: Float64Array.from({ length: rows }, () => noise.between(1, 10)) };
    const { frame, block } = frameWith(coreOf(values), { items: [...items('quality', 'value'), blind] });
    const map = itemImportance(frame, block, weight);
    if (map.status !== 'estimated') throw new Error(map.reason);
    expect(map.items.reduce((sum, { importance }) => sum + importance, 0)).toBeCloseTo(1, 12);
    expect(map.items[2]).toMatchObject({ id: 'blind', highImportance: false });
    expect(map.items[2]!.importance).toBeLessThan(0.05);
    expect(map.items[0]!.performance).toBeCloseTo(scoreOf(values['quality']!), 9);
  });

  it('cannot be told where two items are the same', () => {
    const { frame, block } = frameWith(coreOf(values), {
      items: [...items('quality'), { id: 'again', values: values['quality']! }],
    });
    expect(itemImportance(frame, block, weight)).toMatchObject({ status: 'refused', reason: 'contradictory' });
  });

  it('needs ten people an item', () => {
    const many = Array.from({ length: 61 }, (_, i) => ({ id: `i${i}`, values: values['quality']! }));
    const { frame, block } = frameWith(coreOf(values), { items: many });
    expect(itemImportance(frame, block, weight)).toMatchObject({ status: 'refused', reason: 'tooFew', n: rows });
  });
});
