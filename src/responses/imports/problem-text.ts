import { stringify } from 'csv-stringify/sync';
import type { Fault, Language } from '../../definition/types.js';
import type { RowProblem } from './row-problem.js';

type Say = (key: string, params?: Record<string, string | number>) => string;

/** Fault of a file, a map or a row in a sentence. A check of the survey speaks for itself, in its own words. */
export function reasonText(
  fault: Pick<Fault, 'code' | 'params'> & { path?: string },
  say: Say,
  language: Language,
): string {
  const { code, params, path } = fault;
  if (code === 'answer.check')
    return String(params[language] ?? params['zh-CN'] ?? params['en'] ?? say('imports.fault.answer.check'));
  if (code.startsWith('answer.')) return say(code.replace('answer.', 'answers.'), params);
  return say(`imports.fault.${code}`, { ...params, path: path ?? '' });
}

/** Head of the file of rows that were not taken in; UTF-8 with a byte order mark, as spreadsheets want it. */
export function problemHead(say: Say): string {
  const names = ['row', 'column', 'value', 'reason'].map((name) => say(`imports.${name}`));
  return stringify([names], { bom: true, record_delimiter: 'windows' });
}

/** One line; a value that a spreadsheet would take for a formula gets an apostrophe before it. */
export function problemLine(problem: RowProblem, say: Say, language: Language): string {
  const cells = [String(problem.row), problem.column, problem.value, reasonText(problem, say, language)];
  return stringify([cells], { escape_formulas: true, record_delimiter: 'windows' });
}
