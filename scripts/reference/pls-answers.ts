import type { PathModel } from '../../src/statistics/models/path-model.js';
import type { ScaleEnds } from '../../src/statistics/models/pls-index.js';
import { objectOf } from './case.js';
import type { Case, Table } from './case.js';
import { answerColumn } from './missing-codes.js';

/** A list of texts of a case. */
export function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** Columns of the items with what the case states as missing taken out; a sentence where it does so in words that are not understood. */
export function answersOf(
  given: Case,
  table: Table,
  { items, model }: { items: string[]; model?: PathModel },
): Float64Array[] | string {
  const columns = items.map((item) => answerColumn(given, table, item));
  const stated = given.input['missing_rule'] ?? objectOf(given.options)['missing_rule'];
  if (stated === undefined) return columns;
  if (typeof stated === 'string' && /^-?\d+ (=|is|are|means) missing$/.test(stated)) return columns;
  const rule = JSON.stringify(stated);
  const [, i, k, modulus, rest] = /\((\d+) i \+ (\d+) k\) mod (\d+) = (\d+)/.exec(rule)?.map(Number) ?? [];
  const order = numberedItems(rule, items, model);
  if (i === undefined || k === undefined || modulus === undefined || !order) {
    return `its missing rule is not understood: ${rule}`;
  }
  return columns.map((column, at) => {
    const number = order.indexOf(items[at] as string) + 1;
    return column.map((value, row) => ((i * (row + 1) + k * number) % modulus === rest ? Number.NaN : value));
  });
}

/** Items in the order in which a rule numbers them: that of the constructs or items it lists, else that of the model. */
function numberedItems(rule: string, items: string[], model?: PathModel): string[] | undefined {
  const listed = /in the order ([\w.]+(?:, [\w.]+)+)/.exec(rule)?.[1]?.split(', ');
  if (!listed) return items;
  const blocks = listed.map((name) =>
    items.includes(name) ? [name] : model?.constructs.find(({ id }) => id === name)?.items,
  );
  const order = blocks.flatMap((block) => block ?? []);
  return blocks.includes(undefined) || order.length !== items.length ? undefined : order;
}

/** Scale ends by item: one pair for all, or a pair by item; a sentence where they are not stated and a figure needs them. */
export function scaleEnds(
  { input, options, expected }: Case,
  items: readonly string[],
  known: unknown,
): ScaleEnds[] | string {
  const scale = objectOf(options)['scale'] ?? input['scale'] ?? known;
  const needed = /"(individual_index|index_|pooled_weights|reversed|performance)/.test(
    JSON.stringify({ expected, options, input }),
  );
  const ends = items.map((item) => {
    const own = Array.isArray(scale) ? scale : (objectOf(scale)[item] ?? scale);
    const [min, max] = Array.isArray(own) ? own.map(Number) : [objectOf(own)['min'], objectOf(own)['max']].map(Number);
    return { min: min ?? Number.NaN, max: max ?? Number.NaN };
  });
  if (ends.every(({ min, max }) => max > min)) return ends;
  return needed ? 'the ends of the scale are not stated' : items.map(() => ({ min: 0, max: 1 }));
}
