import type { Point } from '../svg.js';

/** Where the constructs stand and which way the arrows go. */
export interface EcsiLayout {
  width: number;
  height: number;
  box: { width: number; height: number };
  /** Middle of each construct's box. */
  places: Readonly<Record<string, Point>>;
  /** Corners of arrows that do not go straight, by "from to". */
  corners: Readonly<Record<string, Point[]>>;
}

/** From left to right on a wide page. */
const wide: EcsiLayout = {
  width: 900,
  height: 400,
  box: { width: 150, height: 76 },
  places: {
    expectation: { x: 95, y: 70 },
    quality: { x: 95, y: 330 },
    value: { x: 310, y: 200 },
    satisfaction: { x: 570, y: 200 },
    complaint: { x: 805, y: 70 },
    loyalty: { x: 805, y: 330 },
  },
  corners: {},
};

/** From top to bottom on a phone, past perceived value on either side. */
const narrow: EcsiLayout = {
  width: 320,
  height: 600,
  box: { width: 126, height: 76 },
  places: {
    expectation: { x: 65, y: 56 },
    quality: { x: 255, y: 56 },
    value: { x: 160, y: 200 },
    satisfaction: { x: 160, y: 360 },
    complaint: { x: 65, y: 530 },
    loyalty: { x: 255, y: 530 },
  },
  corners: {
    'expectation satisfaction': [
      { x: 38, y: 150 },
      { x: 38, y: 345 },
    ],
    'quality satisfaction': [
      { x: 282, y: 150 },
      { x: 282, y: 345 },
    ],
  },
};

export const ecsiLayouts = { wide, narrow };

/** The way of an arrow between two boxes, from border to border. */
export function arrowBetween(layout: EcsiLayout, from: string, to: string): Point[] {
  const [start, end] = [layout.places[from], layout.places[to]];
  if (!start || !end) throw new Error(`arrowBetween requires places for ${from} and ${to}`);
  const corners = layout.corners[`${from} ${to}`] ?? [];
  const way = [start, ...corners, end];
  return [onBorder(start, way[1] as Point, layout.box), ...corners, onBorder(end, way.at(-2) as Point, layout.box)];
}

/** Where the line from the middle of a box to a point outside crosses its border. */
function onBorder(middle: Point, outside: Point, box: EcsiLayout['box']): Point {
  const [dx, dy] = [outside.x - middle.x, outside.y - middle.y];
  const part = Math.min(box.width / 2 / Math.max(Math.abs(dx), 1e-9), box.height / 2 / Math.max(Math.abs(dy), 1e-9));
  return { x: middle.x + part * dx, y: middle.y + part * dy };
}

/** Room that an arrow leaves for its number: what is shorter has the number above it, not on it. */
const room = 75;

/** The middle of the longest stretch of a way: there its number stands. */
export function labelPlace(way: readonly Point[]): Point {
  const stretches = way.slice(1).map((end, i) => ({ start: way[i] as Point, end }));
  const length = ({ start, end }: { start: Point; end: Point }) => Math.hypot(end.x - start.x, end.y - start.y);
  const longest = stretches.reduce((best, each) => (length(each) > length(best) ? each : best));
  const level = longest.start.y === longest.end.y && length(longest) < room;
  return { x: (longest.start.x + longest.end.x) / 2, y: (longest.start.y + longest.end.y) / 2 - (level ? 15 : 0) };
}
