import { aaporRates, dispositions, eligibleShare } from '../../src/statistics/estimation/aapor.js';
import type { DispositionCounts } from '../../src/statistics/estimation/aapor.js';
import { dispositionCounts } from '../../src/statistics/estimation/disposition-counts.js';
import { objectOf } from './case.js';
import type { Answer, Case } from './case.js';
import { dispositionRows, groupColumn, within } from './disposition-rows.js';
import type { Rows } from './disposition-rows.js';

/** What a part of a case is about. */
interface Part {
  rows?: Rows;
  weighted: boolean;
  /** Share of unknown eligibility, where the whole case gives it. */
  e?: number;
  /** Sentences that were not understood. */
  faults: string[];
}

/** Outcome rates from counts that stand in the case, or from the rows of its data file, all together and by group. */
export function answerResponseRates(given: Case): Answer | string {
  const e = [objectOf(given.options)['e'], given.input['e']].find((each) => typeof each === 'number');
  const rows = given.input['file'] === undefined ? undefined : dispositionRows(given);
  if (typeof rows === 'string') return rows;
  const faults: string[] = [];
  const whole = { weighted: false, faults, ...(rows ? { rows } : {}), ...(typeof e === 'number' ? { e } : {}) };
  const answer = answerPart(given.expected, whole);
  return faults[0] ?? answer;
}

/** Walks to the entries that ask for rates; `by`, or `by_` and a column, takes each group's rows, `weighted` sums of the weights. */
function answerPart(asked: Record<string, unknown>, part: Part): Answer {
  if ('rates' in asked) return answerRates(asked, part);
  const branches = Object.entries(asked).filter(([, value]) => Object.keys(objectOf(value)).length > 0);
  return Object.fromEntries(
    branches.map(([key, value]) => [
      key,
      /^by(_|$)/.test(key)
        ? answerGroups(objectOf(value), part, key.slice('by_'.length))
        : answerPart(objectOf(value), { ...part, weighted: part.weighted || key === 'weighted' }),
    ]),
  );
}

function answerGroups(asked: Record<string, unknown>, part: Part, named: string): Answer {
  const { rows } = part;
  const keys = Object.keys(asked);
  const areColumns = rows !== undefined && keys.every((key) => key in rows.table);
  if (areColumns) return Object.fromEntries(keys.map((key) => [key, answerLabels(objectOf(asked[key]), part, key)]));
  const column = rows && named in rows.table ? named : rows && groupColumn(rows, keys);
  return answerLabels(asked, part, column);
}

function answerLabels(asked: Record<string, unknown>, part: Part, column: string | undefined): Answer {
  const { rows } = part;
  if (!rows || column === undefined) {
    part.faults.push(`which column the groups ${Object.keys(asked).join(', ')} are of is not clear`);
    return {};
  }
  return Object.fromEntries(
    Object.entries(asked).map(([label, value]) => [
      label,
      answerPart(objectOf(value), { ...part, rows: within(rows, column, label) }),
    ]),
  );
}

function answerRates(asked: Record<string, unknown>, part: Part): Answer {
  const counts = part.rows ? countsOf(part.rows, false) : statedCounts(asked);
  const sums = part.rows ? countsOf(part.rows, true) : counts;
  const used = part.weighted ? sums : counts;
  if (!used) {
    part.faults.push('rates without counts, or weighted ones without a column of weights, are not understood');
    return {};
  }
  const stated = objectOf(asked['e']);
  const e = part.e ?? (stated['source'] === 'given' ? (stated['value'] as number) : eligibleShare(used));
  return {
    counts,
    sum_w: sums,
    e: 'value' in stated ? { ...stated, value: e } : e,
    rates: aaporRates(used, e),
    ...recorded(asked),
  };
}

/** How far two other programs agree is a record, no figure of ours. */
function recorded(asked: Record<string, unknown>): Answer {
  return Object.fromEntries(
    Object.entries(asked).filter(([key, value]) => key.startsWith('max_abs_diff') && typeof value === 'number'),
  );
}

function statedCounts(asked: Record<string, unknown>): DispositionCounts | undefined {
  const stated = objectOf(asked['counts'] ?? asked['sum_w']);
  const isWhole = dispositions.every((each) => typeof stated[each] === 'number');
  return isWhole && Object.keys(stated).length === dispositions.length ? (stated as DispositionCounts) : undefined;
}

function countsOf({ code, weight }: Rows, weighted: boolean): DispositionCounts | undefined {
  if (weighted && !weight) return undefined;
  return dispositionCounts({ code, ...(weighted && weight ? { weight } : {}) })[0];
}
