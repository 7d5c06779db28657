import type { Pls } from './pls.js';

/** How far two constructs are measured apart. */
export interface Distinctness {
  a: string;
  b: string;
  /** Heterotrait-monotrait ratio, 0 or more; absent where the items of one construct do not correlate among themselves. */
  htmt?: number;
}

/**
 * Heterotrait-monotrait ratio of every pair of constructs from absolute correlations: mean between the blocks / root of the product of the
 * means within; a single item counts as 1 within. Above .85 or .90 two constructs are hard to tell apart.
 * Source: Henseler, Ringle and Sarstedt, Journal of the Academy of Marketing Science 43 (2015), 115-135.
 *
 * @param pls whose constant items are left out
 * @param correlation of the items, p x p by row
 * @returns pairs b before a in order of the model
 * @throws where the matrix is not p x p
 * @example two single items that correlate -.4: htmt .4
 */
export function distinctnessOf({ network, constant }: Pls, correlation: Float64Array): Distinctness[] {
  const p = network.items.length;
  if (correlation.length !== p * p) throw new Error('distinctnessOf requires a correlation of every two items');
  const blocks = network.blocks.map((block) => block.filter((item) => !constant.includes(item)));
  const size = (i: number, k: number): number => Math.abs(correlation[i * p + k] as number);
  const within = blocks.map((block) =>
    block.length < 2 ? 1 : meanOf(block.flatMap((i, at) => block.slice(at + 1).map((k) => size(i, k)))),
  );
  return blocks.flatMap((first, b) =>
    blocks.slice(b + 1).map((second, offset) => {
      const a = b + 1 + offset;
      const root = Math.sqrt((within[a] as number) * (within[b] as number));
      const between = meanOf(first.flatMap((i) => second.map((k) => size(i, k))));
      const names = { a: network.ids[a] as string, b: network.ids[b] as string };
      return root === 0 ? names : { ...names, htmt: between / root };
    }),
  );
}

/**
 * Goodness of fit: root of mean communality (squared loadings of constructs of several items) x mean r2.
 * Source: Tenenhaus et al. (2005), section 4.3; R plspm.
 *
 * @returns between 0 and 1; nothing where every construct has a single item
 * @example communalities .64 and r2 .25: 0.4
 */
export function goodnessOfFit({ network, crossLoadings, structure }: Pls): number | undefined {
  const count = network.ids.length;
  const communalities = network.blocks.flatMap((block, j) =>
    block.length < 2 ? [] : block.map((item) => (crossLoadings[item * count + j] as number) ** 2),
  );
  if (communalities.length === 0) return undefined;
  return Math.sqrt(meanOf(communalities) * meanOf([...structure.r2].filter((r2) => !Number.isNaN(r2))));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
