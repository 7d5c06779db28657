import { kindOf } from './kinds.js';
import { outlineOf } from './outline.js';
import { fillPipes } from './piping.js';
import { accepted, declined } from './question-types/consent.js';
import { textFor } from './text.js';
import type { Definition, Item, Language, Option, Question, Text } from './types.js';

/** What a rule may name: a question, an item or a computed value. */
export interface Named {
  label: string;
  /** Decides between "is", "equals" and "comes before". */
  kind: 'code' | 'number' | 'date';
  /** Words of its codes. */
  codes: ReadonlyMap<number, string>;
  /** Several codes are an answer. */
  isMultiple: boolean;
}

const longest: Record<Language, number> = { 'zh-CN': 26, en: 60 };

/** Everything answerable or computed by its id, in the words of one language. */
export function ruleNames(definition: Definition, language: Language): ReadonlyMap<string, Named> {
  const asked = definition.pages.flatMap(({ questions }) =>
    questions.flatMap((question) => namedOf(question, { definition, language })),
  );
  const outline = outlineOf(definition);
  const computed = outline.computed.map(({ computed: { id, label }, at }): [string, Named] => [
    id,
    {
      label: shortened(textFor(label, language), language),
      kind: kindOf({ answer: id }, outline, at + 1) === 'day' ? 'date' : 'number',
      codes: new Map(),
      isMultiple: false,
    },
  ]);
  return new Map([...asked, ...computed]);
}

interface Spoken {
  definition: Definition;
  language: Language;
}

function namedOf(question: Question, spoken: Spoken): [string, Named][] {
  const codes = codesOf(question, spoken);
  const named = ({ id, text }: Question | Item): [string, Named] => [
    id,
    {
      label: shortened(textFor(text, spoken.language), spoken.language),
      kind: question.type === 'number' || question.type === 'date' ? question.type : 'code',
      codes,
      isMultiple: question.type === 'multiple' || question.type === 'ordering',
    },
  ];
  return question.type === 'rating-group' ? question.items.map(named) : [named(question)];
}

function codesOf(question: Question, { definition, language }: Spoken): Map<number, string> {
  const words = (entries: [number, Text][]) => new Map(entries.map(([code, text]) => [code, textFor(text, language)]));
  if ('options' in question) return words(question.options.map(({ code, label }: Option) => [code, label]));
  if (question.type === 'consent')
    return words([
      [accepted, question.accept],
      [declined, question.decline],
    ]);
  const labels = 'scale' in question ? (definition.scales[question.scale]?.labels ?? {}) : {};
  return words(Object.entries(labels).map(([code, label]) => [Number(code), label]));
}

/** A question's text as its name: without its last stop, pipes as dots, cut where it is long, and no quotation marks of its own kind. */
function shortened(text: string, language: Language): string {
  const stop = text.trim().replace(/[？?。.：:，,]+$/u, '');
  const signs = Array.from(
    fillPipes(stop, () => '……')
      .replaceAll('“', '‘')
      .replaceAll('”', '’'),
  );
  return signs.length <= longest[language] ? signs.join('') : `${signs.slice(0, longest[language] - 1).join('')}…`;
}
