import { count, percent } from '../reports/numbers.js';
import type { Translate } from '../reports/reader.js';
import { at, colours, svg, svgText } from '../reports/svg.js';
import type { PlanLine } from './plan.js';

const shapes = {
  wide: { width: 760, height: 360, left: 60, right: 24 },
  narrow: { width: 320, height: 300, left: 48, right: 24 },
};
const top = 70;
const below = 56;
const small = `fill="${colours.quiet}"`;

type Curve = 'apart' | 'certain';
/** Told by colour, by the stroke and by the mark. */
const curves: Record<Curve, { stroke: string; dash: string }> = {
  apart: { stroke: colours.warm, dash: '6 5' },
  certain: { stroke: colours.line, dash: '' },
};

/** How the share of pairs told apart and of certain ranks grows with the sample. */
export function planChart(lines: readonly PlanLine[], t: Translate, shape: keyof typeof shapes): string {
  const { width, height, left, right } = shapes[shape];
  const most = Math.max(...lines.map(({ users }) => users));
  const x = (users: number) => left + ((width - left - right) * users) / most;
  const y = (share: number) => height - below - (height - below - top) * share;
  const key = (curve: Curve, line: number) => [
    stroke(curve, `${left},${line - 5} ${left + 30},${line - 5}`),
    mark(curve, left + 15, line - 5),
    svgText({ x: left + 40, y: line }, t(`planning.chart.${curve}`)),
  ];
  const axis = { x: (left + width - right) / 2, y: height - 12 };
  return svg({ width, height, title: t('planning.chart.title'), classes: `chart-${shape}` }, [
    ...key('apart', 24),
    ...key('certain', 48),
    ...[0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
      `<line x1="${left}" y1="${at(y(share))}" x2="${width - right}" y2="${at(y(share))}" stroke="${colours.grid}"/>`,
      svgText({ x: left - 8, y: y(share) + 5 }, percent(share), `text-anchor="end" ${small}`),
    ]),
    ...ticksOf(most).map((users) =>
      svgText({ x: x(users), y: height - below + 20 }, count(users), `text-anchor="middle" ${small}`),
    ),
    svgText(axis, t('planning.chart.axis'), `text-anchor="middle" ${small}`),
    ...(['apart', 'certain'] as const).flatMap((curve) => [
      stroke(curve, lines.map((line) => `${at(x(line.users))},${at(y(line[curve]))}`).join(' ')),
      ...lines.map((line) => mark(curve, x(line.users), y(line[curve]))),
    ]),
  ]);
}

function ticksOf(most: number): number[] {
  return Array.from({ length: Math.floor(most / 300) + 1 }, (_, tick) => 300 * tick);
}

function stroke(curve: Curve, points: string): string {
  const { stroke: colour, dash } = curves[curve];
  const dashes = dash ? ` stroke-dasharray="${dash}"` : '';
  return `<polyline points="${points}" fill="none" stroke="${colour}" stroke-width="3"${dashes}/>`;
}

function mark(curve: Curve, x: number, y: number): string {
  const { stroke: colour } = curves[curve];
  if (curve === 'certain') return `<circle cx="${at(x)}" cy="${at(y)}" r="5" fill="${colour}"/>`;
  return `<rect x="${at(x - 4)}" y="${at(y - 4)}" width="8" height="8" fill="${colours.paper}" stroke="${colour}" stroke-width="2"/>`;
}
