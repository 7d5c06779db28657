import { answerOf } from '../../definition/answer-of.js';
import type { Answer, Answers, Fault } from '../../definition/types.js';
import { validateAnswers } from '../../answers/validate.js';
import { localDate } from '../local-date.js';
import { openingOf } from '../opening.js';
import { responseOf } from '../intake.js';
import type { Response } from '../response.js';
import { plainText, readCell } from './cell.js';
import type { ImportPlan } from './plan.js';
import { rowFacts } from './row-facts.js';
import { holdsPersonalNumber } from '../personal-number.js';
import { rowProblem, type RowProblem } from './row-problem.js';

export interface RowSetting {
  plan: ImportPlan;
  run: string;
  now: Date;
  sha256: (text: string) => string;
}

/** Takes one row through the same intake as every interview: a response under the id given, or why not. */
export function readRow(
  setting: RowSetting,
  { row, cells }: { row: number; cells: string[] },
  responseId: string,
): { response: Response } | { problems: RowProblem[] } {
  const { plan, now } = setting;
  const { mapping, questionnaire } = plan;
  const extra = cells.slice(mapping.width).filter((cell) => cell.trim() !== '').length;
  if (cells.length < mapping.width || extra > 0) {
    const params = { expected: mapping.width, found: cells.length };
    return { problems: [rowProblem(row, { column: '', value: '' }, { code: 'row.width', params })] };
  }
  const answers = rowAnswers(plan, cells);
  const { facts, problems } = rowFacts({ ...plan, now }, row, cells);
  const { faults } = validateAnswers(questionnaire, answers, localDate(facts.startedAt));
  const all = [
    ...problems,
    ...identityProblems(plan, row, cells),
    ...faults.map((fault) => answerProblem(plan, { row, cells }, fault)),
  ];
  return all.length > 0 ? { problems: all } : { response: responseFrom(setting, { row, responseId, answers, facts }) };
}

export function isBlank(cells: string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

function rowAnswers({ mapping, questionnaire }: ImportPlan, cells: string[]): Answers {
  const answers: Record<string, Answer> = {};
  for (const [id, constant] of Object.entries(mapping.constants)) {
    const answer = typeof constant === 'string' ? readCell(questionnaire, { id }, constant) : constant;
    if (answer !== undefined) answers[id] = answer;
  }
  for (const column of mapping.answers) {
    const answer = readCell(questionnaire, column, cells[column.at] ?? '');
    if (answer !== undefined) answers[column.id] = answer;
  }
  return answers;
}

/** A person's number must not be what ids are made from: it could be found out by trying. */
function identityProblems({ mapping }: ImportPlan, row: number, cells: string[]): RowProblem[] {
  return mapping.identity.flatMap(({ column, at }) => {
    const value = plainText(cells[at] ?? '');
    const code = value === '' ? 'row.noIdentity' : holdsPersonalNumber(value) ? 'row.personalNumber' : undefined;
    return code ? [rowProblem(row, { column, value }, { code, params: {} })] : [];
  });
}

function answerProblem(
  { mapping, questionnaire }: ImportPlan,
  { row, cells }: { row: number; cells: string[] },
  fault: Fault,
): RowProblem {
  const column = mapping.answers.find(({ id }) => id === fault.path);
  const constant = answerOf(mapping.constants, fault.path);
  const value = column ? (cells[column.at] ?? '') : constant === undefined ? '' : JSON.stringify(constant);
  const question = questionnaire.definition.pages.flatMap((page) => page.questions).find(({ id }) => id === fault.path);
  const check = fault.code === 'answer.check' ? question?.checks?.[Number(fault.params['check'])] : undefined;
  return rowProblem(
    row,
    { column: column?.column ?? fault.path, value },
    { code: fault.code, params: { ...fault.params, ...check?.text } },
  );
}

function responseFrom(
  { plan, run, now, sha256 }: RowSetting,
  {
    row,
    responseId,
    answers,
    facts,
  }: { row: number; responseId: string; answers: Answers; facts: ReturnType<typeof rowFacts>['facts'] },
): Response {
  const { questionnaire, wave, source, language } = plan;
  const { startedAt, ...rest } = facts;
  const opening = { ...openingOf({ responseId, questionnaire, wave, source, language, now: startedAt }), ...rest };
  const submission = {
    opening,
    language,
    answers,
    finished: true,
    endedAt: startedAt,
    pages: {},
    modeTrail: [{ mode: source.mode, at: startedAt }],
    imported: { run, row },
  };
  return responseOf(questionnaire, submission, { now, sha256, simulated: wave.kind === 'simulated' });
}
