import type { ImportanceMap } from '../../measurement/item-importance.js';
import { fixed, percent } from '../numbers.js';
import type { Translate } from '../reader.js';
import { at, colours, svg, svgText, type Point } from '../svg.js';

type Estimated = Extract<ImportanceMap, { status: 'estimated' }>;

const shapes = {
  wide: { width: 760, height: 440, left: 62, right: 20, top: 20, bottom: 56 },
  narrow: { width: 328, height: 400, left: 46, right: 10, top: 14, bottom: 56 },
};

interface Range {
  from: number;
  to: number;
}

/** Items by number on performance (across) and importance (up), with the lines of the means. */
export function quadrantChart(
  map: Estimated,
  { title, t }: { title: string; t: Translate },
  shape: keyof typeof shapes,
): string {
  const { width, height, left, right, top, bottom } = shapes[shape];
  const across = rangeOf(
    map.items.map(({ performance }) => performance),
    5,
  );
  const up = { from: 0, to: rangeOf([0, ...map.items.map(({ importance }) => 100 * importance)], 5).to };
  const x = (value: number) => left + ((width - left - right) * (value - across.from)) / (across.to - across.from);
  const y = (value: number) => height - bottom - ((height - top - bottom) * (value - up.from)) / (up.to - up.from);
  const [mx, my] = [x(map.meanPerformance), y(100 * map.meanImportance)];
  const [east, south] = [width - right, height - bottom];
  const name = (key: string, px: number, py: number, anchor: string) =>
    svgText(
      { x: px, y: py },
      t(`models.quadrant.${key}`),
      `text-anchor="${anchor}" font-size="13" fill="${colours.quiet}"`,
    );
  return svg({ width, height, title, classes: `chart-${shape}` }, [
    `<rect x="${left}" y="${top}" width="${at(mx - left)}" height="${at(my - top)}" fill="#fdf3e7"/>`,
    `<rect x="${left}" y="${top}" width="${at(east - left)}" height="${at(south - top)}" fill="none" stroke="${colours.grid}"/>`,
    `<line x1="${at(mx)}" y1="${top}" x2="${at(mx)}" y2="${south}" stroke="${colours.quiet}" stroke-dasharray="6 5"/>`,
    `<line x1="${left}" y1="${at(my)}" x2="${east}" y2="${at(my)}" stroke="${colours.quiet}" stroke-dasharray="6 5"/>`,
    name('improve', left + 8, top + 18, 'start'),
    name('keep', east - 8, top + 18, 'end'),
    name('low', left + 8, south - 8, 'start'),
    name('enough', east - 8, south - 8, 'end'),
    ...ticks(across).map((tick) => svgText({ x: x(tick), y: south + 18 }, String(tick), tickStyle('middle'))),
    ...ticks(up).map((tick) => svgText({ x: left - 6, y: y(tick) + 5 }, percent(tick / 100), tickStyle('end'))),
    svgText({ x: (left + east) / 2, y: height - 12 }, t('models.quadrant.axes'), tickStyle('middle')),
    ...apart(map.items.map((item) => ({ x: x(item.performance), y: y(100 * item.importance) }))).flatMap((place, i) =>
      dot(place, { number: i + 1, item: map.items[i] as Estimated['items'][number] }),
    ),
  ]);
}

const tickStyle = (anchor: string) => `text-anchor="${anchor}" font-size="13" fill="${colours.quiet}"`;

function dot({ x, y }: Point, { number, item }: { number: number; item: Estimated['items'][number] }): string[] {
  const first = item.highImportance && !item.highPerformance;
  const fill = first ? colours.warm : colours.line;
  return [
    `<circle cx="${at(x)}" cy="${at(y)}" r="11" fill="${fill}" stroke="${colours.paper}" stroke-width="1.5"/>`,
    svgText(
      { x, y: y + 4.5 },
      String(number),
      `text-anchor="middle" font-size="12" font-weight="bold" fill="${colours.paper}"`,
    ),
  ];
}

/** Middles of two dots are at least so far from each other that both numbers can be read. */
const clear = 21;

/** Dots that would hide each other are pushed apart, half the way each, in a few rounds. */
export function apart(places: readonly Point[]): Point[] {
  const moved = places.map((place) => ({ ...place }));
  for (let round = 0; round < 20; round++) {
    moved.forEach((one, i) => moved.slice(i + 1).forEach((other) => pushApart(one, other)));
  }
  return moved;
}

function pushApart(one: Point, other: Point): void {
  const [dx, dy] = [other.x - one.x, other.y - one.y];
  const distance = Math.hypot(dx, dy);
  if (distance >= clear) return;
  const part = distance === 0 ? 0 : (clear - distance) / 2 / distance;
  const [sx, sy] = distance === 0 ? [clear / 2, 0] : [part * dx, part * dy];
  one.x -= sx;
  one.y -= sy;
  other.x += sx;
  other.y += sy;
}

/** From the steps around all values, two of them at least. */
function rangeOf(values: readonly number[], step: number): Range {
  const from = Math.floor((Math.min(...values) - 0.5) / step) * step;
  const to = Math.ceil((Math.max(...values) + 0.5) / step) * step;
  return { from: Math.max(0, from), to: Math.max(to, from + 2 * step) };
}

function ticks({ from, to }: Range): number[] {
  const step = to - from > 40 ? 10 : 5;
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => Number(fixed(from + i * step, 0)));
}
