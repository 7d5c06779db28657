import { benjaminiHochberg, holm } from '../../src/statistics/adjust-p.js';
import { degreesOfFreedom } from '../../src/statistics/design.js';
import type { Design } from '../../src/statistics/design.js';
import { kish } from '../../src/statistics/kish.js';
import { ranksOf } from '../../src/statistics/ranks.js';
import { estimateTree } from '../../src/statistics/score-tree.js';
import type { NodeEstimates, TreeBranch, TreeLeaf } from '../../src/statistics/score-tree.js';
import { intervalFactor, twoSidedP } from '../../src/statistics/student-t.js';
import { objectOf, readTable } from './case.js';
import type { Answer, Case } from './case.js';
import { answerChange } from './change.js';
import { pairwise } from './pairwise.js';
import { designOfTable, domainNames, figure, indexInput, rowsWhere, treeOf, waveSample } from './index-tree.js';
import type { IndexInput, WaveSample } from './index-tree.js';
import { respondentLevel } from './respondent-level.js';
import { rankingRuns, withinRange } from './ranking-runs.js';
import { matrixOf } from './survey-design.js';

/** A whole survey of districts: weights, index tree, errors, covariance, ranks of each wave, and change between the waves. */
export function answerEndToEnd(given: Case): Answer | string {
  if (!given.input['sector_of_item']) return 'only surveys with an index tree are covered';
  const table = readTable(given);
  const input = indexInput(given.input);
  const waves = ['1', '2'].map((wave) => {
    const rows = rowsWhere(table, 'wave', wave);
    const design = designOfTable(rows, input);
    return { design, wave: waveSample(rows, input, design), asked: objectOf(given.expected[`wave_${wave}`]) };
  });
  const named = (make: (each: (typeof waves)[number]) => unknown): Answer =>
    Object.fromEntries(waves.map((each, at) => [`wave_${at + 1}`, make(each)]));
  const [first] = waves;
  return {
    weights: named(({ wave }) => Array.from(wave.weights)),
    kish_deff: named(({ wave }) => kish(wave.weights).deff),
    ...named(({ wave, design, asked }) => waveAnswer(wave, input, design, asked)),
    change: answerChange(table, input),
    ...(first
      ? { wave_1_weights_fixed: indexAnswer(treeOf(first.wave, input, first.wave.fixed), first.design, first.wave) }
      : {}),
  };
}

function waveAnswer(wave: WaveSample, input: IndexInput, design: Design, asked: Record<string, unknown>): Answer {
  const tree = treeOf(wave, input);
  const nodes = estimateTree(tree, design);
  const overall = nodes.at(-1) as NodeEstimates;
  const df = degreesOfFreedom(design);
  const count = wave.districts.length;
  const numbers = wave.districts.map(Number);
  return {
    ...indexAnswer(tree, design, wave),
    items: Object.fromEntries(leavesOf(tree).map((leaf) => [leaf.id, figuresOf(leaf.id, nodes, wave, df)])),
    district_minus_all: minusAll(overall, df, numbers),
    pairwise: pairwise(
      numbers,
      { code: wave.domains.code, count },
      { mean: overall.score, covariance: overall.covariance, df },
    ),
    ranks: ranksAnswer(overall, count, objectOf(asked['ranks'])),
    respondent_level: respondentLevel(wave, input, design, objectOf(asked['respondent_level'])),
  };
}

function indexAnswer(tree: TreeBranch, design: Design, wave: WaveSample): Answer {
  const nodes = estimateTree(tree, design);
  const df = degreesOfFreedom(design);
  const index = nodes
    .filter((node) => !leavesOf(tree).some((leaf) => leaf.id === node.id))
    .map((node) => [node.id, figuresOf(node.id, nodes, wave, df)]);
  const overall = nodes.at(-1) as NodeEstimates;
  return { degf: df, index: Object.fromEntries(index), covariance_of_overall: withAllFirst(overall) };
}

function figuresOf(id: string, nodes: NodeEstimates[], wave: WaveSample, df: number): Answer {
  const node = nodes.find((each) => each.id === id) as NodeEstimates;
  return Object.fromEntries(domainNames(wave).map(([name, d]) => [name, figure(node, d, df)]));
}

function leavesOf(tree: TreeBranch): TreeLeaf[] {
  return tree.children.flatMap((child) => ('children' in child ? leavesOf(child) : [child]));
}

/** Each district against all, of which it is a part: with its covariance. */
function minusAll({ score, covariance, k }: NodeEstimates, df: number, districts: number[]): object[] {
  const all = k - 1;
  const entry = (j: number, i: number): number => covariance[j * k + i] as number;
  const rows = districts.map((district, d) => {
    const est = (score[d] as number) - (score[all] as number);
    const se = Math.sqrt(entry(d, d) + entry(all, all) - 2 * entry(d, all));
    const half = intervalFactor(0.95, df) * se;
    return { district, est, se, ci_low: est - half, ci_high: est + half, t: est / se, p: twoSidedP(est / se, df) };
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
