const slots = 2 ** 25;

/**
 * Notes hashes (hex) and tells which may have come more than once, in 8 MB however many there are: hashes that share a
 * slot are taken for one another, so "may" can be wrong, but a hash that did come twice is never missed.
 */
export function repeatFinder() {
  const once = new Uint32Array(slots / 32);
  const again = new Uint32Array(slots / 32);
  const slotOf = (hash: string) => Number.parseInt(hash.slice(0, 8), 16) % slots;
  const has = (bits: Uint32Array, slot: number) => (((bits[slot >>> 5] ?? 0) >>> (slot & 31)) & 1) === 1;
  const set = (bits: Uint32Array, slot: number) => {
    bits[slot >>> 5] = (bits[slot >>> 5] ?? 0) | (1 << (slot & 31));
  };
  return {
    note(hash: string): void {
      const slot = slotOf(hash);
      set(has(once, slot) ? again : once, slot);
    },
    mayRepeat(hash: string): boolean {
      return has(again, slotOf(hash));
    },
  };
}

export type RepeatFinder = ReturnType<typeof repeatFinder>;

/** Numbers equal hashes 0, 1, 2 ... in order; those that cannot repeat cost no memory. */
export function repeatNumbers(finder: RepeatFinder): (hash: string) => number {
  const counts = new Map<string, number>();
  return (hash) => {
    if (!finder.mayRepeat(hash)) return 0;
    const number = counts.get(hash) ?? 0;
    counts.set(hash, number + 1);
    return number;
  };
}
