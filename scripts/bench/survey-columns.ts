import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';

/** A made-up survey as columns: six districts, 12 strata of 40 PSUs, 20 items of four sectors answered 1-10 by everybody. */
export interface SurveyColumns {
  district: Int32Array;
  stratum: Int32Array;
  /** Unique within the stratum. */
  psu: Int32Array;
  sex: Int32Array;
  age: Int32Array;
  weight: Float64Array;
  items: Float64Array[];
}

const districts = [0.3, 0.22, 0.17, 0.13, 0.1, 0.08];
const ages = [0.15, 0.22, 0.25, 0.2, 0.18];
const stratumFactor = [1, 1.2, 0.8, 1.5, 1, 2, 0.9, 0.7, 1.1, 1.3, 1, 0.6];
const sectorMean = [6.8, 7.2, 6.1, 7.6];
const itemShift = [-0.4, -0.2, 0, 0.2, 0.4];
const districtShift = [0.4, 0.1, -0.1, -0.3, 0.2, -0.5];
const psusOfStratum = 40;

/** Shares of the population that the weights are raked to. */
export const populationShares = {
  district: [0.28, 0.2, 0.18, 0.14, 0.12, 0.08],
  sex: [0.49, 0.51],
  age: [0.2, 0.2, 0.2, 0.2, 0.2],
};

/** The same rows for the same seed. */
export function surveyColumns(rows: number, seed: number): SurveyColumns {
  const generator = xoroshiro128plus(seed);
  const uniform = (): number => uniformFloat64(generator);
  const normal = normalFrom(uniform);
  const columns = emptyColumns(rows);
  for (let row = 0; row < rows; row++) {
    const district = drawn(uniform(), districts);
    const stratum = 2 * district + (uniform() < 0.6 ? 0 : 1);
    columns.district[row] = district;
    columns.stratum[row] = stratum;
    columns.psu[row] = Math.floor(uniform() * psusOfStratum);
    columns.sex[row] = uniform() < 0.54 ? 1 : 0;
    columns.age[row] = drawn(uniform(), ages);
    columns.weight[row] = Math.exp(0.35 * normal()) * (stratumFactor[stratum] as number);
    addAnswers(columns.items, row, districtShift[district] as number, normal);
  }
  return columns;
}

function emptyColumns(rows: number): SurveyColumns {
  const codes = (): Int32Array => new Int32Array(rows);
  const items = Array.from({ length: sectorMean.length * itemShift.length }, () => new Float64Array(rows));
  return {
    district: codes(),
    stratum: codes(),
    psu: codes(),
    sex: codes(),
    age: codes(),
    weight: new Float64Array(rows),
    items,
  };
}

/** One factor common to all items, one a sector, and noise: rounded and clamped to 1-10. */
function addAnswers(items: Float64Array[], row: number, shift: number, normal: () => number): void {
  const common = 1.1 * normal();
  for (const [sector, mean] of sectorMean.entries()) {
    const level = mean + shift + common + 0.8 * normal();
    for (const [at, item] of itemShift.entries()) {
      const answer = Math.round(level + item + 1.2 * normal());
      (items[sector * itemShift.length + at] as Float64Array)[row] = Math.min(10, Math.max(1, answer));
    }
  }
}

function drawn(uniform: number, shares: readonly number[]): number {
  let left = uniform;
  for (const [at, share] of shares.entries()) {
    if (left < share) return at;
    left -= share;
  }
  return shares.length - 1;
}

/** Standard normals by Box and Muller. */
function normalFrom(uniform: () => number): () => number {
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}
