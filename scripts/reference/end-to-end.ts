import { benjaminiHochberg, holm } from '../../src/statistics/testing/adjust-p.js';
import { degreesOfFreedom } from '../../src/statistics/design/design.js';
import type { Design } from '../../src/statistics/design/design.js';
import { kish } from '../../src/statistics/weighting/kish.js';
import { ranksOf } from '../../src/statistics/ranks/ranks.js';
import { estimateTree } from '../../src/statistics/estimation/score-tree.js';
import type { NodeEstimates, TreeBranch, TreeLeaf } from '../../src/statistics/estimation/score-tree.js';
import { intervalFactor, twoSidedP } from '../../src/statistics/numbers/student-t.js';
import { objectOf, readTable } from './case.js';
import type { Answer, Case, Table } from './case.js';
import { answerChange } from './change.js';
import { pairwise } from './pairwise.js';
import { indexInput, labelValue, wavesOf } from './index-input.js';
import type { IndexInput } from './index-input.js';
import { designOfTable, domainNames, figure, treeOf, waveSample } from './index-tree.js';
import type { WaveSample } from './index-tree.js';
import { respondentLevel } from './respondent-level.js';
import { rankingRuns, withinRange } from './ranking-runs.js';
import { matrixOf } from './survey-design.js';

/** A whole survey of districts: weights, index tree, errors, covariance, ranks of each wave, and change between the waves. */
export function answerEndToEnd(given: Case): Answer | string {
  if (!given.input['sector_of_item']) return 'only surveys with an index tree are covered';
  const table = readTable(given);
  const input = indexInput(given);
  const waves = wavesOf(table, input.wave).map(({ name, rows }) => {
    const design = designOfTable(rows, input);
    return { name, design, wave: waveSample(rows, input, design), asked: objectOf(given.expected[name]) };
  });
  const named = (make: (each: (typeof waves)[number]) => unknown, ending = ''): Answer =>
    Object.fromEntries(waves.map((each) => [`${each.name}${ending}`, make(each)]));
  return {
    weights: named(({ wave }) => Array.from(wave.weights)),
    kish_deff: named(({ wave }) => kish(wave.weights).deff),
    ...named(({ wave, design, asked }) => waveAnswer(wave, input, design, asked)),
    ...named(({ wave, design }) => indexAnswer(treeOf(wave, input, wave.fixed), design, wave, input), '_weights_fixed'),
    ...changesAsked(given.expected, table, input),
  };
}

/** Changes between the two waves, or between those that a key such as `change_1_3` names by number. */
function changesAsked(expected: Record<string, unknown>, table: Table, input: IndexInput): Answer {
  const waves = wavesOf(table, input.wave);
  const answers = Object.keys(expected)
    .filter((key) => key.startsWith('change'))
    .map((key) => {
      const [before, after] = key.match(/\d+/g) ?? (waves.length === 2 ? ['1', '2'] : []);
      const [was, is] = [before, after].map((number) => waves.find(({ name }) => name === `wave_${number}`));
      return [key, was && is ? answerChange(table, input, [was.label, is.label]) : undefined];
    });
  return Object.fromEntries(answers);
}

function waveAnswer(wave: WaveSample, input: IndexInput, design: Design, asked: Record<string, unknown>): Answer {
  const tree = treeOf(wave, input);
  const nodes = estimateTree(tree, design);
  const overall = nodes.at(-1) as NodeEstimates;
  const df = degreesOfFreedom(design);
  const names = domainNames(wave, input);
  const count = wave.districts.length;
  const labels = wave.districts.map(labelValue);
  return {
    ...indexAnswer(tree, design, wave, input),
    items: Object.fromEntries(leavesOf(tree).map((leaf) => [leaf.id, figuresOf(leaf.id, nodes, names, df)])),
    district_minus_all: minusAll(overall, df, labels).map((row, at) => ({ ...row, [input.district]: labels[at] })),
    pairwise: pairwise(
      labels,
      { code: wave.domains.code, count },
      { mean: overall.score, covariance: overall.covariance, df },
    ),
    ranks: ranksAnswer(overall, count, objectOf(asked['ranks'])),
    respondent_level: respondentLevel(wave, input, design, objectOf(asked['respondent_level'])),
  };
}

function indexAnswer(tree: TreeBranch, design: Design, wave: WaveSample, input: IndexInput): Answer {
  const nodes = estimateTree(tree, design);
  const df = degreesOfFreedom(design);
  const index = nodes
    .filter((node) => !leavesOf(tree).some((leaf) => leaf.id === node.id))
    .map((node) => [node.id, figuresOf(node.id, nodes, domainNames(wave, input), df)]);
  const overall = nodes.at(-1) as NodeEstimates;
  return { degf: df, index: Object.fromEntries(index), covariance_of_overall: withAllFirst(overall) };
}

function figuresOf(id: string, nodes: NodeEstimates[], names: [string, number][], df: number): Answer {
  const node = nodes.find((each) => each.id === id) as NodeEstimates;
  return Object.fromEntries(names.map(([name, d]) => [name, figure(node, d, df)]));
}

function leavesOf(tree: TreeBranch): TreeLeaf[] {
  return tree.children.flatMap((child) => ('children' in child ? leavesOf(child) : [child]));
}

/** Each district against all, of which it is a part: with its covariance. */
function minusAll({ score, covariance, k }: NodeEstimates, df: number, districts: readonly unknown[]): object[] {
  const all = k - 1;
  const entry = (j: number, i: number): number => covariance[j * k + i] as number;
  const rows = districts.map((_, d) => {
    const est = (score[d] as number) - (score[all] as number);
    const se = Math.sqrt(entry(d, d) + entry(all, all) - 2 * entry(d, all));
    const half = intervalFactor(0.95, df) * se;
    return { est, se, ci_low: est - half, ci_high: est + half, t: est / se, p: twoSidedP(est / se, df) };
  });
  const p = rows.map((row) => row.p);
  return rows.map((row, at) => ({ ...row, p_holm: holm(p)[at], p_bh: benjaminiHochberg(p)[at] }));
}

function ranksAnswer(overall: NodeEstimates, count: number, asked: Record<string, unknown>): Answer {
  const estimates = [...overall.score.subarray(0, count)];
  const covariance = Float64Array.from(matrixOf(overall.covariance, overall.k, count).flat());
  const runs = rankingRuns({ names: [], estimates, covariance, coverage: 0.95 });
  const setsOf = (joint: 'simultaneous' | 'marginal'): object =>
    withinRange(runs({ joint, stepDown: true, bound: 'both' }, 50_000, [21, 22, 23]), objectOf(asked[joint]));
  return { rank: ranksOf(estimates), simultaneous: setsOf('simultaneous'), marginal: setsOf('marginal') };
}

function withAllFirst({ covariance, k }: NodeEstimates): number[][] {
  const order = [k - 1, ...Array.from({ length: k - 1 }, (_, d) => d)];
  return order.map((j) => order.map((i) => covariance[j * k + i] as number));
}
