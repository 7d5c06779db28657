import { isMissing } from '../definition/answer-of.js';
import { orderedOptions } from '../answers/ordered.js';
import { accepted, declined } from '../definition/question-types/consent.js';
import type { Answer, MissingCode, Option, Question, Scale } from '../definition/types.js';
import { modes } from './modes.js';
import type { Asking } from './view-model.js';
import { wordingFor } from './wording.js';

export interface ChoiceView {
  value: string;
  label: string;
  hint: string;
  checked: boolean;
  /** A stated non-answer, set apart from the answers. */
  missing: boolean;
  /** Kept out of sight until the question was left empty. */
  hidden: boolean;
  /** The key that chooses it: 1-9, 0 for 10, D, R, N; '' where there is none. */
  key: string;
}

/** A scale as it is shown. */
export interface ScaleView {
  min: number;
  max: number;
  /** Both ends in words. */
  low: string;
  high: string;
  /** Every point has a word of its own, and is shown by it. */
  labelled: boolean;
}

const missingKeys: Record<MissingCode, string> = { dontKnow: 'D', refused: 'R', notUsed: 'N' };

/** What can be chosen for a question or one of its items, in the order of this interview; stated non-answers last. */
export function choicesOf(asking: Asking, question: Question, id: string): ChoiceView[] {
  const say = wordingFor(asking);
  const answer = asking.answers[id];
  const chosen = (code: number) => answer === code || (Array.isArray(answer) && answer.includes(code));
  const substantive = optionsOf(asking, question).map((option, at) => ({
    value: String(option.code),
    label: say(option.label),
    hint: say(option.hint),
    checked: question.type !== 'ordering' && chosen(option.code),
    missing: false,
    hidden: false,
    key: keyOf('scale' in question ? option.code : at + 1),
  }));
  return [...substantive, ...statedChoices(asking, question, { id, answer })];
}

/** By phone and on site all that the question accepts; online refusing is offered once the question was left empty. */
function statedChoices(
  { mode, faults }: Asking,
  { missing = [] }: Question,
  { id, answer }: { id: string; answer: Answer | undefined },
): ChoiceView[] {
  const leftEmpty = faults.some(({ path, code }) => path === id && code === 'answer.required');
  return modes[mode].missing
    .filter((code) => missing.includes(code))
    .map((code) => {
      const checked = answer !== undefined && isMissing(answer) && answer.missing === code;
      const hidden = modes[mode].whenEmpty.includes(code) && !leftEmpty && !checked;
      return {
        value: `missing:${code}`,
        label: code,
        hint: '',
        checked,
        missing: true,
        hidden,
        key: missingKeys[code],
      };
    });
}

/** Ratings answer by their own number (0 for 10), options by their place. */
function keyOf(number: number): string {
  return number > 0 && number <= 9 ? String(number) : number === 10 ? '0' : '';
}

function optionsOf({ questionnaire, seed }: Asking, question: Question): Option[] {
  if ('options' in question) return orderedOptions(question, seed);
  if (question.type === 'consent')
    return [
      { code: accepted, label: question.accept },
      { code: declined, label: question.decline },
    ];
  const scale = 'scale' in question ? questionnaire.definition.scales[question.scale] : undefined;
  return scale ? pointsOf(scale) : [];
}

/** A scale whose points all have words is read from the best down, another one from its low end up. */
function pointsOf(scale: Scale): Option[] {
  const points = Array.from({ length: scale.max - scale.min + 1 }, (_, at) => scale.min + at);
  if (isLabelled(scale)) return points.toReversed().map((code) => ({ code, label: scale.labels[code] ?? {} }));
  return points.map((code) => ({ code, label: { 'zh-CN': String(code), en: String(code) } }));
}

function isLabelled({ min, max, labels }: Scale): boolean {
  return Array.from({ length: max - min + 1 }, (_, at) => labels[min + at]).every((label) => label !== undefined);
}

export function scaleView(asking: Asking, question: Question): ScaleView | undefined {
  const scale = 'scale' in question ? asking.questionnaire.definition.scales[question.scale] : undefined;
  if (!scale) return undefined;
  const say = wordingFor(asking);
  const { min, max, labels } = scale;
  return { min, max, low: say(labels[min]), high: say(labels[max]), labelled: isLabelled(scale) };
}
