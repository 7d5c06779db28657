import { seededDraws } from '../../answers/seeded-draws.js';

/** Draws so many of a list without replacement, every choice in every order equally likely; the same for the same seed. */
export function drawn<T>(from: readonly T[], n: number, seed: number): T[] {
  // No list of a survey has such an id: the draw depends on none of their orders.
  const draw = seededDraws(seed, '@allocation');
  const left = [...from];
  return Array.from({ length: Math.min(n, left.length) }, () => left.splice(draw(left.length), 1)).flat();
}
