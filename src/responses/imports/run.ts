import type { Fault } from '../../definition/types.js';
import { takeBatch, type NumberedRow } from './batch.js';
import { notKeeping, type ImportKeeper } from './keeper.js';
import type { ImportPlan } from './plan.js';
import { repeatFinder, type RepeatFinder } from './repeats.js';
import { idGiver, importedId, rowKey, type Place } from './row-key.js';
import type { RowProblem } from './row-problem.js';
import { isBlank } from './row.js';

/** What of a table is needed here: its rows below the header, read anew each time. */
export interface Rows {
  rows(): AsyncIterable<{ row: number; cells: string[] } | { row: number; fault: Fault }>;
}

/** Every row that is not blank ends as one of the four. */
export interface ImportCounts {
  stored: number;
  /** The same content is there already. */
  already: number;
  conflicts: number;
  rejected: number;
}

export const nothingCounted: ImportCounts = { stored: 0, already: 0, conflicts: 0, rejected: 0 };

export interface ImportTools {
  run: string;
  keeper: ImportKeeper;
  now: () => Date;
  sha256: (text: string) => string;
  /** Rows that were rejected or are in conflict, as they are found. */
  report(problems: RowProblem[]): Promise<void>;
  progress(counts: ImportCounts, total: number): Promise<void>;
}

export type ImportOutcome = { counts: ImportCounts; total: number } | { faults: Fault[] };

const batchRows = 500;

/** Reads the table twice: a broken one is refused before anything is stored; then rows go in batch by batch, each exactly once. */
export async function runImport(plan: ImportPlan, table: Rows, tools: ImportTools): Promise<ImportOutcome> {
  const place = { survey: plan.questionnaire.definition.id, wave: plan.wave.id };
  const scanned = await scan(plan, place, table, tools.sha256);
  if ('fault' in scanned) return { faults: [scanned.fault] };
  const { repeats, total } = scanned;
  const keeper = plan.dryRun ? notKeeping(tools.keeper, (id) => repeats.mayRepeat(id)) : tools.keeper;
  const idOf = idGiver(place, plan.mapping, repeats, tools.sha256);
  let counts = nothingCounted;
  for await (const rows of batches(table, idOf)) {
    const outcome = await takeBatch({ plan, run: tools.run, now: tools.now(), sha256: tools.sha256 }, rows, keeper);
    counts = {
      stored: counts.stored + outcome.stored,
      already: counts.already + outcome.already,
      conflicts: counts.conflicts + outcome.conflicts.length,
      rejected: counts.rejected + outcome.rejected,
    };
    await tools.report([...outcome.rejections, ...outcome.conflicts].sort((a, b) => a.row - b.row));
    await tools.progress(counts, total);
  }
  return { counts, total };
}

/** Counts the rows, and finds those that may come more than once, in memory that does not grow with them. */
async function scan(
  { mapping }: ImportPlan,
  place: Place,
  table: Rows,
  sha256: (text: string) => string,
): Promise<{ total: number; repeats: RepeatFinder } | { fault: Fault }> {
  const repeats = repeatFinder();
  let total = 0;
  for await (const row of table.rows()) {
    if ('fault' in row) return row;
    if (isBlank(row.cells)) continue;
    repeats.note(importedId(place, rowKey(mapping, row.cells), sha256));
    total += 1;
  }
  return total === 0 ? { fault: { code: 'file.noRows', path: '', params: {} } } : { total, repeats };
}

async function* batches(table: Rows, idOf: (cells: string[]) => string): AsyncGenerator<NumberedRow[]> {
  let batch: NumberedRow[] = [];
  for await (const row of table.rows()) {
    if ('fault' in row) throw new Error('runImport requires a table that reads the same each time');
    if (isBlank(row.cells)) continue;
    batch.push({ ...row, responseId: idOf(row.cells) });
    if (batch.length < batchRows) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
