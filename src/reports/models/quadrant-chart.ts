import type { ImportanceMap } from '../../measurement/item-importance.js';
import { fixed, percent } from '../numbers.js';
import type { Translate } from '../reader.js';
import { at, colours, svg, svgText, type Point } from '../svg.js';
import { separated } from './separated.js';

type Estimated = Extract<ImportanceMap, { status: 'estimated' }>;

const shapes = {
  wide: { width: 760, height: 440, left: 62, right: 20, top: 20, bottom: 56 },
  narrow: { width: 320, height: 400, left: 46, right: 14, top: 14, bottom: 56 },
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
      `text-anchor="${anchor}" fill="${colours.quiet}"${key === 'improve' ? '' : halo}`,
    );
  const exact = map.items.map((item) => ({ x: x(item.performance), y: y(100 * item.importance) }));
  const limits = map.items.map((item) => ({
    left: item.highPerformance ? mx : left + radius,
    right: item.highPerformance ? east - radius : mx,
    top: item.highImportance ? top + radius : my,
    bottom: item.highImportance ? my : south - radius,
  }));
  const places = separated(exact, 2 * radius + 1, limits);
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
    svgText({ x: width / 2, y: height - 12 }, t('models.quadrant.axes'), tickStyle('middle')),
    ...exact.flatMap((point, i) => leader(point, places[i] as Point, map.items[i] as Item)),
    ...places.flatMap((place, i) => disc(place, i + 1, map.items[i] as Item)),
  ]);
}

const tickStyle = (anchor: string) => `text-anchor="${anchor}" fill="${colours.quiet}"`;

type Item = Estimated['items'][number];

/** Keeps a name readable where a line crosses it. */
const halo = ` stroke="${colours.paper}" stroke-width="4" paint-order="stroke"`;

/** Of the discs with the numbers. */
const radius = 11.5;

const colourOf = ({ highImportance, highPerformance }: Item): string =>
  highImportance && !highPerformance ? colours.warm : colours.line;

/** Where a disc had to move away from its neighbours, a point shows the exact place and a line leads to the disc. */
function leader(exact: Point, place: Point, item: Item): string[] {
  if (Math.hypot(exact.x - place.x, exact.y - place.y) < 1) return [];
  const colour = colourOf(item);
  return [
    `<line x1="${at(exact.x)}" y1="${at(exact.y)}" x2="${at(place.x)}" y2="${at(place.y)}" stroke="${colour}"/>`,
    `<circle cx="${at(exact.x)}" cy="${at(exact.y)}" r="2.5" fill="${colour}"/>`,
  ];
}

function disc({ x, y }: Point, number: number, item: Item): string[] {
  return [
    `<circle cx="${at(x)}" cy="${at(y)}" r="${radius}" fill="${colourOf(item)}" stroke="${colours.paper}"/>`,
    svgText({ x, y: y + 5 }, String(number), `text-anchor="middle" font-weight="bold" fill="${colours.paper}"`),
  ];
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
