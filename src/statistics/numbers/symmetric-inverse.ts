import { CholeskyDecomposition, Matrix } from 'ml-matrix';

/** A share of a column's own spread below which the others are taken to hold all of it. */
const DEPENDENT = 1e-12;

/**
 * Inverse of a symmetric positive definite matrix, such as X'WX. Scaled to a unit diagonal first, so that columns in different units do not
 * cost digits.
 * Source: Golub and Van Loan, Matrix Computations (2013), section 4.2; ml-matrix `CholeskyDecomposition`.
 *
 * @param matrix k x k by row, k 1 or more, finite
 * @returns k x k by row; nothing where a column is a linear combination of the others (or zero)
 * @throws where the matrix is not square or not finite
 * @example symmetricInverse(Float64Array.of(2, 0, 0, 4)) // [0.5, 0, 0, 0.25]
 */
export function symmetricInverse(matrix: Float64Array): Float64Array | undefined {
  const k = Math.sqrt(matrix.length);
  if (!Number.isInteger(k) || k === 0 || !matrix.every(Number.isFinite)) {
    throw new Error('symmetricInverse requires a square matrix of finite numbers');
  }
  const scale = Float64Array.from({ length: k }, (_, a) => 1 / Math.sqrt(matrix[a * k + a] as number));
  if (!scale.every(Number.isFinite)) return undefined;
  const entry = (a: number, b: number): number =>
    (matrix[a * k + b] as number) * (scale[a] as number) * (scale[b] as number);
  // The decomposition takes a matrix for symmetric only where the two halves are the same to the last bit.
  const scaled = new Matrix(
    Array.from({ length: k }, (_, a) => Array.from({ length: k }, (_, b) => entry(Math.min(a, b), Math.max(a, b)))),
  );
  const factor = new CholeskyDecomposition(scaled);
  if (
    !factor.isPositiveDefinite() ||
    !factor.lowerTriangularMatrix.diagonal().every((each) => each * each > DEPENDENT)
  ) {
    return undefined;
  }
  const inverse = factor.solve(Matrix.eye(k));
  return Float64Array.from({ length: k * k }, (_, at) => {
    const [a, b] = [Math.floor(at / k), at % k];
    const both = (inverse.get(a, b) + inverse.get(b, a)) / 2;
    return both * (scale[a] as number) * (scale[b] as number);
  });
}
