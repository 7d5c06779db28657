import { count, fixed, percent } from '../reports/numbers.js';
import type { Translate } from '../reports/reader.js';
import type { PlanLine } from './plan.js';

const shapes = {
  wide: { width: 760, height: 360, left: 60, right: 24 },
  narrow: { width: 328, height: 300, left: 46, right: 14 },
};
const top = 70;
const below = 56;
const ink = '#1f2933';
const quiet = '#52606d';
const grid = '#d5dbe1';

type Curve = 'apart' | 'certain';
/** Told by colour, by the stroke and by the mark. */
const curves: Record<Curve, { stroke: string; dash: string }> = {
  apart: { stroke: '#8a4b0b', dash: '6 5' },
  certain: { stroke: '#0b4f8a', dash: '' },
};

/** How the share of pairs told apart and of certain ranks grows with the sample. Presentation attributes only, as the page allows no style of its own. */
export function planChart(lines: readonly PlanLine[], t: Translate, shape: keyof typeof shapes): string {
  const { width, height, left, right } = shapes[shape];
  const most = Math.max(...lines.map(({ users }) => users));
  const x = (users: number) => left + ((width - left - right) * users) / most;
  const y = (share: number) => height - below - (height - below - top) * share;
  const path = (curve: Curve) =>
    lines.map((line) => `${fixed(x(line.users), 1)},${fixed(y(line[curve]), 1)}`).join(' ');
  const key = (curve: Curve, at: number) => [
    `<line x1="${left}" y1="${at - 5}" x2="${left + 30}" y2="${at - 5}" stroke="${curves[curve].stroke}" stroke-width="3" stroke-dasharray="${curves[curve].dash}"/>`,
    mark(curve, left + 15, at - 5),
    label({ x: left + 40, y: at, size: 14 }, t(`planning.chart.${curve}`)),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" fill="${ink}" role="img" class="chart-${shape}">`,
    `<title>${t('planning.chart.title')}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...key('apart', 24),
    ...key('certain', 48),
    ...[0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
      `<line x1="${left}" y1="${fixed(y(share), 1)}" x2="${width - right}" y2="${fixed(y(share), 1)}" stroke="${grid}"/>`,
      label({ x: left - 8, y: y(share) + 5, size: 13, anchor: 'end', fill: quiet }, percent(share)),
    ]),
    ...ticksOf(most).map((users) =>
      label({ x: x(users), y: height - below + 20, size: 13, anchor: 'middle', fill: quiet }, count(users)),
    ),
    label(
      { x: (left + width - right) / 2, y: height - 12, size: 13, anchor: 'middle', fill: quiet },
      t('planning.chart.axis'),
    ),
    ...(['apart', 'certain'] as const).flatMap((curve) => [
      `<polyline points="${path(curve)}" fill="none" stroke="${curves[curve].stroke}" stroke-width="3" stroke-dasharray="${curves[curve].dash}"/>`,
      ...lines.map((line) => mark(curve, x(line.users), y(line[curve]))),
    ]),
    '</svg>',
  ].join('\n');
}

function ticksOf(most: number): number[] {
  return Array.from({ length: Math.floor(most / 300) + 1 }, (_, at) => 300 * at);
}

function mark(curve: Curve, x: number, y: number): string {
  const { stroke } = curves[curve];
  const [at, to] = [fixed(x, 1), fixed(y, 1)];
  if (curve === 'certain') return `<circle cx="${at}" cy="${to}" r="5" fill="${stroke}"/>`;
  return `<rect x="${fixed(x - 4, 1)}" y="${fixed(y - 4, 1)}" width="8" height="8" fill="#ffffff" stroke="${stroke}" stroke-width="2"/>`;
}

interface Place {
  x: number;
  y: number;
  size: number;
  anchor?: 'middle' | 'end';
  fill?: string;
}

function label({ x, y, size, anchor, fill = ink }: Place, text: string): string {
  const side = anchor ? ` text-anchor="${anchor}"` : '';
  return `<text x="${fixed(x, 1)}" y="${fixed(y, 1)}" font-size="${size}" fill="${fill}"${side}>${text}</text>`;
}
