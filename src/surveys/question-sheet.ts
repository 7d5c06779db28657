import { accepted, declined } from '../definition/question-types/consent.js';
import { pipesIn } from '../definition/piping.js';
import type { Definition, Item, MissingCode, Option, Question, Text } from '../definition/types.js';
import type { ShowCard } from '../interview/show-cards.js';
import { wordingsOf, type Said, type Speaker, type Wording } from './speaker.js';

/** A fact that is said in the reader's words: a key of the locale and what its sentence needs. */
export interface SheetFact {
  key: string;
  params: Record<string, string | number>;
}

export interface CodeLine {
  code: number;
  label: Said[];
  hint: Said[];
  /** exclusive, fixed. */
  marks: string[];
  district: string;
}

export interface ItemSheet {
  id: string;
  wordings: Wording[];
  when: Said[];
  fixed: boolean;
}

/** Everything a question is, for people who read the questionnaire. */
export interface QuestionSheet extends ItemSheet {
  number: number;
  type: Question['type'];
  optional: boolean;
  hints: Wording[];
  notes: Wording[];
  facts: SheetFact[];
  codes: CodeLine[];
  items: ItemSheet[];
  missing: MissingCode[];
  checks: { severity: 'hard' | 'soft'; rule: Said[]; text: Said[] }[];
  /** Answers that its texts put in. */
  pipes: Said[][];
}

export interface Sheeting {
  definition: Definition;
  speaker: Speaker;
  cards: readonly ShowCard[];
}

export function questionSheet(question: Question, number: number, sheeting: Sheeting): QuestionSheet {
  const { definition, speaker } = sheeting;
  const { modes } = definition;
  return {
    ...itemSheet(question, sheeting),
    number,
    type: question.type,
    optional: question.optional ?? false,
    hints: wordingsOf(question.hint, speaker, modes),
    notes: wordingsOf(question.note, speaker, modes),
    facts: factsOf(question, sheeting),
    codes: codesOf(question, sheeting),
    items: question.type === 'rating-group' ? question.items.map((item) => itemSheet(item, sheeting)) : [],
    missing: question.missing ?? [],
    checks: (question.checks ?? []).map(({ severity, holds, text }) => ({
      severity,
      rule: speaker.rule(holds),
      text: speaker.text(text),
    })),
    pipes: pipedIds(question).map((id) => speaker.name(id)),
  };
}

function itemSheet({ id, text, when, fixed }: Question | Item, { definition, speaker }: Sheeting): ItemSheet {
  return {
    id,
    wordings: wordingsOf(text, speaker, definition.modes),
    when: when ? speaker.rule(when) : [],
    fixed: fixed ?? false,
  };
}

function codesOf(question: Question, { definition, speaker }: Sheeting): CodeLine[] {
  if ('options' in question) return question.options.map((option) => optionLine(option, speaker));
  if (question.type === 'consent')
    return [bareLine(accepted, question.accept, speaker), bareLine(declined, question.decline, speaker)];
  const scale = 'scale' in question ? definition.scales[question.scale] : undefined;
  return Object.entries(scale?.labels ?? {}).map(([code, label]) => bareLine(Number(code), label, speaker));
}

function optionLine({ code, label, hint, exclusive, fixed, district }: Option, speaker: Speaker): CodeLine {
  const marks = [...(exclusive ? ['exclusive'] : []), ...(fixed ? ['fixed'] : [])];
  return { ...bareLine(code, label, speaker), hint: hint ? speaker.text(hint) : [], marks, district: district ?? '' };
}

function bareLine(code: number, label: Text, speaker: Speaker): CodeLine {
  return { code, label: speaker.text(label), hint: [], marks: [], district: '' };
}

/** Limits, the scale, the order and the card of a question. */
function factsOf(question: Question, { definition, speaker, cards }: Sheeting): SheetFact[] {
  const card = cards.find(({ questionIds }) => questionIds.includes(question.id));
  const scale = 'scale' in question ? definition.scales[question.scale] : undefined;
  return [
    ...(scale && 'scale' in question ? [fact('scale', { scale: question.scale, min: scale.min, max: scale.max })] : []),
    ...limitsOf(question, speaker),
    ...('order' in question && question.order ? [fact(`order.${question.order}`)] : []),
    ...(card && definition.modes.includes('onsite') ? [fact('card', { number: card.number })] : []),
  ];
}

function limitsOf(question: Question, speaker: Speaker): SheetFact[] {
  switch (question.type) {
    case 'multiple':
      return [
        ...(question.atLeast === undefined ? [] : [fact('atLeast', { n: question.atLeast })]),
        ...(question.atMost === undefined ? [] : [fact('atMost', { n: question.atMost })]),
      ];
    case 'ordering':
      return [fact('places', { n: question.places ?? question.options.length })];
    case 'number': {
      const { min, max, decimals = 0, unit } = question;
      const words = unit
        ? speaker
            .text(unit)
            .map(({ text }) => text)
            .join(' / ')
        : '';
      return [fact('number', { min, max, unit: words }), ...(decimals > 0 ? [fact('decimals', { n: decimals })] : [])];
    }
    case 'date':
      return [...dayFact('earliest', question.earliest), ...dayFact('latest', question.latest)];
    case 'text':
      return [fact('maxLength', { n: question.maxLength })];
    default:
      return [];
  }
}

function dayFact(key: 'earliest' | 'latest', day: string | undefined): SheetFact[] {
  if (day === undefined) return [];
  return [day === 'today' ? fact(`${key}Today`) : fact(key, { day })];
}

function fact(key: string, params: SheetFact['params'] = {}): SheetFact {
  return { key, params };
}

/** Ids in any text of a question, each once. */
function pipedIds({ text, hint, note, ...question }: Question): string[] {
  const items = question.type === 'rating-group' ? question.items.map((item) => item.text) : [];
  return [...new Set(pipesIn(JSON.stringify([text, hint, note, items])).map(({ id }) => id))];
}
