import type { Measured } from '../waves/measured.js';
import { districtLines, rankWithSet, type DistrictLine } from './district-lines.js';
import { fixed } from './numbers.js';
import type { Reader } from './reader.js';
import { at, colours, escaped, svgText } from './svg.js';
import { tierNames } from './tiers.js';

/** How the chart is laid out: beside the names on a wide page, below them on a phone. */
interface Shape {
  width: number;
  left: number;
  right: number;
  rowHeight: number;
  stacked: boolean;
}

const shapes = {
  wide: { width: 760, left: 150, right: 190, rowHeight: 44, stacked: false },
  narrow: { width: 320, left: 20, right: 20, rowHeight: 66, stacked: true },
} satisfies Record<string, Shape>;

export type ChartShape = keyof typeof shapes;

const top = 44;
/** Height of the name of a tier above its districts. */
const nameHeight = 26;

interface Scale {
  from: number;
  to: number;
  x: (value: number) => number;
}

/** The districts' indexes as dots on their intervals. Presentation attributes only: the page allows no style of its own. */
export function intervalChart(measured: Measured, node: string, reader: Reader, kind: ChartShape = 'wide'): string {
  const shape = shapes[kind];
  const lines = districtLines(measured, node);
  const scale = scaleOf(lines, shape);
  const { rows, bottom } = placed(lines, shape, reader);
  const notes = footer(measured, reader, shape);
  const height = bottom + 34 + notes.length * 18;
  const title = reader.t('reports.chart.title', { node: reader.node(node) });
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${shape.width} ${height}" width="${shape.width}" height="${height}" font-family="sans-serif" font-size="15" fill="${colours.ink}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${shape.width}" height="${height}" fill="${colours.paper}"/>`,
    svgText({ x: 12, y: 24 }, title, 'font-weight="bold"'),
    ...axis(scale, bottom),
    ...rows.flatMap((each) => [...tierName(each, shape), ...row(each.line, each.from, { scale, shape, reader })]),
    ...notes.map((note, i) =>
      svgText({ x: 12, y: bottom + 42 + 18 * i }, note, `font-size="14" fill="${colours.quiet}"`),
    ),
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
}

interface PlacedLine {
  line: DistrictLine;
  /** Where the row begins; the name of its tier stands above it. */
  from: number;
  tier?: string;
}

function placed(lines: readonly DistrictLine[], { rowHeight }: Shape, reader: Reader) {
  const names = tierNames(lines, reader);
  let bottom = top;
  const rows = lines.map((line, i): PlacedLine => {
    const tier = names[i];
    const from = bottom + (tier === undefined ? 0 : nameHeight);
    bottom = from + rowHeight;
    return { line, from, ...(tier === undefined ? {} : { tier }) };
  });
  return { rows, bottom };
}

function tierName({ tier, from }: PlacedLine, { width }: Shape): string[] {
  if (tier === undefined) return [];
  const band = `<rect x="0" y="${from - nameHeight + 2}" width="${width}" height="${nameHeight - 4}" fill="${colours.stripe}"/>`;
  return [band, svgText({ x: 12, y: from - 8 }, tier, `font-size="14" fill="${colours.ink}"`)];
}

/** From the fives around all intervals, at least ten points wide, so that small differences do not look large. */
function scaleOf(lines: readonly DistrictLine[], shape: Shape): Scale {
  const values = lines.flatMap(({ score: { figure } }) =>
    figure.estimate === undefined
      ? []
      : [figure.estimate, figure.error?.low ?? figure.estimate, figure.error?.high ?? figure.estimate],
  );
  if (values.length === 0) return scaleBetween(0, 100, shape);
  const low = Math.max(0, Math.floor(Math.min(...values) / 5) * 5);
  const high = Math.min(100, Math.ceil(Math.max(...values) / 5) * 5);
  if (high - low >= 10) return scaleBetween(low, high, shape);
  return low >= 5 ? scaleBetween(low - 5, low + 5, shape) : scaleBetween(0, 10, shape);
}

function scaleBetween(from: number, to: number, { width, left, right }: Shape): Scale {
  return { from, to, x: (value) => left + ((width - left - right) * (value - from)) / (to - from) };
}

function axis({ from, to, x }: Scale, bottom: number): string[] {
  const step = to - from > 50 ? 20 : 5;
  const ticks = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
  return ticks.flatMap((tick) => [
    `<line x1="${at(x(tick))}" y1="${top - 4}" x2="${at(x(tick))}" y2="${bottom}" stroke="${colours.grid}"/>`,
    svgText(
      { x: x(tick), y: bottom + 18 },
      String(tick),
      `text-anchor="middle" font-size="14" fill="${colours.quiet}"`,
    ),
  ]);
}

interface Drawing {
  scale: Scale;
  shape: Shape;
  reader: Reader;
}

/** Words of a row: the district, its published value and its rank with the set. */
function labels({ score, rank }: DistrictLine, from: number, { shape, reader }: Drawing): string[] {
  const { estimate } = score.figure;
  const name = reader.district(score.district);
  const place = rank ? rankWithSet(rank, reader) : reader.t('reports.notRanked');
  const words = estimate === undefined ? reader.t('reports.insufficient') : place;
  const value = estimate === undefined ? '' : fixed(estimate);
  if (shape.stacked) {
    return [
      svgText({ x: 12, y: from + 22 }, `${name} ${value}`.trim(), 'font-weight="bold"'),
      svgText({ x: shape.width - 12, y: from + 22 }, words, `text-anchor="end" font-size="14" fill="${colours.quiet}"`),
    ];
  }
  const y = from + shape.rowHeight / 2 + 5;
  const side = shape.width - shape.right;
  return [
    svgText({ x: shape.left - 12, y }, name, 'text-anchor="end"'),
    ...(estimate === undefined
      ? [svgText({ x: shape.left + 8, y }, words, `fill="${colours.quiet}"`)]
      : [
          svgText({ x: side + 14, y }, value, 'font-weight="bold"'),
          svgText({ x: side + 66, y }, words, `font-size="14" fill="${colours.quiet}"`),
        ]),
  ];
}

function row(each: DistrictLine, from: number, drawing: Drawing): string[] {
  const { estimate, error } = each.score.figure;
  const { x } = drawing.scale;
  const y = from + (drawing.shape.stacked ? 44 : drawing.shape.rowHeight / 2);
  const words = labels(each, from, drawing);
  if (estimate === undefined) return words;
  const interval = error
    ? `<line x1="${at(x(error.low))}" y1="${y}" x2="${at(x(error.high))}" y2="${y}" stroke="${colours.line}" stroke-width="4"/>`
    : '';
  const dot = `<circle cx="${at(x(estimate))}" cy="${y}" r="7" fill="${each.rank ? colours.line : colours.paper}" stroke="${colours.line}" stroke-width="3"/>`;
  return [...words, ...(interval ? [interval] : []), dot];
}

/** What the chart is and which data it was made from; a line each, or two, on a phone. */
function footer({ wave, measurement, revision }: Measured, { t }: Reader, { stacked }: Shape): string[] {
  const stamp = wave.kind === 'simulated' ? [t('reports.simulated')] : [];
  const words = { confidence: fixed(100 * measurement.confidence, 0), revision: revision.id };
  const parts = [...stamp, ...t('reports.chart.footer', words).split(' · ')];
  if (!stacked) return [parts.join(' · ')];
  // The number of the revision alone is as wide as a phone.
  return [...parts.slice(0, -1), ...(parts.at(-1) ?? '').split(/ (?=\S+$)/)];
}
