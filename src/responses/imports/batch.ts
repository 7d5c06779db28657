import { hasContent } from '../has-content.js';
import type { Response } from '../response.js';
import type { ImportKeeper, KeptBefore } from './keeper.js';
import { rowProblem, type RowProblem } from './row-problem.js';
import { readRow, type RowSetting } from './row.js';

export interface NumberedRow {
  row: number;
  cells: string[];
  responseId: string;
}

export interface BatchOutcome {
  stored: number;
  /** The same content is there already. */
  already: number;
  conflicts: RowProblem[];
  /** Rows that were rejected, and why: one entry a reason. */
  rejected: number;
  rejections: RowProblem[];
}

interface Imported {
  row: number;
  response: Response;
}

/** Takes some rows in, each exactly once, whoever else is storing at the same time. */
export async function takeBatch(setting: RowSetting, rows: NumberedRow[], keeper: ImportKeeper): Promise<BatchOutcome> {
  const readings = rows.map((row) => ({ row: row.row, ...readRow(setting, row, row.responseId) }));
  const rejections = readings.flatMap((reading) => ('problems' in reading ? reading.problems : []));
  const imported = readings.flatMap((reading) => ('response' in reading ? [reading] : []));
  const first = sorted(imported, await keptOf(keeper, imported));
  const stored = await keeper.insertMany(first.fresh.map(({ response }) => response));
  const late = stored === first.fresh.length ? none : await overtaken(setting.run, first.fresh, keeper);
  const conflicting = [...first.conflicting, ...late.conflicting];
  for (const { response } of conflicting) await keeper.keepConflict(conflictOf(response));
  return {
    stored,
    already: first.already + late.already,
    conflicts: conflicting.map(({ row, response }) => conflictProblem(row, response)),
    rejected: readings.length - imported.length,
    rejections,
  };
}

const none = { fresh: [] as Imported[], already: 0, conflicting: [] as Imported[] };

function keptOf(keeper: ImportKeeper, imported: Imported[]): Promise<Map<string, KeptBefore>> {
  return keeper.kept(imported.map(({ response }) => response.responseId));
}

/** Tells new responses from those that are there already, in the store or further up in the batch. */
function sorted(imported: Imported[], kept: Map<string, KeptBefore>): typeof none {
  const known = new Map<string, Pick<KeptBefore, 'contentHash' | 'history'>>(kept);
  const outcome: typeof none = { fresh: [], already: 0, conflicting: [] };
  for (const entry of imported) {
    const { responseId, contentHash } = entry.response;
    const before = known.get(responseId);
    if (before === undefined) {
      known.set(responseId, { contentHash });
      outcome.fresh.push(entry);
    } else if (hasContent(before, contentHash)) outcome.already += 1;
    else outcome.conflicting.push(entry);
  }
  return outcome;
}

/** Responses that somebody else stored between looking and storing. */
async function overtaken(run: string, fresh: Imported[], keeper: ImportKeeper): Promise<typeof none> {
  const kept = await keptOf(keeper, fresh);
  const others = fresh.filter(({ row, response }) => {
    const before = kept.get(response.responseId);
    return before?.run !== run || before.row !== row;
  });
  return sorted(others, kept);
}

function conflictOf(response: Response): Parameters<ImportKeeper['keepConflict']>[0] {
  const { responseId, contentHash, times } = response;
  return { responseId, contentHash, receivedAt: times.receivedAt, submitted: response };
}

function conflictProblem(row: number, { responseId }: Response): RowProblem {
  return rowProblem(row, { column: '', value: '' }, { code: 'row.conflict', params: { responseId } });
}
