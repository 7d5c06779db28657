/**
 * The cubic spline through points whose ends bend as the cubics through the first and the last four points.
 * Source: Forsythe, Malcolm and Moler (1977), chapter 4; R `splinefun(method = 'fmm')`.
 *
 * @param x ascending, three points or more
 * @param y of the same length
 * @returns the spline; outside the points the first or last cubic goes on
 * @throws where there are fewer points, or lengths differ
 * @example cubicSpline([0, 1, 2, 3], [0, 1, 8, 27])(1.5) // 3.375
 */
export function cubicSpline(x: readonly number[], y: readonly number[]): (at: number) => number {
  if (x.length < 3 || y.length !== x.length) throw new Error('cubicSpline requires three points or more');
  const step = x.slice(1).map((each, i) => each - (x[i] as number));
  const slope = step.map((each, i) => ((y[i + 1] as number) - (y[i] as number)) / each);
  const bend = bends(x, step, slope);
  return (at) => {
    const after = x.findIndex((each) => each > at);
    const i = after < 0 ? x.length - 2 : Math.max(after - 1, 0);
    const [from, h] = [x[i] as number, step[i] as number];
    const [low, high] = [bend[i] as number, bend[i + 1] as number];
    const t = at - from;
    const first = (slope[i] as number) - h * (high + 2 * low);
    return (y[i] as number) + t * (first + t * (3 * low + (t * (high - low)) / h));
  };
}

/** A sixth of the second derivatives at the points: a tridiagonal system, solved from the top down and back. */
function bends(x: readonly number[], step: readonly number[], slope: readonly number[]): number[] {
  const n = x.length;
  const h = (i: number): number => step[i] as number;
  const right = x.map((_, i) => (i === 0 || i === n - 1 ? 0 : (slope[i] as number) - (slope[i - 1] as number)));
  const diagonal = x.map((_, i) => (i === 0 ? -h(0) : i === n - 1 ? -h(n - 2) : 2 * (h(i - 1) + h(i))));
  if (n > 3) {
    const third = (i: number): number => (right[i] as number) / ((x[i + 1] as number) - (x[i - 1] as number));
    right[0] = ((third(2) - third(1)) * h(0) ** 2) / ((x[3] as number) - (x[0] as number));
    right[n - 1] = (-(third(n - 2) - third(n - 3)) * h(n - 2) ** 2) / ((x[n - 1] as number) - (x[n - 4] as number));
  }
  for (let i = 1; i < n; i++) {
    const factor = h(i - 1) / (diagonal[i - 1] as number);
    diagonal[i] = (diagonal[i] as number) - factor * h(i - 1);
    right[i] = (right[i] as number) - factor * (right[i - 1] as number);
  }
  right[n - 1] = (right[n - 1] as number) / (diagonal[n - 1] as number);
  for (let i = n - 2; i >= 0; i--) {
    right[i] = ((right[i] as number) - h(i) * (right[i + 1] as number)) / (diagonal[i] as number);
  }
  return right;
}
