import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { timesVector } from './least-squares.js';
import { symmetricInverse } from '../numbers/symmetric-inverse.js';

/** How much of the fit is owed to one predictor, by several accounts. */
export interface Importance {
  /** Correlation with the outcome, -1 to 1. */
  r: number;
  /** Standardised regression coefficient. */
  beta: number;
  /** Variance inflation: 1/(1 - R2 of the predictor on the others), 1 or more. */
  vif: number;
  /** Johnson's relative weight; not negative, sums to R2 over the predictors. */
  johnson: number;
  /** Squared correlation-adjusted correlation; not negative, sums to R2. */
  car: number;
  /** R2 of the predictor alone. */
  first: number;
  /** What R2 gains when the predictor comes last. */
  last: number;
  /** beta x r: sums to R2, may be negative. */
  pratt: number;
}

/**
 * Importance of predictors from correlations. With R = Q diag(l) Q' the correlations of the predictors, Lambda = Q diag(sqrt l) Q' and
 * b = Lambda^-1 r, Johnson's weight of j is sum over k of Lambda_jk^2 b_k^2 (which is Genizi's decomposition), CAR is b_j^2.
 * Source: Johnson (2000); Genizi (1993); Zuber and Strimmer (2011); Pratt (1987); R relaimpo `calc.relimp`.
 *
 * @param correlation p+1 x p+1 by row, outcome first; weighted correlations for weighted importance
 * @returns one entry a predictor, in their order
 * @throws where the matrix is not one of correlations, explains more than all of the outcome, or a predictor is a linear combination of the others
 * @example predictors that are not correlated, r 0.6 and 0.3: johnson, car, first, last and pratt are all 0.36 and 0.09
 */
export function relativeImportance(correlation: Float64Array): Importance[] {
  const { p, r, among } = predictorsOf('relativeImportance', correlation);
  const inverse = symmetricInverse(among);
  if (!inverse)
    throw new Error('relativeImportance requires predictors of which none is a linear combination of the others');
  const beta = timesVector(inverse, r);
  if (beta.reduce((sum, each, j) => sum + each * (r[j] as number), 0) > 1 + 1e-9)
    throw new Error('relativeImportance requires correlations that do not contradict each other');
  const { values, vectors } = eigenOf(among, p);
  const power = (exponent: number): Float64Array =>
    Float64Array.from({ length: p * p }, (_, at) =>
      values.reduce((sum, value, k) => {
        const both = vectors.get(Math.floor(at / p), k) * vectors.get(at % p, k);
        return sum + both * value ** exponent;
      }, 0),
    );
  const adjusted = timesVector(power(-1 / 2), r).map((each) => each ** 2);
  const johnson = timesVector(
    power(1 / 2).map((each) => each ** 2),
    adjusted,
  );
  return Array.from(beta, (each, j) => {
    const vif = inverse[j * p + j] as number;
    const own = r[j] as number;
    const [weight, car] = [johnson[j] as number, adjusted[j] as number];
    return { r: own, beta: each, vif, johnson: weight, car, first: own ** 2, last: each ** 2 / vif, pratt: each * own };
  });
}

/** Correlations of the predictors with the outcome and among themselves. */
export interface Predictors {
  p: number;
  r: Float64Array;
  /** p x p by row. */
  among: Float64Array;
}

/**
 * Takes a correlation matrix apart.
 *
 * @param caller named in the error
 * @param correlation p+1 x p+1 by row, outcome first
 * @returns what concerns the outcome and what does not
 * @throws where the matrix is not square with a predictor, or its diagonal is not 1 (a constant item)
 * @example predictorsOf('f', Float64Array.of(1, 0.5, 0.5, 1)) // { p: 1, r: [0.5], among: [1] }
 */
export function predictorsOf(caller: string, correlation: Float64Array): Predictors {
  const size = Math.sqrt(correlation.length);
  const p = size - 1;
  if (!Number.isInteger(size) || p < 1)
    throw new Error(`${caller} requires correlations of an outcome and a predictor`);
  if (!correlation.every((each, at) => Number.isFinite(each) && (at % (size + 1) !== 0 || Math.abs(each - 1) < 1e-9))) {
    throw new Error(`${caller} requires an outcome and predictors that vary`);
  }
  return {
    p,
    r: correlation.slice(1, size),
    among: Float64Array.from(
      { length: p * p },
      (_, at) => correlation[(1 + Math.floor(at / p)) * size + 1 + (at % p)] as number,
    ),
  };
}

function eigenOf(matrix: Float64Array, p: number): { values: number[]; vectors: Matrix } {
  const found = new EigenvalueDecomposition(Matrix.from1DArray(p, p, matrix), { assumeSymmetric: true });
  return { values: found.realEigenvalues, vectors: found.eigenvectorMatrix };
}
