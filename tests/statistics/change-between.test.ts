import { describe, expect, test } from '@jest/globals';
import { changeBetween } from '../../src/statistics/estimation/change-between.js';
import { degreesOfFreedom, designOf } from '../../src/statistics/design/design.js';
import type { Design } from '../../src/statistics/design/design.js';
import { domainMeans } from '../../src/statistics/estimation/domain-means.js';
import { joinDesigns } from '../../src/statistics/design/join-designs.js';
import type { KeyedDesign } from '../../src/statistics/design/join-designs.js';
import { sampleOf } from '../../src/statistics/design/sample.js';
import { estimateTree, linearisedTree } from '../../src/statistics/estimation/score-tree.js';
import type { TreeBranch, TreeLeaf } from '../../src/statistics/estimation/score-tree.js';
import { floats, ints } from './numbers.js';

const keyed = (strata: string[], stratum: number[], psus: string[]): KeyedDesign => ({
  design: designOf(
    ints(...stratum),
    Int32Array.from(stratum, (_, psu) => psu),
  ),
  strata,
  psus,
});

describe('joinDesigns', () => {
  test('holds a PSU of both waves once', () => {
    const { design, psus } = joinDesigns(keyed(['a'], [0, 0], ['1', '2']), keyed(['a'], [0, 0], ['2', '3']));
    expect(psus).toEqual([ints(0, 1), ints(1, 2)]);
    expect(design).toEqual({ psu: ints(0, 1, 1, 2), stratum: ints(0, 0, 0), strata: 1 });
  });

  test('keeps a stratum that was drawn anew apart, so that its waves are independent', () => {
    const first = keyed(['a', 'b'], [0, 0, 1, 1], ['1', '2', '1', '2']);
    const second = keyed(['b', 'a'], [0, 0, 1, 1], ['3', '4', '2', '5']);
    const { design } = joinDesigns(first, second);
    expect(design.strata).toBe(3);
    expect(degreesOfFreedom(design)).toBe(7 - 3);
  });

  test('tells PSUs of the same key in two strata apart', () => {
    const { design } = joinDesigns(keyed(['a'], [0, 0], ['1', '2']), keyed(['b'], [0, 0], ['1', '2']));
    expect(design.stratum).toEqual(ints(0, 0, 1, 1));
  });

  test('takes the fraction of a shared stratum from its joined PSUs', () => {
    const one = keyed(['a'], [0, 0], ['1', '2']);
    const withFraction = (each: KeyedDesign, fraction: number): KeyedDesign => ({
      ...each,
      design: { ...each.design, fraction: floats(fraction) },
    });
    const other = withFraction(keyed(['a'], [0, 0], ['2', '3']), 0.2);
    expect(joinDesigns(withFraction(one, 0.2), other).design.fraction?.[0]).toBeCloseTo(0.3, 12);
    expect(() => joinDesigns(withFraction(one, 0.4), other)).toThrow('joinDesigns requires the same number of PSUs');
    expect(joinDesigns(withFraction(one, 0.4), keyed(['c'], [0, 0], ['1', '2'])).design.fraction).toEqual(
      floats(0.4, 0),
    );
  });

  test('refuses keys that name two PSUs, or none', () => {
    const good = keyed(['a'], [0, 0], ['1', '2']);
    expect(() => joinDesigns(good, keyed(['a'], [0, 0], ['1', '1']))).toThrow(
      'joinDesigns requires keys that name one',
    );
    expect(() => joinDesigns(keyed(['a'], [0, 0], ['1']), good)).toThrow('joinDesigns requires a key for every');
  });
});

describe('changeBetween', () => {
  const pair = designOf(ints(0, 0), ints(1, 2));
  const before = { estimate: floats(5), totals: floats(1, -1) };
  const after = { estimate: floats(7), totals: floats(3, -3) };

  test('counts what the waves share', () => {
    const found = changeBetween(before, after, pair);
    expect([found.change[0], found.error[0], found.between[0], found.df]).toEqual([2, 4, 12, 1]);
    expect(found.errorIfIndependent[0]).toBeCloseTo(Math.sqrt(40), 12);
    expect(found.levels).toEqual(floats(4, 12, 12, 36));
  });

  test('adds the variances of waves that share nothing', () => {
    const apart = designOf(ints(0, 0, 1, 1), ints(1, 2, 1, 2));
    const found = changeBetween({ ...before, psus: ints(0, 1) }, { ...after, psus: ints(2, 3) }, apart);
    expect(found.between[0]).toBe(0);
    expect(found.error[0]).toBeCloseTo(found.errorIfIndependent[0] as number, 12);
  });

  test('has no change where a wave has no estimate', () => {
    const none = { estimate: floats(Number.NaN), totals: floats(0, 0) };
    expect(changeBetween(none, after, pair).change[0]).toBeNaN();
  });

  test('refuses waves of different estimates and PSUs outside the design', () => {
    const two = { estimate: floats(1, 2), totals: floats(1, 1, 2, 2) };
    expect(() => changeBetween(before, two, pair)).toThrow('changeBetween requires the same estimates');
    expect(() => changeBetween(before, { ...after, psus: ints(1, 2) }, pair)).toThrow('changeBetween requires totals');
  });

  test('gives what one design of both waves gives, whether its totals were made there or brought in', () => {
    const first = keyed(['a'], [0, 0, 0], ['1', '2', '3']);
    const second = keyed(['a'], [0, 0, 0], ['3', '4', '5']);
    const { design, psus } = joinDesigns(first, second);
    const means = (part: Design, values: number[]): ReturnType<typeof domainMeans> =>
      domainMeans(sampleOf(part, floats(1, 2, 3)), floats(...values), { code: new Int32Array(3), count: 1 });
    const there = [design.psu.slice(0, 3), design.psu.slice(3)].map((psu) => ({ ...design, psu }));
    const brought = changeBetween(
      { ...levelOf(means(first.design, [1, 5, 2])), psus: psus[0] },
      { ...levelOf(means(second.design, [4, 4, 9])), psus: psus[1] },
      design,
    );
    const made = changeBetween(
      levelOf(means(there[0] as Design, [1, 5, 2])),
      levelOf(means(there[1] as Design, [4, 4, 9])),
      design,
    );
    expect(brought).toEqual(made);
    expect(brought.between[0]).not.toBe(0);
  });

  test('agrees with a tree that holds both waves', () => {
    const design = designOf(new Int32Array(4), ints(1, 2, 3, 4));
    const leaf = (id: string, values: number[], weight: number): TreeLeaf => ({
      id,
      weight,
      sample: sampleOf(design, floats(1, 2, 1, 3)),
      domains: { code: ints(0, 0, 1, 1), count: 2 },
      values: floats(...values),
      min: 1,
      max: 5,
    });
    const was: TreeBranch = {
      id: 'was',
      weight: -1,
      children: [leaf('a', [1, 2, 5, 4], 0.3), leaf('b', [5, 1, 3, 3], 0.7)],
    };
    const is: TreeBranch = {
      id: 'is',
      weight: 1,
      children: [leaf('a', [2, 2, 4, 4], 0.3), leaf('b', [5, 3, 2, 1], 0.7)],
    };
    const change = estimateTree({ id: 'change', weight: 1, children: [is, was] }, design).at(-1);
    const [before] = linearisedTree(was, (id) => id === 'was');
    const [later] = linearisedTree(is, (id) => id === 'is');
    const found = changeBetween(levelOf(before), levelOf(later), design);
    found.change.forEach((each, d) => expect(each).toBeCloseTo(change?.score[d] as number, 10));
    found.covariance.forEach((each, at) => expect(each).toBeCloseTo(change?.covariance[at] as number, 9));
  });
});

interface Found {
  mean?: Float64Array;
  score?: Float64Array;
  totals: Float64Array;
}

function levelOf(found: Found | undefined): { estimate: Float64Array; totals: Float64Array } {
  return { estimate: found?.mean ?? found?.score ?? floats(), totals: found?.totals ?? floats() };
}
