import type { Order } from '../../src/definition/types.js';

/** The order of a list told once more, in whole numbers without end cut to 32 bits, with nothing of the engine in it. */
export function naiveOrder(
  list: number[],
  fixed: number[],
  order: Order,
  { seed, id }: { seed: number; id: string },
): number[] {
  const draw = naiveDraws(seed, id);
  const free = list.filter((element) => !fixed.includes(element));
  if (order === 'shuffle') {
    for (let last = free.length - 1; last >= 1; last -= 1) {
      const at = draw(last + 1);
      const kept = free[last] as number;
      free[last] = free[at] as number;
      free[at] = kept;
    }
  }
  if (order === 'rotate') for (let turns = draw(free.length); turns > 0; turns -= 1) free.push(free.shift() as number);
  if (order === 'reverse' && draw(2) === 1) free.reverse();
  return list.map((element) => (fixed.includes(element) ? element : (free.shift() as number)));
}

const size = 2n ** 32n;
const cut = (value: bigint): bigint => ((value % size) + size) % size;

function naiveDraws(seed: number, id: string): (below: number) => number {
  let state = 0x811c9dc5n;
  for (const unit of `${seed}:${id}`.split('')) state = cut((state ^ BigInt(unit.charCodeAt(0))) * 0x01000193n);
  state = cut((state ^ (state >> 16n)) * 0x85ebca6bn);
  state = cut((state ^ (state >> 13n)) * 0xc2b2ae35n);
  state ^= state >> 16n;
  return (below) => {
    state = cut(state + 0x6d2b79f5n);
    const first = cut((state ^ (state >> 15n)) * (state | 1n));
    const second = cut(first + (first ^ (first >> 7n)) * (first | 61n)) ^ first;
    const drawn = second ^ (second >> 14n);
    return Number((drawn * BigInt(below)) / size);
  };
}
