import { canonicalJson } from './canonical.js';
import { rulesOf } from './question-types.js';
import type { Answerable, Questionnaire } from './questionnaire.js';
import type { Definition, Page, Question, Scale } from './types.js';

/** A parsed and checked definition made ready to ask. The hash function is handed in: the browser has another. */
export function compileDefinition(definition: Definition, sha256: (text: string) => string): Questionnaire {
  const own = deepFreeze(JSON.parse(JSON.stringify(definition)) as Definition);
  const answerables = own.pages.flatMap((page) => page.questions.flatMap((question) => answerablesOf(page, question)));
  return Object.freeze({
    definition: own,
    hash: sha256(canonicalJson(own)),
    answerables: new Map(answerables.map((answerable) => [answerable.id, answerable])),
    computed: own.computed ?? [],
    indexItems: own.index.dimensions.flatMap((dimension) => dimension.items.map(({ item }) => item)),
    scaleOf: new Map(answerables.flatMap((answerable) => scaleEntry(own, answerable))),
  });
}

function answerablesOf(page: Page, question: Question): Answerable[] {
  return rulesOf(question)
    .ids(question)
    .map((id) => {
      const item = question.type === 'rating-group' ? question.items.find((item) => item.id === id) : undefined;
      return { id, page, question, ...(item && { item }) };
    });
}

function scaleEntry(definition: Definition, { id, question }: Answerable): [string, Scale][] {
  if (!('scale' in question)) return [];
  const scale = definition.scales[question.scale];
  return scale === undefined ? [] : [[id, scale]];
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
