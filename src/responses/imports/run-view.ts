import { localTime } from '../local-date.js';
import type { ImportRun } from './import-run.js';

/** A run as its pages show it. */
export interface RunView extends Omit<ImportRun, 'at' | 'state'> {
  at: string;
  state: ImportRun['state'] | 'checked' | 'stalled';
  /** Rows that were stored; 0 where they were only checked. */
  stored: number;
  /** Rows dealt with so far. */
  done: number;
}

/** A run that has made no progress for this long has lost its server. */
const stalledMs = 2 * 60_000;

export function runView(run: ImportRun, now: Date): RunView {
  const { stored, already, conflicts, rejected } = run.counts;
  const isStalled = run.state === 'running' && now.getTime() - run.updatedAt.getTime() > stalledMs;
  const state = isStalled ? 'stalled' : run.state === 'done' && run.dryRun ? 'checked' : run.state;
  const at = localTime(run.at);
  return { ...run, at, state, stored: run.dryRun ? 0 : stored, done: stored + already + conflicts + rejected };
}
