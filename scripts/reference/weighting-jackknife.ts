import { jackknife } from '../../src/statistics/design/jackknife.js';
import {
  onWeights,
  replicateCovariance,
  replicateEstimates,
} from '../../src/statistics/design/replicate-covariance.js';
import { numberColumn, objectOf } from './case.js';
import type { Answer } from './case.js';
import { domainEntries, outcomeName } from './weighting-figures.js';
import type { Setup } from './weighting-setup.js';

/** Standard errors to each side of the peer's interval: its default is the normal distribution's. */
export const NORMAL_FACTOR = 1.959963984540054;

/** One figure of a block: where it stands, and what it is of the weights. */
interface Wanted {
  path: string[];
  of: (weight: Float64Array) => number;
  labels?: Record<string, unknown>;
}

/** Means, totals and domain means whose replicates are all weighted again as the sample was. */
export function jackknifeBlockOf(asked: Record<string, unknown>, { given, table, design, weighting }: Setup): Answer {
  const replicates = jackknife(design);
  const wanted = wantedOf(asked, table, outcomeName(given, table));
  const estimator = (start: Float64Array): number[] => {
    const weights = weighting.again(start);
    return wanted.map(({ of }) => of(weights));
  };
  const found = replicateEstimates(replicates, onWeights(design, weighting.start, estimator));
  const centre = asked['mse'] === true ? 'fullEstimate' : 'replicateMean';
  const { covariance } = replicateCovariance(replicates, found, centre);
  const answer: Answer = {
    type: given.input['strata'] ? 'JKn' : 'JK1',
    replicates: replicates.count,
    degf: replicates.df,
    mse: asked['mse'],
  };
  wanted.forEach(({ path, labels }, at) => {
    const est = found.full[at] as number;
    const se = Math.sqrt(covariance[at * wanted.length + at] as number);
    const [ci_low, ci_high] = [est - NORMAL_FACTOR * se, est + NORMAL_FACTOR * se];
    put(answer, path, { est, se, ci_low, ci_high, ...labels });
  });
  return answer;
}

function wantedOf(asked: Record<string, unknown>, table: Setup['table'], outcome?: string): Wanted[] {
  const means = Object.keys(objectOf(asked['mean']));
  const totals = Object.keys(objectOf(asked['total']));
  const y = (name: string): Float64Array => numberColumn(table, name);
  const by = Object.entries(objectOf(asked['by'])).flatMap(([name, entries]) =>
    domainEntries(table, entries).map(({ isMember, labels }, at) => ({
      path: ['by', name, String(at)],
      of: meanOf(y(outcome ?? means[0] ?? ''), isMember),
      labels,
    })),
  );
  return [
    ...means.map((name) => ({ path: ['mean', name], of: meanOf(y(name)) })),
    ...totals.map((name) => ({ path: ['total', name], of: totalOf(y(name)) })),
    ...by,
  ];
}

function meanOf(y: Float64Array, isMember: (row: number) => boolean = () => true): Wanted['of'] {
  return (weight) => {
    let sum = 0;
    let size = 0;
    y.forEach((value, row) => {
      if (Number.isNaN(value) || !isMember(row)) return;
      sum += value * (weight[row] as number);
      size += weight[row] as number;
    });
    return sum / size;
  };
}

function totalOf(y: Float64Array): Wanted['of'] {
  return (weight) =>
    y.reduce((sum, value, row) => (Number.isNaN(value) ? sum : sum + value * (weight[row] as number)), 0);
}

function put(tree: Answer, [key = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) tree[key] = value;
  else put((tree[key] ??= {}) as Answer, rest, value);
}
