import { closeSync, openSync, writeSync } from 'node:fs';
import type { Language } from '../src/definition/types.js';
import type { Watcher } from '../src/responses/imports/import-run.js';
import { problemHead, problemLine, reasonText } from '../src/responses/imports/problem-text.js';
import type { Translate } from '../src/web/locale.js';

export interface Words {
  say: Translate;
  language: Language;
}

const everyRows = 1000;

/** Shows an import at the command line: rows that were not stored one by one, progress on one line of a terminal, else now and then. */
export function importOutput({ say, language }: Words, rejectedFile?: string): Watcher & { close(): void } {
  const file = rejectedFile === undefined ? undefined : openSync(rejectedFile, 'w');
  const isTerminal = process.stderr.isTTY;
  let reported = 0;
  if (file !== undefined) writeSync(file, problemHead(say));
  return {
    problems(problems) {
      for (const problem of problems) {
        const reason = reasonText(problem, say, language);
        const value = problem.value === '' ? '' : JSON.stringify(problem.value);
        const where = [say('imports.atRow', { row: problem.row }), problem.column, value].filter((part) => part !== '');
        console.log(say('imports.problemLine', { where: where.join(' '), reason }));
        if (file !== undefined) writeSync(file, problemLine(problem, say, language));
      }
    },
    progress(counts, total) {
      const done = Object.values(counts).reduce((sum: number, count: number) => sum + count, 0);
      const text = say('imports.progress', { done, total });
      if (isTerminal) process.stderr.write(`\r${text}${done === total ? '\n' : ''}`);
      else if (Math.floor(done / everyRows) > reported) process.stderr.write(`${text}\n`);
      reported = Math.floor(done / everyRows);
    },
    close() {
      if (file !== undefined) closeSync(file);
    },
  };
}
