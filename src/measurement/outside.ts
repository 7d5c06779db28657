import type { Questionnaire } from '../definition/questionnaire.js';
import type { Response } from '../responses/response.js';
import type { OutsideFigure } from './frame.js';
import { indexScale, itemColumns } from './item-columns.js';

/**
 * Unweighted figures of interviews that do not cover the population, by survey, service district and kind.
 *
 * @param responses those left out for their entry or their source
 * @returns entries with at least one service user with a valid item; the index is absent where an item has no answer at all
 * @example one `siteQr` response that rates every item 10 on 1-10 gives n 1 and index 100
 */
export function outsideFigures(
  responses: readonly Response[],
  surveys: readonly Questionnaire[],
  districts: readonly string[],
): OutsideFigure[] {
  const users = responses.filter(({ result }) => result === 'complete' || result === 'partial');
  return surveys.flatMap((questionnaire) => {
    const own = users.filter(({ survey }) => survey === questionnaire.definition.id);
    return districts.flatMap((district) =>
      (['siteQr', 'open', 'users'] as const).flatMap((kind) => {
        const found = own.filter((each) => each.service?.district === district && kindOf(each) === kind);
        return figureOf(questionnaire, found, { district, kind });
      }),
    );
  });
}

function kindOf({ entry }: Response): OutsideFigure['kind'] {
  return entry === 'siteQr' || entry === 'open' ? entry : 'users';
}

function figureOf(
  questionnaire: Questionnaire,
  responses: readonly Response[],
  place: Pick<OutsideFigure, 'district' | 'kind'>,
): OutsideFigure[] {
  const columns = new Map(itemColumns(questionnaire, responses).map(({ id, values }) => [id, values]));
  const n = responses.filter((_, row) => [...columns.values()].some((values) => !Number.isNaN(values[row]))).length;
  if (n === 0) return [];
  const index = unweightedIndex(questionnaire, columns);
  const figure = { survey: questionnaire.definition.id, ...place, n };
  return [Number.isNaN(index) ? figure : { ...figure, index }];
}

function unweightedIndex(questionnaire: Questionnaire, columns: ReadonlyMap<string, Float64Array>): number {
  const { min, max } = indexScale(questionnaire);
  const { dimensions } = questionnaire.definition.index;
  return weightedMean(
    dimensions
      .map(({ weight, items }) => ({
        weight,
        value: weightedMean(
          items.map((each) => ({
            weight: each.weight ?? 1,
            value: meanOf(columns.get(each.item) ?? new Float64Array()),
          })),
        ),
      }))
      .map(({ weight, value }) => ({ weight, value: (100 * (value - min)) / (max - min) })),
  );
}

function weightedMean(parts: { weight: number; value: number }[]): number {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  return parts.reduce((sum, { weight, value }) => sum + weight * value, 0) / total;
}

function meanOf(values: Float64Array): number {
  const valid = values.filter((value) => !Number.isNaN(value));
  return valid.reduce((sum, value) => sum + value, 0) / valid.length;
}
