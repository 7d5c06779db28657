import { benjaminiHochberg, holm } from '../../src/statistics/testing/adjust-p.js';
import { degreesOfFreedom } from '../../src/statistics/design/design.js';
import { estimateTree } from '../../src/statistics/estimation/score-tree.js';
import type { NodeEstimates, TreeBranch } from '../../src/statistics/estimation/score-tree.js';
import { twoSidedP } from '../../src/statistics/numbers/student-t.js';
import { textColumn } from './case.js';
import type { Answer, Table } from './case.js';
import { rowsWhere } from './index-input.js';
import type { IndexInput } from './index-input.js';
import { designOfTable, domainNames, figure, treeOf, waveSample } from './index-tree.js';
import type { WaveSample } from './index-tree.js';

/** One wave less an earlier one: both in one design, so that PSUs they share are counted; each raked on its own. */
export function answerChange(table: Table, input: IndexInput, waves: [string, string]): Answer {
  const both = rowsWhere(table, input.wave, waves);
  const design = designOfTable(both, input);
  const labels = textColumn(both, input.wave);
  const [first, second] = waves.map((wave): WaveSample => {
    const psu = design.psu.filter((_, row) => labels[row] === wave);
    return waveSample(rowsWhere(both, input.wave, [wave]), input, { ...design, psu });
  }) as [WaveSample, WaveSample];
  const nodes = (tree: TreeBranch): NodeEstimates[] => estimateTree(tree, design);
  const [before, after] = [treeOf(first, input), treeOf(second, input)];
  const df = degreesOfFreedom(design);
  const rowsOf = (old: TreeBranch, now: TreeBranch): object[] => {
    const children = [
      { ...now, weight: 1 },
      { ...old, weight: -1 },
    ];
    const [change, was, is] = [{ id: 'change', weight: 1, children }, old, now].map((tree) => nodes(tree).at(-1));
    return changeRows(domainNames(first, input), { change, was, is }, df);
  };
  const sectors = after.children.map((now, at) => [
    now.id,
    rowsOf(before.children[at] as TreeBranch, now as TreeBranch),
  ]);
  return { degf: df, overall: rowsOf(before, after), by_sector: Object.fromEntries(sectors) };
}

interface Compared {
  change: NodeEstimates | undefined;
  was: NodeEstimates | undefined;
  is: NodeEstimates | undefined;
}

function changeRows(names: [string, number][], { change, was, is }: Compared, df: number): object[] {
  if (!change || !was || !is) throw new Error('changeRows requires three trees');
  const variance = (node: NodeEstimates, d: number): number => node.covariance[d * node.k + d] as number;
  const rows = names.map(([domain, d]) => {
    const shown = figure(change, d, df);
    const apart = variance(was, d) + variance(is, d);
    return {
      ...shown,
      domain,
      t: shown.est / shown.se,
      p: twoSidedP(shown.est / shown.se, df),
      covariance_between_waves: (apart - variance(change, d)) / 2,
      se_if_independent: Math.sqrt(apart),
    };
  });
  const [all, ...districts] = rows;
  const p = districts.map((row) => row.p);
  const families = [holm(p), benjaminiHochberg(p)];
  return [
    all as object,
    ...districts.map((row, at) => ({ ...row, p_holm: families[0]?.[at], p_bh: families[1]?.[at] })),
  ];
}
