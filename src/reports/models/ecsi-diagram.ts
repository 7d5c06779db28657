import type { ModelConstruct, ModelPath } from '../../measurement/model-figures.js';
import type { SurveyModel } from '../../measurement/survey-model.js';
import { fixed } from '../numbers.js';
import type { Translate } from '../reader.js';
import { at, colours, svg, svgText, type Point } from '../svg.js';
import { arrowBetween, ecsiLayouts, labelPlace, type EcsiLayout } from './ecsi-layout.js';

export type Estimated = Extract<SurveyModel, { status: 'estimated' }>;

/** A path whose effect is told from none at 5 per cent. */
export function isSignificant({ p }: ModelPath): boolean {
  return p !== undefined && p < 0.05;
}

/** The constructs of a survey with their indexes and R2, and the paths between them; what is not significant is dashed and grey. */
export function ecsiDiagram(
  { constructs, paths }: Estimated,
  { title, t }: { title: string; t: Translate },
  shape: keyof typeof ecsiLayouts,
): string {
  const layout = ecsiLayouts[shape];
  const arrows = paths.map((path) => ({ path, way: arrowBetween(layout, path.from, path.to) }));
  return svg({ ...layout, title, classes: `chart-${shape}` }, [
    ...arrows.flatMap(({ path, way }) => arrow(way, isSignificant(path))),
    ...constructs.flatMap((construct) => box(construct, layout, t)),
    ...arrows.flatMap(({ path, way }) => coefficient(path, labelPlace(way))),
  ]);
}

function arrow(way: readonly Point[], significant: boolean): string[] {
  const stroke = significant ? colours.line : colours.quiet;
  const dash = significant ? '' : ' stroke-dasharray="5 5"';
  const points = way.map(({ x, y }) => `${at(x)},${at(y)}`).join(' ');
  const [before, tip] = way.slice(-2) as [Point, Point];
  const length = Math.hypot(tip.x - before.x, tip.y - before.y);
  const [ux, uy] = [(tip.x - before.x) / length, (tip.y - before.y) / length];
  const side = (sign: number) => `${at(tip.x - 11 * ux - sign * 5 * uy)},${at(tip.y - 11 * uy + sign * 5 * ux)}`;
  return [
    `<polyline points="${points}" fill="none" stroke="${stroke}" stroke-width="2"${dash}/>`,
    `<polygon points="${at(tip.x)},${at(tip.y)} ${side(1)} ${side(-1)}" fill="${stroke}"/>`,
  ];
}

function coefficient(path: ModelPath, { x, y }: Point): string[] {
  const shown = signed(path.direct.estimate);
  const fill = isSignificant(path) ? colours.ink : colours.quiet;
  return [
    `<rect x="${at(x - 23)}" y="${at(y - 11)}" width="46" height="22" rx="4" fill="${colours.paper}"/>`,
    svgText(
      { x, y: y + 5 },
      shown,
      `text-anchor="middle" fill="${fill}"${isSignificant(path) ? ' font-weight="bold"' : ''}`,
    ),
  ];
}

function box({ id, index, r2 }: ModelConstruct, { places, box: size }: EcsiLayout, t: Translate): string[] {
  const { x, y } = places[id] as Point;
  const lines = [
    index
      ? t(id === 'complaint' ? 'models.box.share' : 'models.box.index', { value: fixed(index.estimate, 1) })
      : t('models.box.noIndex'),
    ...(r2 ? [`R² ${fixed(r2.estimate)}`] : []),
  ];
  return [
    `<rect x="${at(x - size.width / 2)}" y="${at(y - size.height / 2)}" width="${size.width}" height="${size.height}" rx="8" fill="${colours.stripe}" stroke="${colours.line}" stroke-width="1.5"/>`,
    svgText({ x, y: y - 14 }, t(`surveys.construct.${id}`), 'text-anchor="middle" font-weight="bold"'),
    ...lines.map((line, i) => svgText({ x, y: y + 8 + 19 * i }, line, 'text-anchor="middle"')),
  ];
}

/** With the minus sign of print. */
export function signed(value: number, decimals = 2): string {
  const size = fixed(Math.abs(value), decimals);
  return value < 0 && Number(size) !== 0 ? `−${size}` : size;
}
