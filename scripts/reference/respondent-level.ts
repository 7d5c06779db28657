import { answeredMeans } from '../../src/statistics/estimation/answered-means.js';
import type { ScoredColumn } from '../../src/statistics/estimation/answered-means.js';
import type { Design } from '../../src/statistics/design/design.js';
import { designCovariance } from '../../src/statistics/design/design-covariance.js';
import { domainMeans } from '../../src/statistics/estimation/domain-means.js';
import type { Answer } from './case.js';
import { answersTo, labelValue } from './index-input.js';
import type { IndexInput } from './index-input.js';
import type { WaveSample } from './index-tree.js';
import { matrixOf } from './survey-design.js';

/** The index as the mean of personal scores, in the way that the case's rule tells. */
export function respondentLevel(
  wave: WaveSample,
  input: IndexInput,
  design: Design,
  asked: Record<string, unknown>,
): Answer {
  const rule = String(asked['rule']);
  const least = leastShares(rule);
  if (!least) return {};
  const { mean, n, totals, k } = domainMeans(wave.sample, personalScores(wave, input, least), wave.domains);
  const covariance = designCovariance(design, totals);
  const figure = (d: number): Answer => ({ est: mean[d], se: Math.sqrt(covariance[d * k + d] as number), n: n[d] });
  return {
    rule,
    all: figure(k - 1),
    by: wave.districts.map((district, d) => ({ [input.district]: labelValue(district), ...figure(d) })),
    covariance: matrixOf(covariance, k, k - 1),
  };
}

interface Least {
  items: number;
  sectors: number;
}

/** Shares of a sector's items and of the sectors that must be there, in words or per cent; absent where the rule is told otherwise. */
function leastShares(rule: string): Least | undefined {
  const found = [...rule.matchAll(/at least (half|all|one|\d+(?:\.\d+)? ?%) of the (sector's items|sectors)/g)];
  const shares = new Map(found.map(([, share = '', of = '']) => [of, shareOf(share)]));
  const [items, sectors] = [shares.get("sector's items"), shares.get('sectors')];
  return items === undefined || sectors === undefined ? undefined : { items, sectors };
}

function shareOf(words: string): number {
  const named: Record<string, number> = { half: 0.5, all: 1, one: 0 };
  return named[words] ?? Number.parseFloat(words) / 100;
}

function personalScores({ table }: WaveSample, input: IndexInput, least: Least): Float64Array {
  const [min, max] = input.scale;
  const sectors = input.sectors.map((sector, at): ScoredColumn => {
    const own = [...input.items.keys()].filter((item) => input.sectorOfItem[item] === sector);
    const columns = own.map((item) => ({
      values: answersTo(table, input, input.items[item] as string).map((each) => (100 * (each - min)) / (max - min)),
      weight: input.itemWeights[item] as number,
    }));
    return { values: answeredMeans(columns, least.items), weight: input.sectorWeights[at] as number };
  });
  return answeredMeans(sectors, least.sectors);
}
