import { isMissing } from '../../definition/answer-of.js';
import { accepted, declined } from '../../definition/question-types/consent.js';
import type { Answerable, Questionnaire } from '../../definition/questionnaire.js';
import type { Answer, MissingCode, Question, Scale, Text } from '../../definition/types.js';

/** A column of the microdata: a closed question, an item, or one option of a multiple choice. */
export interface AnswerColumn {
  name: string;
  survey: string;
  /** Question or item id. */
  id: string;
  /** Set for an option of a multiple choice: the column is 1 where it was chosen, else 0. */
  option?: number;
  missing: Record<MissingCode, number>;
  question: Question;
  answerable: Answerable;
}

const safe = (id: string): string => id.replaceAll(/[^A-Za-z0-9_]/g, '_');

/** Every closed question of a survey in order. Open texts, notes and their stated non-answers stay behind. */
export function answerColumns({ definition, answerables, scaleOf }: Questionnaire): AnswerColumn[] {
  return [...answerables.values()].flatMap((answerable): AnswerColumn[] => {
    const { question, id } = answerable;
    if (question.type === 'text' || question.type === 'note') return [];
    const name = `${safe(definition.id)}__${safe(id)}`;
    const missing = missingCodes(largestCode(question, scaleOf.get(id)));
    const column = { name, survey: definition.id, id, missing, question, answerable };
    if (question.type !== 'multiple') return [column];
    return question.options.map(({ code }) => ({ ...column, name: `${name}__${code}`, option: code }));
  });
}

/** 97 not used, 98 don't know, 99 refused; with more digits where those could be answers. */
export function missingCodes(largest: number): Record<MissingCode, number> {
  let base = 100;
  while (base - 3 <= largest) base *= 10;
  return { notUsed: base - 3, dontKnow: base - 2, refused: base - 1 };
}

function largestCode(question: Question, scale: Scale | undefined): number {
  if (question.type === 'single' || question.type === 'multiple')
    return Math.max(...question.options.map(({ code }) => code));
  if (question.type === 'number') return question.max;
  return scale?.max ?? 2;
}

/** What stands in a column for an answer; nothing where the question was not asked or not answered. */
export function codeOf({ option, missing }: AnswerColumn, answer: Answer | undefined): number | undefined {
  if (answer === undefined) return undefined;
  if (isMissing(answer)) return missing[answer.missing];
  if (option !== undefined) return Array.isArray(answer) && answer.includes(option) ? 1 : 0;
  return typeof answer === 'number' ? answer : undefined;
}

const yesNo: [number, Text][] = [
  [1, { 'zh-CN': '选了', en: 'Chosen' }],
  [0, { 'zh-CN': '没选', en: 'Not chosen' }],
];
const missingLabels: Record<MissingCode, Text> = {
  notUsed: { 'zh-CN': '没用过、不适用', en: 'Not used, does not apply' },
  dontKnow: { 'zh-CN': '不知道、说不清', en: "Don't know" },
  refused: { 'zh-CN': '不愿回答', en: 'Refused' },
};

/** Codes of a column with what they mean, stated non-answers last. */
export function labelsOf(column: AnswerColumn, scale: Scale | undefined): [number, Text][] {
  const stated = (column.question.type === 'note' ? [] : (column.question.missing ?? [])).map(
    (code): [number, Text] => [column.missing[code], missingLabels[code]],
  );
  return [...validLabels(column, scale), ...stated];
}

function validLabels({ question, option }: AnswerColumn, scale: Scale | undefined): [number, Text][] {
  if (option !== undefined) return yesNo;
  if (question.type === 'single') return question.options.map(({ code, label }) => [code, label]);
  if (question.type === 'consent')
    return [
      [accepted, question.accept],
      [declined, question.decline],
    ];
  if (!scale) return [];
  return Array.from({ length: scale.max - scale.min + 1 }, (_, i) => scale.min + i).map((code) => [
    code,
    scale.labels[String(code)] ?? { 'zh-CN': String(code), en: String(code) },
  ]);
}
