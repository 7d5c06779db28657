import type { ItemCovariance } from '../../src/statistics/models/item-covariance.js';
import type { Pls } from '../../src/statistics/models/pls.js';
import { scoresOf } from '../../src/statistics/models/pls-index.js';
import type { ConstructIndex } from '../../src/statistics/models/pls-index.js';
import { reliabilityOf, smallestEigenvalue } from '../../src/statistics/models/pls-reliability.js';
import type { PlsRun } from '../../src/statistics/models/pls-run.js';
import { distinctnessOf, goodnessOfFit } from '../../src/statistics/models/pls-validity.js';
import { objectOf } from './case.js';
import { listOf } from './pls-answers.js';

/** What the figures of a run are taken from. */
export interface PlsAnswerSource {
  run: PlsRun;
  /** The same in the metric of covariances. */
  inCovariances: () => PlsRun;
  /** Rounds until no weight changes by 1e-15: what the algorithm behind the cases counts. */
  rounds: () => number | undefined;
  /** Rows as they went in, one column an item. */
  columns: Float64Array[];
  /** Standard deviations with the divisor sum of weights, and with 1 less. */
  sdByWeights: ItemCovariance;
  sdByWeightsLessOne: ItemCovariance;
  /** Signs by construct relative to the rule that weights sum to more than 0: where a case asks for those of the programs. */
  signs: number[];
}

type Figure = (source: PlsAnswerSource, asked: unknown) => unknown;

/** Figures of an estimated model, by what cases call them. */
export const plsFigures: Record<string, Figure> = {
  n: ({ run }) => run.items.n,
  iterations_of_moment_algorithm: ({ rounds }) => rounds(),
  outer_model: (source, asked) =>
    rowsOf(asked).map((row) => outerRow(source, String(row['item']), String(row['construct']))),
  outer_weights: ({ run: { pls }, signs }) =>
    byName(pls.network.items, (item) => (pls.weights[item] as number) * (signs[constructOf(pls, item)] as number)),
  constructs_sign_relative_to_sum_rule: ({ run: { pls }, signs }, asked) =>
    Object.fromEntries(
      Object.keys(objectOf(asked)).map((program) => [program, byName(pls.network.ids, (j) => signs[j])]),
    ),
  cross_loadings: ({ run: { pls } }, asked) => matrix(asked, pls.network.items, pls.network.ids, pls.crossLoadings),
  construct_correlations: ({ run: { pls } }, asked) => matrix(asked, pls.network.ids, pls.network.ids, pls.correlation),
  paths: (source, asked) => effects(source, source.run.pls.structure.direct, asked),
  total_effects: (source, asked) => effects(source, source.run.pls.structure.total, asked),
  r2: ({ run: { pls } }) => explained(pls, (r2) => r2),
  r2_adjusted: ({ run: { pls, items } }) =>
    explained(pls, (r2, on) => 1 - ((1 - r2) * (items.n - 1)) / (items.n - on - 1)),
  reliability: ({ run }) =>
    Object.fromEntries(
      reliabilityOf(run.pls, run.items.correlation).map(({ construct, items, alpha, rhoC, rhoA, ave }) => [
        construct,
        { items, alpha, rho_c: rhoC, rho_a: rhoA, ave },
      ]),
    ),
  plspm_unidim: ({ run }) =>
    Object.fromEntries(
      reliabilityOf(run.pls, run.items.correlation).map(
        ({ construct, alpha = 0, eigenvalues, rhoOfFirstComponent }) => [
          construct,
          // That program cuts a negative alpha at 0.
          {
            alpha: Math.max(0, alpha),
            dg_rho_first_component: rhoOfFirstComponent,
            eig1: eigenvalues[0],
            eig2: eigenvalues[1],
          },
        ],
      ),
    ),
  htmt: ({ run }, asked) => {
    const pairs = distinctnessOf(run.pls, run.items.correlation);
    return rowsOf(asked).map(({ a, b }) => ({
      a,
      b,
      htmt: pairs.find((pair) => (pair.a === a && pair.b === b) || (pair.a === b && pair.b === a))?.htmt,
    }));
  },
  gof: ({ run }) => goodnessOfFit(run.pls),
  min_eigenvalue: ({ run }) => smallestEigenvalue(run.items.correlation),
  index_0_100: ({ run }) => indexRecord(run.indexes),
  index_0_100_covariance_metric: ({ inCovariances }) => indexRecord(inCovariances().indexes),
  scores: (source, asked) => scoreMatrix(source, asked),
};

/** People's own indexes of the first rows: value + sd x score. */
export function individualIndexes({ run, columns }: PlsAnswerSource, count: number): object[] {
  const scores = scoresOf(run.pls.network, columns, { weights: run.weights, mean: run.items.mean }, 'replace');
  return Array.from({ length: count }, (_, row) =>
    byName(run.pls.network.ids, (j) => {
      const { value = Number.NaN, sd = Number.NaN } = run.indexes[j] as ConstructIndex;
      return value + sd * (scores[j]?.[row] as number);
    }),
  );
}

/** Indexes by construct. */
export function indexRecord(indexes: readonly ConstructIndex[]): Record<string, number | undefined> {
  return Object.fromEntries(indexes.map(({ construct, value }) => [construct, value]));
}

function outerRow(source: PlsAnswerSource, item: string, construct: string): object {
  const { pls, weights, items } = source.run;
  const j = pls.network.ids.indexOf(construct);
  const at = pls.network.blocks[j]?.find((each) => pls.network.items[each] === item) ?? -1;
  return {
    item,
    construct,
    weight: pls.weights[at],
    loading: pls.crossLoadings[at * pls.network.ids.length + j],
    weight_unstandardised: weights[at],
    mean: items.mean[at],
    sd: source.sdByWeightsLessOne.sd[at],
    sd_divisor_sum_w: source.sdByWeights.sd[at],
  };
}

function effects({ run: { pls }, signs }: PlsAnswerSource, of: Float64Array, asked: unknown): object[] {
  const { ids } = pls.network;
  return rowsOf(asked).map(({ from, to }) => {
    const [i, j] = [ids.indexOf(String(from)), ids.indexOf(String(to))];
    return { from, to, coef: (of[i * ids.length + j] as number) * (signs[i] as number) * (signs[j] as number) };
  });
}

function explained({ network, structure }: Pls, figure: (r2: number, on: number) => number): object {
  return Object.fromEntries(
    network.ids.flatMap((id, j) => {
      const on = network.predecessors[j]?.length ?? 0;
      return on === 0 ? [] : [[id, figure(structure.r2[j] as number, on)]];
    }),
  );
}

function scoreMatrix({ run, columns }: PlsAnswerSource, asked: unknown): object {
  const { rows, cols } = objectOf(asked);
  const scores = scoresOf(run.pls.network, columns, { weights: run.weights, mean: run.items.mean }, 'replace');
  const chosen = listOf(cols).map((id) => scores[run.pls.network.ids.indexOf(id)]);
  const values = listOf(rows).map((row) => chosen.map((column) => column?.[Number(row) - 1]));
  return { rows, cols, values };
}

/** The rows and columns of a matrix that a case asks for. */
export function matrix(asked: unknown, ids: readonly string[], cols: readonly string[], all: Float64Array): object {
  const wanted = objectOf(asked);
  const values = listOf(wanted['rows']).map((row) =>
    listOf(wanted['cols']).map((col) => all[ids.indexOf(row) * cols.length + cols.indexOf(col)]),
  );
  return { rows: wanted['rows'], cols: wanted['cols'], values };
}

function constructOf({ network }: Pls, item: number): number {
  return network.blocks.findIndex((block) => block.includes(item));
}

function byName<T>(names: readonly string[], value: (at: number) => T): Record<string, T> {
  return Object.fromEntries(names.map((name, at) => [name, value(at)]));
}

function rowsOf(asked: unknown): Record<string, unknown>[] {
  return Array.isArray(asked) ? asked.map(objectOf) : [];
}
