import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { factorPivoted } from './semidefinite-solve.js';

/**
 * Draws from the normal distribution with mean 0 and a given covariance, by Box and Muller on seeded xoroshiro128+ and a pivoted
 * Cholesky factor. The same seed gives the same draws everywhere.
 * Source: Box and Muller (1958); Blackman and Vigna (2018) for xoroshiro128+.
 *
 * @param covariance p x p by row, positive semidefinite, in squared units
 * @param p number of variables
 * @param draws number of draws
 * @param seed integer
 * @returns draws x p by row, in units of the variables
 * @throws where the matrix is not p x p, not finite or not a covariance (beyond rounding), or draws or seed are not whole numbers
 * @example normalDraws(Float64Array.of(4), 1, 50_000, 1) // variance near 4
 */
export function normalDraws(covariance: Float64Array, p: number, draws: number, seed: number): Float64Array {
  if (covariance.length !== p * p || !covariance.every(Number.isFinite))
    throw new Error('normalDraws requires a finite covariance of every two variables');
  if (!(Number.isInteger(draws) && draws >= 0 && Number.isInteger(seed)))
    throw new Error('normalDraws requires whole numbers for draws and seed');
  const { kept, lower } = factorPivoted(covariance, p);
  const loading = loadings(covariance, p, kept, lower);
  if (!isProduct(covariance, loading, p)) throw new Error('normalDraws requires a positive semidefinite covariance');
  const m = kept.length;
  const ends = endsOf(p, kept);
  const z = standardNormals(draws * m, seed);
  const result = new Float64Array(draws * p);
  for (let draw = 0, from = 0, at = 0; draw < draws; draw++, from += m) {
    for (let i = 0; i < p; i++, at++) {
      const end = ends[i] as number;
      let value = 0;
      for (let b = 0, row = i * m; b < end; b++) value += (loading[row + b] as number) * (z[from + b] as number);
      result[at] = value;
    }
  }
  return result;
}

/** Of a variance, what figures rounded before they came here may leave. */
const ROUNDING = 1e-6;

/** Whether loading loading' is the matrix: the factor of a matrix that is no covariance leaves something over. */
function isProduct(covariance: Float64Array, loading: Float64Array, p: number): boolean {
  const m = loading.length / p;
  const variance = Array.from({ length: p }, (_, i) => covariance[i * p + i] as number);
  const most = ROUNDING * Math.max(0, ...variance);
  return covariance.every((entry, at) => {
    const [i, j] = [Math.floor(at / p) * m, (at % p) * m];
    let left = entry;
    for (let b = 0; b < m; b++) left -= (loading[i + b] as number) * (loading[j + b] as number);
    return Math.abs(left) <= most;
  });
}

/** How many entries of each row of the loading are not 0: the kept rows are a triangle in the order of their pivots. */
function endsOf(p: number, kept: number[]): Int32Array {
  const ends = new Int32Array(p).fill(kept.length);
  kept.forEach((i, a) => (ends[i] = a + 1));
  return ends;
}

/** Rows of the factor for all variables, the dependent ones included: p x m with loading loading' = covariance. */
function loadings(covariance: Float64Array, p: number, kept: number[], lower: Float64Array): Float64Array {
  const m = kept.length;
  const loading = new Float64Array(p * m);
  for (let i = 0; i < p; i++) {
    for (let b = 0; b < m; b++) {
      let value = covariance[i * p + (kept[b] as number)] as number;
      for (let c = 0; c < b; c++) value -= (loading[i * m + c] as number) * (lower[b * m + c] as number);
      loading[i * m + b] = value / (lower[b * m + b] as number);
    }
  }
  return loading;
}

let latest: { count: number; seed: number; values: Float64Array } | undefined;

/** Standard normal draws; the latest are remembered, since every node of a wave is ranked with the same ones. */
function standardNormals(count: number, seed: number): Float64Array {
  if (latest?.count === count && latest.seed === seed) return latest.values;
  const generator = xoroshiro128plus(seed);
  const values = new Float64Array(count);
  for (let at = 0; at < count; at += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - uniformFloat64(generator)));
    const angle = 2 * Math.PI * uniformFloat64(generator);
    values[at] = radius * Math.cos(angle);
    // Of an odd number the last sine falls beyond the end, where a typed array keeps nothing.
    values[at + 1] = radius * Math.sin(angle);
  }
  latest = { count, seed, values };
  return values;
}
