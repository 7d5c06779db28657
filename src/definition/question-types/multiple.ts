import { answerFault } from '../answer-of.js';
import { readCodes } from '../form-fields.js';
import { optionFaults } from '../option-faults.js';
import type { QuestionTypeRules } from '../question-type-rules.js';
import type { Fault, QuestionOf, Value } from '../types.js';

type Multiple = QuestionOf<'multiple'>;

export const multiple: QuestionTypeRules<Multiple> = {
  ids: (question) => [question.id],
  values: (question) => (question.options.length > 10 ? undefined : choicesOf(question)),
  read: readCodes,
  check: (question, id, value) => (isChoice(question, value) ? countFaults(question, id, value) : [notAnOption(id)]),
  faults: (question, path) => [...optionFaults(question.options, path), ...limitFaults(question, path)],
};

/** Every set of options that may be ticked. */
function choicesOf(question: Multiple): number[][] {
  const sets = question.options.reduce<number[][]>(
    (all, { code }) => [...all, ...all.map((set) => [...set, code])],
    [[]],
  );
  return sets.filter((set) => countFaults(question, question.id, set).length === 0);
}

function notAnOption(id: string): Fault {
  return answerFault('notAnOption', id);
}

function isChoice(question: Multiple, value: Value): value is number[] {
  const legal = new Set(question.options.map((option) => option.code));
  return Array.isArray(value) && new Set(value).size === value.length && value.every((code) => legal.has(code));
}

function countFaults(question: Multiple, id: string, codes: number[]): Fault[] {
  const { atLeast = 1, atMost = question.options.length } = question;
  const exclusive = question.options.find((option) => option.exclusive === true && codes.includes(option.code));
  if (exclusive) return codes.length > 1 ? [answerFault('exclusive', id, { option: exclusive.code })] : [];
  if (codes.length < atLeast) return [answerFault('tooFew', id, { atLeast })];
  return codes.length > atMost ? [answerFault('tooMany', id, { atMost })] : [];
}

/** Options that exclude the others cannot make up the number. */
function limitFaults({ atLeast = 0, atMost, options }: Multiple, path: string): Fault[] {
  const together = options.filter(({ exclusive }) => exclusive !== true).length;
  const high = Math.min(atMost ?? together, together);
  return atLeast <= high ? [] : [{ code: 'question.limits', path, params: { low: atLeast, high } }];
}
