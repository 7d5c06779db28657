import { ordered } from '../answers/ordered.js';
import type { RoutePage, RouteQuestion } from '../answers/relevant.js';
import { sentenceKey } from '../answers/sentence-key.js';
import { placesOf } from '../definition/question-types/ordering.js';
import type { Answer, Answers, Fault, Question } from '../definition/types.js';
import { anchorsOn } from './anchors.js';
import { choicesOf, scaleView, type ChoiceView, type ScaleView } from './choices.js';
import { modes } from './modes.js';
import { showCards } from './show-cards.js';
import { wordingFor, type Reader } from './wording.js';

/** One thing to answer: a question, or an item of a rating group. */
export interface FieldView {
  id: string;
  text: string;
  value: string;
  /** Year, month and day of a date; codes by place of an ordering, '' where none is chosen yet. */
  parts: string[];
  choices: ChoiceView[];
  faults: Fault[];
  soft: Fault[];
  /** Ids of the hint and of what is wrong, for aria-describedby. */
  describedBy: string;
  /** The scale is said aloud here. */
  anchors: boolean;
}

export interface QuestionView extends FieldView {
  type: string;
  note: string;
  hint: string;
  optional: boolean;
  scale: ScaleView | undefined;
  /** The card to show; 0 for none. */
  card: number;
  items: FieldView[];
  attributes: Record<string, string | number>;
}

export interface PageView {
  id: string;
  title: string;
  questions: QuestionView[];
}

export interface Asking extends Reader {
  answers: Answers;
  /** What puts lists in their order; the response keeps it. */
  seed: number;
  faults: readonly Fault[];
  soft: readonly Fault[];
}

type Words = (key: string, params?: Fault['params']) => string;

/** What is wrong, in words: a check's own text, else the sentence for the fault's code. */
export function faultText(reader: Reader, fault: Fault, t: Words): string {
  const question = reader.questionnaire.answerables.get(fault.path)?.question;
  const say = wordingFor(reader);
  const check = question?.checks?.[Number(fault.params['check'])];
  if (check) return say(check.text);
  const options = question && 'options' in question ? question.options : [];
  const option = say(options.find(({ code }) => code === fault.params['option'])?.label);
  return t(`answers.${sentenceKey(fault)}`, { ...fault.params, option });
}

/** A field's answer in words, '' when it has none. */
export function answerText(field: FieldView, t: Words): string {
  const placed = field.parts.flatMap((code) => field.choices.filter(({ value }) => value === code));
  const chosen = [...placed, ...field.choices.filter((choice) => choice.checked)];
  return chosen.length > 0
    ? chosen.map(({ missing, label }) => (missing ? t(`interview.missing.${label}`) : label)).join('、')
    : field.value;
}

interface Surroundings {
  asking: Asking;
  anchors: ReadonlySet<string>;
  cards: ReadonlyMap<string, number>;
}

/** Everything a page of questions shows, as plain data; the views only loop and print. */
export function pageView(asking: Asking, page: RoutePage): PageView {
  const shown = ordered(asking.questionnaire, page, asking.seed);
  const { anchors, cards } = modes[asking.mode];
  const around: Surroundings = {
    asking,
    anchors: anchors ? anchorsOn(shown) : new Set(),
    cards: cards ? cardsOf(asking) : new Map(),
  };
  return {
    id: page.page.id,
    title: wordingFor(asking)(page.page.title),
    questions: shown.questions.map((each) => questionView(around, each)),
  };
}

function cardsOf({ questionnaire }: Asking): Map<string, number> {
  return new Map(
    showCards(questionnaire.definition).flatMap(({ number, questionIds }) =>
      questionIds.map((id) => [id, number] as const),
    ),
  );
}

function questionView(around: Surroundings, { question, items }: RouteQuestion): QuestionView {
  const { asking, cards } = around;
  const say = wordingFor(asking);
  return {
    ...fieldView(around, question, question.id),
    type: question.type,
    text: say(question.text),
    note: modes[asking.mode].notes ? say(question.note) : '',
    hint: say(question.hint),
    optional: question.optional ?? false,
    scale: scaleView(asking, question),
    card: cards.get(question.id) ?? 0,
    items: items.map((item) => ({ ...fieldView(around, question, item.id), text: say(item.text) })),
    attributes: attributesOf(asking, question),
  };
}

function fieldView({ asking, anchors }: Surroundings, question: Question, id: string): FieldView {
  const answer = asking.answers[id];
  const faults = asking.faults.filter((fault) => fault.path === id);
  const soft = asking.soft.filter((fault) => fault.path === id);
  const hint = question.hint && question.id === id ? [`h-${id}`] : [];
  return {
    id,
    text: '',
    value: answer === undefined || typeof answer === 'object' ? '' : String(answer),
    parts: partsOf(question, answer),
    choices: choicesOf(asking, question, id),
    faults,
    soft,
    describedBy: [...hint, ...(faults.length + soft.length > 0 ? [`e-${id}`] : [])].join(' '),
    anchors: anchors.has(id),
  };
}

function partsOf(question: Question, answer: Answer | undefined): string[] {
  if (question.type === 'ordering') {
    const codes = Array.isArray(answer) ? answer.map(String) : [];
    return Array.from({ length: placesOf(question) }, (_, at) => codes[at] ?? '');
  }
  if (question.type !== 'date') return [];
  const [year = '', month = '', ...rest] = typeof answer === 'string' ? answer.split('-') : [];
  return [year, month, rest.join('-')];
}

function attributesOf(asking: Asking, question: Question): Record<string, string | number> {
  if (question.type === 'number') {
    return { min: question.min, max: question.max, unit: wordingFor(asking)(question.unit) };
  }
  if (question.type === 'text') return { maxLength: question.maxLength, lines: question.lines ?? 3 };
  return {};
}
