/** The value below which a share of the values lies, by nearest rank: percentile([1, 2, 3, 4], 0.5) is 2. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
