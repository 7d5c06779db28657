import type { MissingCode, Operand, Rule } from '../../src/definition/types.js';
import type { Draws } from './random-draws.js';

const codes: MissingCode[] = ['dontKnow', 'refused', 'notUsed'];
export const days = ['2024-02-29', '2026-01-01', '2026-11-03', '2026-12-31'];

/** Any rule on some of the ids, of whatever type these are: the engine must not mind. */
export function randomRule(draws: Draws, ids: readonly string[], depth = 3): Rule {
  const inner = () => randomRule(draws, ids, depth - 1);
  if (depth > 0 && draws.once(2)) {
    const rules = Array.from({ length: draws.whole(1, 3) }, inner);
    return draws.pick<() => Rule>([() => ({ and: rules }), () => ({ or: rules }), () => ({ not: inner() })])();
  }
  if (ids.length === 0) return comparison(draws, ids, depth);
  const id = draws.pick(ids);
  return draws.pick<() => Rule>([
    () => comparison(draws, ids, depth),
    () => comparison(draws, ids, depth),
    () => ({ in: [randomOperand(draws, ids, depth - 1), [1, draws.whole(2, 4), draws.pick(days)]] }),
    () => ({ selected: [id, draws.whole(1, 4)] }),
    () => ({ answered: id }),
    () => ({ missing: [id, draws.some(codes, 2)] }),
  ])();
}

function comparison(draws: Draws, ids: readonly string[], depth: number): Rule {
  const pair: [Operand, Operand] = [randomOperand(draws, ids, depth - 1), randomOperand(draws, ids, depth - 1)];
  return draws.pick<Rule>([
    { equal: pair },
    { notEqual: pair },
    { less: pair },
    { atMost: pair },
    { greater: pair },
    { atLeast: pair },
  ]);
}

export function randomOperand(draws: Draws, ids: readonly string[], depth: number): Operand {
  const inner = () => randomOperand(draws, ids, depth - 1);
  if (ids.length > 0 && !draws.once(4)) {
    const id = draws.pick(ids);
    return draws.pick<() => Operand>([
      () => ({ answer: id }),
      () => ({ answer: id }),
      () => ({ answer: id }),
      () => ({ count: draws.some(ids, 3) }),
      () => ({ place: [id, draws.whole(1, 4)] }),
    ])();
  }
  if (depth <= 0) return draws.pick<Operand>([draws.whole(-1, 4), 0.5, draws.pick(days), { today: true }]);
  const several = () => Array.from({ length: draws.whole(1, 3) }, inner);
  return draws.pick<() => Operand>([
    () => ({ add: several() }),
    () => ({ subtract: [inner(), inner()] }),
    () => ({ multiply: several() }),
    () => ({ divide: [inner(), inner()] }),
    () => ({ min: several() }),
    () => ({ max: several() }),
    () => ({ first: several() }),
    () => ({ days: [inner(), inner()] }),
    () => ({ if: [randomRule(draws, ids, depth - 1), inner(), inner()] }),
  ])();
}
