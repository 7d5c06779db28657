/** Factor of a symmetric positive semidefinite matrix with its dependent rows set aside. */
export interface PivotedFactor {
  /** Rows kept, in order of their pivots. */
  kept: number[];
  /** Lower triangle of the kept rows, kept x kept by row. */
  lower: Float64Array;
}

const DEPENDENT = 1e-11;

/**
 * Cholesky factor with diagonal pivoting; rows whose remaining pivot falls below 1e-11 of their diagonal are dependent on those kept and
 * are set aside, as with the dummies of several margins.
 * Source: Higham, Accuracy and Stability of Numerical Algorithms (2002), section 10.3.
 *
 * @param matrix q x q by row, symmetric, positive semidefinite
 * @param q rows of the matrix
 * @returns the rows kept and their factor
 * @example factorPivoted(Float64Array.of(4, 4, 4, 4), 2).kept // [0]
 */
export function factorPivoted(matrix: Float64Array, q: number): PivotedFactor {
  const kept: number[] = [];
  const rows: Float64Array[] = [];
  const rest = Array.from({ length: q }, (_, i) => matrix[i * q + i] as number);
  const free = new Set(rest.keys());
  for (;;) {
    const pivot = largest(free, rest, matrix, q);
    if (pivot < 0) break;
    free.delete(pivot);
    const root = Math.sqrt(rest[pivot] as number);
    const row = new Float64Array(q);
    row[pivot] = root;
    for (const i of free) {
      const known = rows.reduce((sum, each) => sum + (each[pivot] as number) * (each[i] as number), 0);
      const value = ((matrix[pivot * q + i] as number) - known) / root;
      row[i] = value;
      rest[i] = (rest[i] as number) - value * value;
    }
    kept.push(pivot);
    rows.push(row);
  }
  const lower = new Float64Array(kept.length ** 2);
  kept.forEach((i, a) => rows.forEach((row, b) => (lower[a * kept.length + b] = b <= a ? (row[i] as number) : 0)));
  return { kept, lower };
}

/**
 * Solves matrix x = right side for the rows kept; set-aside rows get 0.
 * Source: Golub and Van Loan, Matrix Computations (2013), section 3.1, forward and back substitution.
 *
 * @param factor from `factorPivoted`
 * @param right q values
 * @returns q values x
 * @example solveFactored(factorPivoted(Float64Array.of(4, 0, 0, 2), 2), Float64Array.of(8, 2)) // [2, 1]
 */
export function solveFactored(factor: PivotedFactor, right: Float64Array): Float64Array {
  const { kept, lower } = factor;
  const m = kept.length;
  const y = Float64Array.from(kept, (i) => right[i] as number);
  for (let a = 0; a < m; a++) {
    for (let b = 0; b < a; b++) y[a] = (y[a] as number) - (lower[a * m + b] as number) * (y[b] as number);
    y[a] = (y[a] as number) / (lower[a * m + a] as number);
  }
  for (let a = m - 1; a >= 0; a--) {
    for (let b = a + 1; b < m; b++) y[a] = (y[a] as number) - (lower[b * m + a] as number) * (y[b] as number);
    y[a] = (y[a] as number) / (lower[a * m + a] as number);
  }
  const solution = new Float64Array(right.length);
  kept.forEach((i, a) => (solution[i] = y[a] as number));
  return solution;
}

function largest(free: Set<number>, rest: number[], matrix: Float64Array, q: number): number {
  let best = -1;
  for (const i of free) {
    const left = rest[i] as number;
    if (left <= DEPENDENT * (matrix[i * q + i] as number)) continue;
    if (best < 0 || left > (rest[best] as number)) best = i;
  }
  return best;
}
