import { countKept, type Kept } from '../../fieldwork/count-kept.js';
import type { Quota } from '../../fieldwork/quota.js';
import type { AuditFact } from '../../accounts/audit.js';
import type { Fault } from '../../definition/types.js';
import type { ImportKeeper } from './keeper.js';
import type { ImportPlan } from './plan.js';
import type { RowProblem } from './row-problem.js';
import { nothingCounted, runImport, type ImportCounts, type Rows } from './run.js';

/** One import as it is listed: what came from where, and how it ended. */
export interface ImportRun {
  id: string;
  at: Date;
  /** Account id, or `system` for the command line. */
  by: string;
  survey: string;
  version: number;
  wave: string;
  sampleSource: string;
  file: string;
  dryRun: boolean;
  state: 'running' | 'done' | 'failed';
  /** Rows of the file that are not blank; 0 until they have been counted. */
  total: number;
  counts: ImportCounts;
  notes: Fault[];
  /** Why it failed. */
  faults: Fault[];
  /** When it last made progress. */
  updatedAt: Date;
}

/** What an import leaves behind besides the responses. */
export interface RunKeeper {
  create(run: ImportRun): Promise<void>;
  change(id: string, change: Partial<ImportRun>): Promise<void>;
  addProblems(id: string, problems: RowProblem[]): Promise<void>;
}

export interface RecordedTools {
  keeper: ImportKeeper;
  runs: RunKeeper;
  audit: { append(fact: AuditFact): Promise<unknown> };
  /** Counts what a wave holds for its quotas. */
  count: (wave: string) => Promise<void>;
  now: () => Date;
  sha256: (text: string) => string;
}

interface Stores extends Kept {
  quotas: Kept['quotas'] & { ofWave(wave: string): Promise<Quota[]> };
  responses: Omit<ImportKeeper, 'kept'> & Kept['responses'];
  imports: RunKeeper & Pick<ImportKeeper, 'kept'>;
  audit: RecordedTools['audit'];
}

/** What an import needs of the site's parts. */
export function recordedTools(parts: {
  stores: Stores;
  now: () => Date;
  sha256: (text: string) => string;
}): RecordedTools {
  const { responses, imports, audit, quotas } = parts.stores;
  const count = async (wave: string) => countKept(parts.stores, wave, await quotas.ofWave(wave), parts.now());
  const keeper: ImportKeeper = {
    kept: (ids) => imports.kept(ids),
    insertMany: (batch) => responses.insertMany(batch),
    keepConflict: (conflict) => responses.keepConflict(conflict),
  };
  return { keeper, runs: imports, audit, count, now: parts.now, sha256: parts.sha256 };
}

export interface Beginning {
  id: string;
  by: string;
  file: string;
}

/** For whoever watches an import. */
export interface Watcher {
  problems(problems: RowProblem[]): void;
  progress(counts: ImportCounts, total: number): void;
}

export async function beginRun(
  plan: ImportPlan,
  { id, by, file }: Beginning,
  { runs, audit, now }: RecordedTools,
): Promise<ImportRun> {
  const { questionnaire, wave, source, dryRun, notes } = plan;
  const { id: survey, version } = questionnaire.definition;
  const at = now();
  const subject = { id, at, by, file, survey, version, wave: wave.id, sampleSource: source.id, dryRun, notes };
  const run: ImportRun = { ...subject, state: 'running', total: 0, counts: nothingCounted, faults: [], updatedAt: at };
  await audit.append({
    at,
    who: by,
    action: 'import',
    subject: id,
    phase: 'intent',
    details: { survey, wave: wave.id, dryRun },
  });
  await runs.create(run);
  return run;
}

/** Runs an import that has begun, and records how it goes and how it ends. What goes wrong on our side is recorded and thrown on. */
export async function finishRun(
  run: ImportRun,
  plan: ImportPlan,
  table: Rows,
  tools: RecordedTools & { watch?: Watcher },
): Promise<ImportRun> {
  const { runs, audit, now, watch } = tools;
  const end = async (change: Pick<ImportRun, 'state' | 'faults'> & Partial<ImportRun>): Promise<ImportRun> => {
    const ended = { ...run, ...change, updatedAt: now() };
    await runs.change(run.id, { ...change, updatedAt: ended.updatedAt });
    const phase = change.state === 'done' ? 'done' : 'failed';
    await audit.append({
      at: now(),
      who: run.by,
      action: 'import',
      subject: run.id,
      phase,
      details: { ...ended.counts },
    });
    return ended;
  };
  try {
    const outcome = await runImport(plan, table, {
      ...tools,
      run: run.id,
      async report(problems) {
        await runs.addProblems(run.id, problems);
        watch?.problems(problems);
      },
      async progress(counts, total) {
        await runs.change(run.id, { counts, total, updatedAt: now() });
        watch?.progress(counts, total);
      },
    });
    if (!plan.dryRun) await tools.count(plan.wave.id);
    if ('faults' in outcome) return await end({ state: 'failed', faults: outcome.faults });
    return await end({ state: 'done', faults: [], ...outcome });
  } catch (error) {
    await end({ state: 'failed', faults: [{ code: 'import.interrupted', path: '', params: {} }] });
    throw error;
  }
}
