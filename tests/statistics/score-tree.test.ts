import { describe, expect, test } from '@jest/globals';
import { designOf } from '../../src/statistics/design/design.js';
import { sampleOf } from '../../src/statistics/design/sample.js';
import { estimateTree } from '../../src/statistics/estimation/score-tree.js';
import type { NodeEstimates, TreeLeaf } from '../../src/statistics/estimation/score-tree.js';
import { floats, ints } from './numbers.js';

const design = designOf(new Int32Array(4), ints(1, 2, 3, 4));
const leaf = (id: string, values: number[], weight = 0.5, psu = design.psu): TreeLeaf => ({
  id,
  weight,
  sample: sampleOf({ ...design, psu }, floats(1, 1, 1, 1)),
  domains: { code: new Int32Array(4), count: 1 },
  values: floats(...values),
  min: 1,
  max: 5,
});
const last = (nodes: NodeEstimates[]): NodeEstimates => nodes.at(-1) as NodeEstimates;

describe('estimateTree', () => {
  test('scores an item 0-100 between the ends of its scale', () => {
    const [item] = estimateTree(leaf('i', [5, 5, 3, 3]), design);
    expect(item?.score[0]).toBe(75);
    // z = 25 (y - 4)/4: 4/3 x 4 x 6.25^2
    expect(item?.covariance[0]).toBeCloseTo((16 / 3) * 6.25 ** 2, 9);
  });

  test('goes up from item means over valid answers, not from personal scores', () => {
    const children = [leaf('i', [5, 5, 5, 1]), leaf('j', [1, Number.NaN, Number.NaN, 3])];
    const nodes = estimateTree({ id: 'o', weight: 1, children }, design);
    expect(nodes.map(({ id, score }) => [id, score[0]])).toEqual([
      ['i', 75],
      ['j', 25],
      ['o', 50],
    ]);
  });

  test('has no score where an item below has no valid answer', () => {
    const none = leaf('j', [Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
    const nodes = estimateTree({ id: 'o', weight: 1, children: [leaf('i', [5, 5, 3, 3]), none] }, design);
    expect(last(nodes).score[0]).toBeNaN();
  });

  test('counts the covariance of parts asked of the same PSUs', () => {
    const values = [5, 4, 2, 1];
    const together = estimateTree({ id: 'o', weight: 1, children: [leaf('i', values), leaf('j', values)] }, design);
    const [item] = together;
    expect(last(together).covariance[0]).toBeCloseTo(item?.covariance[0] as number, 9);
    const apart = designOf(ints(0, 0, 0, 0, 1, 1, 1, 1), ints(1, 2, 3, 4, 1, 2, 3, 4));
    const halves = [leaf('i', values), leaf('j', values)].map((each, at) => {
      const psu = apart.psu.slice(4 * at, 4 * at + 4);
      return { ...each, sample: sampleOf({ ...apart, psu }, floats(1, 1, 1, 1)) };
    });
    const independent = estimateTree({ id: 'o', weight: 1, children: halves }, apart);
    expect(last(independent).covariance[0]).toBeCloseTo((item?.covariance[0] as number) / 2, 9);
  });

  test('makes a difference with weights 1 and -1: none between twins, and then without error', () => {
    const children = [leaf('now', [5, 4, 2, 1], 1), leaf('before', [5, 4, 2, 1], -1)];
    const change = last(estimateTree({ id: 'change', weight: 1, children }, design));
    expect(change.score[0]).toBe(0);
    expect(change.covariance[0]).toBeCloseTo(0, 12);
  });

  test('counts the PSUs and strata that have members', () => {
    const [item] = estimateTree(leaf('i', [5, Number.NaN, 3, Number.NaN]), design);
    expect([item?.psus[0], item?.strata[0]]).toEqual([2, 1]);
  });
});
