import type { Fault } from '../definition/types.js';
import type { BandMark, Figure, Mark } from '../measurement/wave-measurement.js';
import { fixed } from './numbers.js';
import type { Reader } from './reader.js';
import type { Table, Tag } from './table.js';

/** Everything that stands beside a number: marks of its making, 样本不足, 跨档. */
export type Sign = Mark | 'notRanked' | 'notShown' | 'crossesBand';

export function signsOf(figure: Figure, band?: BandMark): Sign[] {
  const insufficient: Sign[] = figure.status === 'ranked' ? [] : [figure.status];
  return [...insufficient, ...(band?.crosses ? (['crossesBand'] as const) : []), ...figure.marks];
}

/** Marks that all of some figures have: they are said once for all. */
export function sharedMarks(figures: readonly Figure[]): Mark[] {
  const [first, ...others] = figures;
  return (first?.marks ?? []).filter((mark) => others.every(({ marks }) => marks.includes(mark)));
}

export function tagOf(sign: Sign, { t }: Reader): Tag {
  return { text: t(`reports.mark.${sign}`), meaning: t(`reports.meaning.${sign}`) };
}

export function tagsOf(signs: readonly Sign[], reader: Reader): Tag[] {
  return signs.map((sign) => tagOf(sign, reader));
}

/** The marks used in some tables, each once, for the list of what they mean. */
export function legend(tags: readonly (readonly Tag[])[]): Tag[] {
  return [...new Map(tags.flat().map((tag) => [tag.text, tag])).values()];
}

const reasons = new Set([
  'figure.belowRankedFloor',
  'figure.belowShownFloor',
  'figure.noAnswers',
  'figure.missingPart',
  'figure.notWeighted',
  'figure.noError',
  'figure.emptyMode',
  'figure.modeNotShown',
  'figure.partNotRanked',
  'change.noEarlierWave',
  'change.method',
  'change.conversion',
  'change.boundary',
  'change.districts',
  'change.scale',
  'change.items',
  'change.versions',
  'change.weights',
  'change.reworded',
  'change.insufficient.earlier',
  'change.insufficient.later',
  'change.noCityScore',
  'change.population',
  'change.noError',
  'city.insufficientDistrict',
  'city.noPopulation',
  'weighting.emptyCell',
  'weighting.noMargin',
  'weighting.noInterviews',
]);

/** Why a figure is not ranked or not shown, as a sentence. */
export function reasonText(fault: Fault, reader: Reader): string {
  const { code, params } = fault;
  if (!reasons.has(code)) return reader.t('reports.reason.other', { code });
  return reader.t(`reports.reason.${code}`, named(params, reader));
}

/** Codes become names and numbers are rounded for reading. */
function named(params: Fault['params'], reader: Reader): Record<string, string> {
  const entries = Object.entries(params).map(([name, value]) => [name, nameOf(name, value, reader)]);
  return Object.fromEntries(entries) as Record<string, string>;
}

function nameOf(name: string, value: string | number, { node, district, survey, t }: Reader): string {
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : fixed(value, 1);
  if (name === 'part') return node(value);
  if (name === 'district') return district(value);
  if (name === 'survey') return survey(value);
  if (name === 'mode') return t(`reports.mode.${value}`);
  if (name === 'variable') return t(`reports.variable.${value}`);
  return name === 'category' ? categoryName(value, { t }) : value;
}

/** A category of a margin: a sex or an age group. */
export function categoryName(category: string, { t }: Pick<Reader, 't'>): string {
  return category === 'male' || category === 'female'
    ? t(`reports.sex.${category}`)
    : t('reports.ageGroup', { ages: category });
}

/** The marks that stand in a table. */
export function tagsIn(table: Table): Tag[] {
  return table.rows.flatMap(({ cells }) => cells.flatMap(({ tags }) => tags ?? []));
}
