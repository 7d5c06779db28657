import { cappedRake } from '../../src/statistics/weighting/capped-rake.js';
import type { RakingMargin } from '../../src/statistics/weighting/rake.js';
import { objectOf, numberColumn, textColumn } from './case.js';
import type { Answer, Case, Table } from './case.js';
import { cappedAsPublished } from './peer-capped.js';
import { columnName } from './survey-design.js';
import { kishAnswer } from './weighting-figures.js';
import { marginsOf } from './weighting-setup.js';

/** Raking to shares with a cap: the limit, without the cap, and where the published program stops. */
export function answerCapped(given: Case, read: Table): Answer | string {
  const options = objectOf(given.options);
  const table = withMissing(read, given.input['missing_rule']);
  if (typeof table === 'string') return table;
  const margins = marginsOf(table, objectOf(options['targets']));
  const stray = margins.find(({ name, codes }) =>
    textColumn(table, name).some((text, row) => text !== '' && codes[row] === -1),
  );
  if (stray) throw new Error(`cappedRake requires a target for every level of the sample: ${stray.name}`);
  const weight = given.input['weight'] ? columnName(given.input['weight']) : '';
  const start = weight ? numberColumn(table, weight) : new Float64Array(Object.values(table)[0]?.length ?? 0).fill(1);
  const cap = Number(options['cap_times_mean'] ?? options['cap'] ?? Infinity);
  const limit = cappedRake(start, margins, cap);
  const peer = cappedAsPublished(start, margins, cap);
  return {
    weights_limit: Array.from(limit.weights),
    weights_without_cap: Array.from(cappedRake(start, margins, Infinity).weights),
    weights: Array.from(peer.weights),
    achieved_shares: sharesOf(peer.weights, margins),
    achieved_shares_limit: sharesOf(limit.weights, margins),
    max_weight: peer.weights.reduce((most, each) => Math.max(most, each), 0),
    iterations: peer.rounds,
    kish: kishAnswer(limit.weights),
    gap: limit.gap,
    max_gap: limit.gap,
    remaining_gap: limit.gap,
  };
}

/** Share of all rows that each level has. */
function sharesOf(weights: Float64Array, margins: readonly RakingMargin[]): Answer {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const shareOf = (codes: Int32Array, level: number): number =>
    weights.reduce((sum, weight, row) => (codes[row] === level ? sum + weight : sum), 0) / all;
  return Object.fromEntries(
    margins.map(({ name, labels, codes }) => [
      name,
      Object.fromEntries(labels.map((label, level) => [label, shareOf(codes, level)])),
    ]),
  );
}

/** The table with values taken out as `set <column> to missing on rows ...` says: rows in a list, or every n-th. A text says what is not understood. */
function withMissing(table: Table, rule: unknown): Table | string {
  if (typeof rule !== 'string' || rule === 'none') return table;
  const [, name = '', rows = ''] = /^set (\S+) to missing on rows? (.+)$/.exec(rule) ?? [];
  const step = Number(/every (\d+)/.exec(rows)?.[1] ?? 0);
  const listed = (rows.split('(')[0] ?? '').match(/\d+/g)?.map(Number) ?? [];
  if (!(name in table) || listed.length === 0) return `its missing_rule is not understood: ${rule}`;
  const isOut = (row: number): boolean =>
    step > 0 ? row >= (listed[0] as number) && (row - (listed[0] as number)) % step === 0 : listed.includes(row);
  return { ...table, [name]: textColumn(table, name).map((text, at) => (isOut(at + 1) ? '' : text)) };
}
