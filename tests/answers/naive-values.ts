import type { Answer, Question, Scale } from '../../src/definition/types.js';
import { dayParts } from './naive-rules.js';

/** What is wrong with an answer as such, as `code` or `code number`; '' where nothing is. */
export function wrong(question: Question, scale: Scale | undefined, answer: Answer, today: string | undefined): string {
  if (typeof answer === 'object' && answer !== null && !Array.isArray(answer)) {
    const keys = Object.keys(answer);
    const isLegal = keys.length === 1 && keys[0] === 'missing' && (question.missing ?? []).includes(answer.missing);
    return isLegal ? '' : 'missingNotAllowed';
  }
  if (question.type === 'single') return question.options.some(({ code }) => code === answer) ? '' : 'notAnOption';
  if (question.type === 'consent') return answer === 1 || answer === 2 ? '' : 'notAnOption';
  if (question.type === 'rating' || question.type === 'rating-group') return wrongMark(scale as Scale, answer);
  if (question.type === 'number') return wrongNumber(question, answer);
  if (question.type === 'date') return wrongDay(question, answer, today);
  if (question.type === 'multiple') return wrongChoices(question, answer);
  if (question.type === 'ordering') return wrongOrder(question, answer);
  if (question.type === 'text') {
    if (typeof answer !== 'string') return 'notAText';
    return Array.from(answer).length > question.maxLength ? `tooLong ${question.maxLength}` : '';
  }
  throw new Error(`no answers to ${question.type}`);
}

function wrongMark(scale: Scale, answer: Answer): string {
  if (typeof answer !== 'number' || answer % 1 !== 0) return 'notAnOption';
  return answer >= scale.min && answer <= scale.max ? '' : `outOfRange ${scale.min} ${scale.max}`;
}

function wrongNumber({ min, max, decimals }: Extract<Question, { type: 'number' }>, answer: Answer): string {
  if (typeof answer !== 'number') return 'notANumber';
  if (answer < min || answer > max) return `outOfRange ${min} ${max}`;
  const written = String(answer).split('.')[1] ?? '';
  return written.length > (decimals ?? 0) ? `tooPrecise ${decimals ?? 0}` : '';
}

function wrongDay(
  { earliest, latest }: Extract<Question, { type: 'date' }>,
  answer: Answer,
  today: string | undefined,
): string {
  if (dayParts(answer) === undefined) return 'notADate';
  const from = earliest === 'today' ? today : earliest;
  const to = latest === 'today' ? today : latest;
  if (from !== undefined && (answer as string) < from) return `tooEarly ${from}`;
  return to !== undefined && (answer as string) > to ? `tooLate ${to}` : '';
}

function wrongChoices(question: Extract<Question, { type: 'multiple' }>, answer: Answer): string {
  if (!Array.isArray(answer)) return 'notAnOption';
  for (const code of answer) {
    const isOption = question.options.some((option) => option.code === code);
    if (!isOption || answer.filter((other) => other === code).length > 1) return 'notAnOption';
  }
  for (const option of question.options) {
    if (option.exclusive && answer.includes(option.code)) return answer.length > 1 ? `exclusive ${option.code}` : '';
  }
  if (answer.length < (question.atLeast ?? 1)) return `tooFew ${question.atLeast ?? 1}`;
  return question.atMost !== undefined && answer.length > question.atMost ? `tooMany ${question.atMost}` : '';
}

function wrongOrder(question: Extract<Question, { type: 'ordering' }>, answer: Answer): string {
  if (!Array.isArray(answer)) return 'notAnOption';
  if (answer.some((code) => question.options.every((option) => option.code !== code))) return 'notAnOption';
  if (answer.some((code, at) => answer.indexOf(code) !== at)) return 'twice';
  const places = question.places ?? question.options.length;
  if (answer.length < places) return `tooFew ${places}`;
  return answer.length > places ? `tooMany ${places}` : '';
}
