import { Matrix, SingularValueDecomposition, inverse } from 'ml-matrix';
import { predictorsOf } from '../../src/statistics/models/relative-importance.js';

/** Johnson's relative weights by singular values and a plain inverse, as R rwa goes about it: a check on the eigenvalues. */
export function johnsonAnotherWay(correlation: Float64Array): number[] {
  const { p, r, among } = predictorsOf('johnsonAnotherWay', correlation);
  const parts = new SingularValueDecomposition(Matrix.from1DArray(p, p, among));
  const roots = Matrix.diag(parts.diagonal.map(Math.sqrt));
  const lambda = parts.leftSingularVectors.mmul(roots).mmul(parts.rightSingularVectors.transpose());
  const slopes = inverse(lambda).mmul(Matrix.columnVector(r));
  return lambda.pow(2).mmul(slopes.pow(2)).to1DArray();
}
