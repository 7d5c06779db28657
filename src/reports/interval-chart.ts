import type { Measured } from '../waves/measured.js';
import { districtLines, rankWithSet, type DistrictLine } from './district-table.js';
import { fixed } from './numbers.js';
import type { Reader } from './reader.js';

const width = 760;
const left = 150;
const right = 190;
const top = 44;
const rowHeight = 44;
const ink = '#1f2933';
const quiet = '#52606d';
const line = '#0b4f8a';
const grid = '#d5dbe1';

interface Scale {
  from: number;
  to: number;
  x: (value: number) => number;
}

/** The districts' indexes as dots on their intervals. Presentation attributes only: the page allows no style of its own. */
export function intervalChart(measured: Measured, node: string, reader: Reader): string {
  const lines = districtLines(measured, node);
  const scale = scaleOf(lines);
  const bottom = top + lines.length * rowHeight;
  const height = bottom + 52;
  const title = reader.t('reports.chart.title', { node: reader.node(node) });
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="15" fill="${ink}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(12, 24, title, 'font-weight="bold"'),
    ...axis(scale, bottom),
    ...lines.flatMap((each, i) => row(each, top + i * rowHeight + rowHeight / 2, scale, reader)),
    text(12, bottom + 42, footer(measured, reader), `font-size="12" fill="${quiet}"`),
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
}

/** From the fives around all intervals, at least ten points wide, so that small differences do not look large. */
function scaleOf(lines: readonly DistrictLine[]): Scale {
  const values = lines.flatMap(({ score: { figure } }) =>
    figure.estimate === undefined
      ? []
      : [figure.estimate, figure.error?.low ?? figure.estimate, figure.error?.high ?? figure.estimate],
  );
  if (values.length === 0) return scaleBetween(0, 100);
  const low = Math.max(0, Math.floor(Math.min(...values) / 5) * 5);
  const high = Math.min(100, Math.ceil(Math.max(...values) / 5) * 5);
  if (high - low >= 10) return scaleBetween(low, high);
  return low >= 5 ? scaleBetween(low - 5, low + 5) : scaleBetween(0, 10);
}

function scaleBetween(from: number, to: number): Scale {
  return { from, to, x: (value) => left + ((width - left - right) * (value - from)) / (to - from) };
}

function axis({ from, to, x }: Scale, bottom: number): string[] {
  const step = to - from > 50 ? 20 : 5;
  const ticks = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
  return ticks.flatMap((tick) => [
    `<line x1="${at(x(tick))}" y1="${top - 4}" x2="${at(x(tick))}" y2="${bottom}" stroke="${grid}"/>`,
    text(x(tick), bottom + 18, String(tick), `text-anchor="middle" font-size="13" fill="${quiet}"`),
  ]);
}

function row({ score, rank }: DistrictLine, y: number, { x }: Scale, reader: Reader): string[] {
  const { estimate, error } = score.figure;
  const name = text(left - 12, y + 5, reader.district(score.district), 'text-anchor="end"');
  if (estimate === undefined) return [name, text(left + 8, y + 5, reader.t('reports.insufficient'), `fill="${quiet}"`)];
  const place = rank ? rankWithSet(rank, reader) : reader.t('reports.notRanked');
  return [
    name,
    ...(error
      ? [
          `<line x1="${at(x(error.low))}" y1="${y}" x2="${at(x(error.high))}" y2="${y}" stroke="${line}" stroke-width="4"/>`,
        ]
      : []),
    `<circle cx="${at(x(estimate))}" cy="${y}" r="7" fill="${rank ? line : '#ffffff'}" stroke="${line}" stroke-width="3"/>`,
    text(width - right + 14, y + 5, fixed(estimate), 'font-weight="bold"'),
    text(width - right + 66, y + 5, place, `font-size="13" fill="${quiet}"`),
  ];
}

function footer({ wave, measurement, revision }: Measured, { t }: Reader): string {
  const stamp = wave.kind === 'simulated' ? `${t('reports.simulated')} · ` : '';
  return (
    stamp + t('reports.chart.footer', { confidence: fixed(100 * measurement.confidence, 0), revision: revision.id })
  );
}

const at = (value: number): string => fixed(value, 1);

function text(x: number, y: number, content: string, attributes: string): string {
  return `<text x="${at(x)}" y="${y}" ${attributes}>${escaped(content)}</text>`;
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
