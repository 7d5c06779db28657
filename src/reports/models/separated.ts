import type { Point } from '../svg.js';

export interface Limits {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Rounds that suffice for some dozens of discs; more only make what cannot fit no better. */
const rounds = 400;

/**
 * Places for discs near their points and apart from each other, the middle of each within its own limits: discs that touch are pushed away from each
 * other by half the overlap each, again and again. Equal points part sideways, by their order.
 */
export function separated(points: readonly Point[], apart: number, limits: readonly Limits[]): Point[] {
  const places = points.map(({ x, y }) => ({ x, y }));
  for (let round = 0; round < rounds; round++) {
    const moved = places.flatMap((a, i) => places.slice(i + 1).map((b) => parted(a, b, apart))).some(Boolean);
    places.forEach((place, i) => keptWithin(place, limits[i] as Limits));
    if (!moved) break;
  }
  return places;
}

function keptWithin(place: Point, { left, right, top, bottom }: Limits): void {
  place.x = Math.min(Math.max(place.x, left), right);
  place.y = Math.min(Math.max(place.y, top), bottom);
}

/** Pushes two places apart where they are too near; whether they were. */
function parted(a: Point, b: Point, apart: number): boolean {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const distance = Math.hypot(dx, dy);
  if (distance >= apart - 0.01) return false;
  const [ux, uy] = distance > 0 ? [dx / distance, dy / distance] : [1, 0];
  const push = (apart - distance) / 2;
  a.x -= push * ux;
  a.y -= push * uy;
  b.x += push * ux;
  b.y += push * uy;
  return true;
}
