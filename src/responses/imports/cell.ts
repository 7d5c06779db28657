import { rulesOf } from '../../definition/question-types.js';
import { accepted, declined } from '../../definition/question-types/consent.js';
import type { Questionnaire } from '../../definition/questionnaire.js';
import type { Answer, MissingCode, Question, Scale, Text, Value } from '../../definition/types.js';
import type { AnswerColumn } from './mapping.js';

const missingCodes: readonly string[] = ['dontKnow', 'refused', 'notUsed'] satisfies MissingCode[];

/** Full-width forms become plain ones, and space around goes. */
export function plainText(text: string): string {
  return text.normalize('NFKC').trim();
}

/** What a cell answers; undefined where it is empty. What cannot be read stays as written, for the survey to refuse. */
export function readCell(
  { answerables, scaleOf }: Questionnaire,
  column: Pick<AnswerColumn, 'id' | 'values' | 'missing'>,
  text: string,
): Answer | undefined {
  const question = answerables.get(column.id)?.question;
  if (!question) throw new Error(`readCell requires a question of the survey, not ${column.id}`);
  const cell = plainText(text);
  const missing = own(column.missing, cell) ?? statedMissing(cell);
  if (missing !== undefined) return { missing };
  const value = own(column.values, cell);
  if (value !== undefined) return value;
  if (cell === '') return undefined;
  return question.type === 'multiple' ? readSeveral(question, cell) : readOne(question, text, scaleOf.get(column.id));
}

function own<T>(table: Record<string, T> | undefined, cell: string): T | undefined {
  return Object.entries(table ?? {}).find(([key]) => plainText(key) === cell)?.[1];
}

function statedMissing(cell: string): MissingCode | undefined {
  const code = cell.replace(/^missing:/, '');
  return missingCodes.includes(code) ? (code as MissingCode) : undefined;
}

function readOne(question: Question, text: string, scale: Scale | undefined): Value | undefined {
  // Statistical programs write whole numbers as 7.0 where a column has gaps.
  const written = question.type === 'text' ? text : plainText(text).replace(/^([+-]?\d+)\.0+$/, '$1');
  const value = rulesOf(question).read([written]);
  if (value === undefined || !hasCodes(question) || isCode(question, value)) return value;
  return codeOfLabel(question, written, scale) ?? value;
}

function hasCodes({ type }: Question): boolean {
  return type !== 'text' && type !== 'number';
}

/** A number may also be the code of a district, which is the label of an option and not its code. */
function isCode(question: Question, value: Value): boolean {
  if (typeof value !== 'number') return false;
  return question.type !== 'single' || question.options.some(({ code }) => code === value);
}

/** Codes or labels, one after another; a label that has a separator in it must stand alone. */
function readSeveral(question: Question, cell: string): Value | undefined {
  const whole = codeOfLabel(question, cell, undefined);
  if (whole !== undefined) return [whole];
  const parts = cell.split(/[;,|、]/).map((part) => part.trim());
  const codes = parts
    .flatMap((part) => (/^[\d\s]+$/.test(part) ? part.split(/\s+/) : [part]))
    .filter((part) => part !== '');
  return rulesOf(question).read(codes.map((part) => String(codeOfLabel(question, part, undefined) ?? part)));
}

/** The code of an option, by its label in either language or the district it stands for. */
function codeOfLabel(question: Question, text: string, scale: Scale | undefined): number | undefined {
  return labelsOf(question, scale).find(([, labels]) => labels.some((label) => isSame(label, text)))?.[0];
}

function labelsOf(question: Question, scale: Scale | undefined): [code: number, labels: string[]][] {
  const words = (text: Text) => Object.values(text);
  if (question.type === 'consent')
    return [
      [accepted, words(question.accept)],
      [declined, words(question.decline)],
    ];
  if (scale) return Object.entries(scale.labels).map(([code, label]) => [Number(code), words(label)]);
  if (!('options' in question)) return [];
  return question.options.map(({ code, label, district }) => [
    code,
    [...words(label), ...(district ? [district] : [])],
  ]);
}

function isSame(label: string, text: string): boolean {
  return plainText(label).toLowerCase() === plainText(text).toLowerCase();
}
