import type { Fault } from '../definition/types.js';
import type { RakingMargin } from '../statistics/weighting/rake.js';
import type { Margin, MarginVariable } from '../waves/method.js';
import { sexes } from './frame.js';
import type { Frame, SurveyBlock } from './frame.js';

/** A level of a raking margin: a category of one variable in one residence district. */
export interface Level {
  district: string;
  category: string;
  /** Persons of the source; 0 for the unknown category. */
  persons: number;
  margin: Margin;
}

/** The levels of one variable over all districts, with the level of each row of a survey. */
export interface VariableLevels {
  variable: MarginVariable;
  levels: Level[];
  codes: Int32Array;
}

/**
 * Codes the rows of one survey by residence district x category. In each district the rows whose category is not known form a
 * level of their own, the last one.
 *
 * @param variable which margin
 * @param margins of any variable and district
 * @param block the survey whose rows are coded
 * @returns levels in the order of the districts, or a fault for each district without a margin of the variable
 * @example sex in one district: levels male, female, unknown
 */
export function levelsOf(
  variable: MarginVariable,
  margins: readonly Margin[],
  frame: Frame,
  block: SurveyBlock,
): VariableLevels | { faults: Fault[] } {
  const own = frame.districts.map((district) =>
    margins.find((margin) => margin.variable === variable && margin.district === district),
  );
  const faults = frame.districts
    .filter((_, d) => !own[d])
    .map((district) => ({ code: 'weighting.noMargin', path: block.survey, params: { variable, district } }));
  if (faults.length > 0) return { faults };
  const known = own.filter((margin) => margin !== undefined);
  const levels = known.flatMap(levelsOfMargin);
  const offsets = known.map((margin) => levels.findIndex((level) => level.margin === margin));
  const categoryAt = known.map((margin) => categoryOf(frame, margin));
  const { residence, sex, age } = frame.columns;
  const codes = new Int32Array(block.to - block.from);
  for (let at = 0; at < codes.length; at++) {
    const row = block.from + at;
    const d = residence[row] as number;
    const category = categoryAt[d] as Int32Array;
    const value = variable === 'sex' ? (sex[row] as number) : (age[row] as number) + 1;
    codes[at] = (offsets[d] as number) + (category[value] as number);
  }
  return { variable, levels, codes };
}

function levelsOfMargin(margin: Margin): Level[] {
  const { district } = margin;
  const known = Object.entries(margin.totals).map(([category, persons]) => ({ district, category, persons, margin }));
  return [...known, { district, category: 'unknown', persons: 0, margin }];
}

/** Category number in a margin by sex code, or by age code + 1 (0 = unknown). The last number is the unknown category. */
function categoryOf(frame: Frame, { variable, totals }: Margin): Int32Array {
  const categories = Object.keys(totals);
  const labels = variable === 'sex' ? [...sexes] : ['', ...frame.ages];
  return Int32Array.from(labels, (label) => {
    const found = variable === 'sex' ? categories.indexOf(label) : ageCategory(label, categories);
    return found < 0 ? categories.length : found;
  });
}

/**
 * The category of a margin that an age category of a questionnaire falls into, by its lower bound.
 *
 * @param label e.g. '45-59' or '60+'
 * @param categories labels whose lower bounds are read; their order does not matter
 * @returns index into `categories`, -1 where the label begins with no number or lies below all of them
 * @example ageCategory('45-59', ['18-59', '60+']) // 0
 */
export function ageCategory(label: string, categories: readonly string[]): number {
  const age = Number.parseInt(label, 10);
  const lower = categories.map((category) => Number.parseInt(category, 10));
  return lower.reduce((best, bound, at) => (bound <= age && bound > (lower[best] ?? -Infinity) ? at : best), -1);
}

/**
 * Raking margins of a survey: the totals of each variable are scaled to the persons of the district (the sum of its first variable),
 * so that the margins of a district share a total; an unknown category keeps its share of the start weight.
 *
 * @param start start weights of the survey's rows
 * @param variables the first one gives the district totals
 * @returns targets in persons, by level; the margins of a district sum to the same total
 * @example 10 % unknown sex in a district of 1000: male and female share 900, unknown has 100
 */
export function rakingMargins(start: Float64Array, variables: readonly VariableLevels[]): RakingMargin[] {
  const total = personsByDistrict(variables[0]?.levels ?? []);
  return variables.map(({ variable, levels, codes }) => {
    const persons = personsByDistrict(levels);
    const weights = sumByLevel(start, codes, levels.length);
    const targets = Float64Array.from(levels, (level, at) => {
      const all = levels.reduce(
        (sum, each, i) => (each.district === level.district ? sum + (weights[i] as number) : sum),
        0,
      );
      const unknown = levels.findIndex((each) => each.district === level.district && each.category === 'unknown');
      const unknownShare = all === 0 ? 0 : (weights[unknown] as number) / all;
      const district = total.get(level.district) ?? 0;
      if (at === unknown) return district * unknownShare;
      return (district * (1 - unknownShare) * level.persons) / (persons.get(level.district) ?? 1);
    });
    return { name: variable, labels: levels.map((level) => `${level.district} ${level.category}`), codes, targets };
  });
}

/**
 * Sums of weights by level.
 *
 * @param weights by row, as long as `codes`
 * @param codes level of each row, 0..levels-1
 * @param levels number of levels
 * @returns by level, 0 for one without rows
 * @example sumByLevel(Float64Array.of(1, 2, 3), Int32Array.of(0, 1, 1), 3) // Float64Array [1, 5, 0]
 */
export function sumByLevel(weights: Float64Array, codes: Int32Array, levels: number): Float64Array {
  const sums = new Float64Array(levels);
  for (let row = 0; row < codes.length; row++) {
    const level = codes[row] as number;
    sums[level] = (sums[level] as number) + (weights[row] as number);
  }
  return sums;
}

function personsByDistrict(levels: readonly Level[]): Map<string, number> {
  const persons = new Map<string, number>();
  for (const level of levels) persons.set(level.district, (persons.get(level.district) ?? 0) + level.persons);
  return persons;
}
