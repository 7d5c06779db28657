import type { Questionnaire } from '../definition/questionnaire.js';
import { textFor } from '../definition/text.js';
import type { Answer, Answers, Fault, Language, Mode, Option, Question, Scale } from '../definition/types.js';
import { isMissing } from '../definition/answer-of.js';
import { accepted, declined } from '../definition/question-types/consent.js';
import type { RoutePage, RouteQuestion } from '../answers/relevant.js';
import { modes } from './modes.js';

export interface ChoiceView {
  value: string;
  label: string;
  hint: string;
  checked: boolean;
  /** A stated non-answer, set apart from the answers. */
  missing: boolean;
  /** The key that chooses it: 1-9, 0 for 10, D, R, N; '' where there is none. */
  key: string;
}

/** One thing to answer: a question, or an item of a rating group. */
export interface FieldView {
  id: string;
  text: string;
  value: string;
  choices: ChoiceView[];
  faults: Fault[];
  soft: Fault[];
}

export interface QuestionView extends FieldView {
  type: string;
  note: string;
  hint: string;
  optional: boolean;
  /** Both ends of the scale, in words. */
  ends: { low: string; high: string; min: number; max: number } | undefined;
  items: FieldView[];
  attributes: Record<string, string | number>;
}

export interface Asking {
  questionnaire: Questionnaire;
  mode: Mode;
  language: Language;
  answers: Answers;
  faults: readonly Fault[];
  soft: readonly Fault[];
}

/** What is wrong, in words: a check's own text, else the sentence for the fault's code. */
export function faultText(
  asking: Pick<Asking, 'questionnaire' | 'language'>,
  fault: Fault,
  t: (key: string, params: Fault['params']) => string,
): string {
  const check = asking.questionnaire.answerables.get(fault.path)?.question.checks?.[Number(fault.params['check'])];
  return check ? textFor(check.text, asking.language) : t(`answers.${fault.code.replace('answer.', '')}`, fault.params);
}

/** A field's answer in words, '' when it has none. */
export function answerText(field: FieldView, t: (key: string) => string): string {
  const chosen = field.choices.filter((choice) => choice.checked);
  return chosen.length > 0
    ? chosen.map(({ missing, label }) => (missing ? t(`interview.missing.${label}`) : label)).join('、')
    : field.value;
}

const missingKeys = { dontKnow: 'D', refused: 'R', notUsed: 'N' };

/** Everything a page of questions shows, as plain data; the views only loop and print. */
export function pageView(asking: Asking, page: RoutePage): { id: string; title: string; questions: QuestionView[] } {
  return {
    id: page.page.id,
    title: page.page.title ? textFor(page.page.title, asking.language, asking.mode) : '',
    questions: page.questions.map((relevant) => questionView(asking, relevant)),
  };
}

function questionView(asking: Asking, { question, items }: RouteQuestion): QuestionView {
  const say = (text: Parameters<typeof textFor>[0] | undefined) =>
    text ? textFor(text, asking.language, asking.mode) : '';
  const scale = 'scale' in question ? asking.questionnaire.definition.scales[question.scale] : undefined;
  return {
    ...fieldView(asking, question, question.id),
    type: question.type,
    text: say(question.text),
    note: modes[asking.mode].notes ? say(question.note) : '',
    hint: say(question.hint),
    optional: question.optional ?? false,
    ends: scale ? endsOf(scale, asking.language) : undefined,
    items: items.map((item) => ({ ...fieldView(asking, question, item.id), text: say(item.text) })),
    attributes: attributesOf(question, asking.language),
  };
}

function fieldView(asking: Asking, question: Question, id: string): FieldView {
  const answer = asking.answers[id];
  return {
    id,
    text: '',
    value: answer === undefined || typeof answer === 'object' ? '' : String(answer),
    choices: choicesOf(asking, question, answer),
    faults: asking.faults.filter((fault) => fault.path === id),
    soft: asking.soft.filter((fault) => fault.path === id),
  };
}

function choicesOf(asking: Asking, question: Question, answer: Answer | undefined): ChoiceView[] {
  const chosen = (code: number) => answer === code || (Array.isArray(answer) && answer.includes(code));
  const substantive = optionsOf(asking, question).map((option, at) => ({
    value: String(option.code),
    label: textFor(option.label, asking.language, asking.mode),
    hint: option.hint ? textFor(option.hint, asking.language, asking.mode) : '',
    checked: chosen(option.code),
    missing: false,
    key: keyOf(question, option.code, at),
  }));
  const stated = modes[asking.mode].missing
    .filter((code) => question.missing?.includes(code))
    .map((code) => ({
      value: `missing:${code}`,
      label: code,
      hint: '',
      checked: answer !== undefined && isMissing(answer) && answer.missing === code,
      missing: true,
      key: missingKeys[code],
    }));
  return [...substantive, ...stated];
}

/** Ratings answer by their own number (0 for 10), options by their place. */
function keyOf(question: Question, code: number, at: number): string {
  const number = 'scale' in question ? code : at + 1;
  return number <= 9 ? String(number) : number === 10 ? '0' : '';
}

function optionsOf(asking: Asking, question: Question): Option[] {
  if (question.type === 'single' || question.type === 'multiple') return question.options;
  if (question.type === 'consent')
    return [
      { code: accepted, label: question.accept },
      { code: declined, label: question.decline },
    ];
  if (!('scale' in question)) return [];
  const scale = asking.questionnaire.definition.scales[question.scale];
  if (!scale) return [];
  const points = Array.from({ length: scale.max - scale.min + 1 }, (_, at) => scale.min + at);
  return points.map((code) => ({ code, label: { 'zh-CN': String(code), en: String(code) } }));
}

function endsOf(scale: Scale, language: Language): QuestionView['ends'] {
  const word = (code: number) => textFor(scale.labels[String(code)] ?? {}, language);
  return { low: word(scale.min), high: word(scale.max), min: scale.min, max: scale.max };
}

function attributesOf(question: Question, language: Language): Record<string, string | number> {
  if (question.type === 'number') {
    return { min: question.min, max: question.max, unit: question.unit ? textFor(question.unit, language) : '' };
  }
  if (question.type === 'text') return { maxLength: question.maxLength, lines: question.lines ?? 3 };
  return {};
}
