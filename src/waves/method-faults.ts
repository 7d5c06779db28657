import type { Definition, Fault } from '../definition/types.js';
import type { Method } from './method.js';

type Measured = Pick<Method, 'margins' | 'satisfiedFrom'>;

/** The scale that the codes of the satisfied share are meant for. */
const scaleOfShare = { min: 1, max: 10 };

/** What a method cannot measure of a survey, and would measure wrong without a word. */
export function methodFaults(definition: Definition, method: Measured): Fault[] {
  return [...ageFaults(definition, method), ...shareFaults(definition, method)];
}

/** An age category across the border of the margin's categories would be weighted as if everybody in it were in the lower one. */
function ageFaults({ id, profile }: Definition, { margins }: Measured): Fault[] {
  const known = [
    ...new Set(margins.flatMap(({ variable, totals }) => (variable === 'age' ? Object.keys(totals) : []))),
  ];
  const isInside = (band: string) => known.some((each) => lies(yearsOf(band), yearsOf(each)));
  const across = Object.keys(profile.age.categories).filter((band) => known.length > 0 && !isInside(band));
  const path = 'surveys';
  return across.map((band) => ({
    code: 'wave.ageBand',
    path,
    params: { survey: id, band, margins: known.join('、') },
  }));
}

type Years = [from: number, to: number];

/** '18-59' or '60+'. */
function yearsOf(band: string): Years {
  const [from = '', to] = band.split('-');
  return [Number.parseInt(from, 10), to === undefined ? Infinity : Number.parseInt(to, 10)];
}

function lies([from, to]: Years, [low, high]: Years): boolean {
  return low <= from && to <= high;
}

function shareFaults({ id, pages, scales, index }: Definition, { satisfiedFrom }: Measured): Fault[] {
  const question = pages.flatMap(({ questions }) => questions).find((each) => each.id === index.satisfaction);
  const scale = question && 'scale' in question ? scales[question.scale] : undefined;
  if (scale?.min === scaleOfShare.min && scale.max === scaleOfShare.max) return [];
  return [
    {
      code: 'wave.satisfiedScale',
      path: 'surveys',
      params: { survey: id, question: index.satisfaction, satisfiedFrom },
    },
  ];
}
