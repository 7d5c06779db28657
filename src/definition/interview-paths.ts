import { computedOf } from './computed.js';
import { metScreening } from './met-screening.js';
import { rulesOf } from './question-types.js';
import { holds, ruleReferences } from './rules.js';
import type { Answer, Definition, Item, Page, Question, Rule, Value } from './types.js';

/** One thing that is said or shown on the way of one interview. */
export interface Asked {
  pageId: string;
  question: Question;
  /** Items of a rating group that were asked. */
  items: Item[];
}

const triesAllowed = 200;

/**
 * The ways of so many service users through a survey who answer at random, each legal answer as likely as the other, and whom no
 * screening ends; the same ways every time. Days and texts are given, but no rule on them is known to hold.
 */
export function interviewPaths(definition: Definition, number: number): Asked[][] {
  const lists = answerLists(definition);
  const chance = chances();
  const sees = seeing(definition);
  return Array.from({ length: number }, () => onePath({ definition, lists, chance, sees }));
}

type Lists = ReadonlyMap<string, readonly Value[]>;
type Given = Record<string, Answer>;

interface Drawing {
  definition: Definition;
  lists: Lists;
  chance: () => number;
  sees: (rule: Rule | undefined, given: Given) => boolean;
}

function onePath(drawing: Drawing): Asked[] {
  const { definition, sees } = drawing;
  const given: Given = {};
  const ahead = new Set(drawing.lists.keys());
  return definition.pages.flatMap((page) => {
    const ids = page.questions.flatMap((question) => rulesOf(question).ids(question));
    for (const id of ids) ahead.delete(id);
    if (!sees(page.when, given)) return [];
    const isScreened = () => metScreening(definition.screening, given, (id) => !ahead.has(id)) !== undefined;
    let asked = drawnPage(page, given, drawing);
    for (let tried = 1; tried < triesAllowed && isScreened(); tried++) {
      for (const id of ids) delete given[id];
      asked = drawnPage(page, given, drawing);
    }
    return asked;
  });
}

/** What is asked of a page; the answers are put into `given` on the way. */
function drawnPage({ id: pageId, questions }: Page, given: Given, { lists, chance, sees }: Drawing): Asked[] {
  return questions.flatMap((question) => {
    if (!sees(question.when, given)) return [];
    const items = question.type === 'rating-group' ? question.items.filter(({ when }) => sees(when, given)) : [];
    for (const id of rulesOf(question).ids(question)) given[id] = drawn(lists.get(id), chance);
    return question.type === 'rating-group' && items.length === 0 ? [] : [{ pageId, question, items }];
  });
}

/** Whether a rule holds; computed values are worked out for the rules that look at them alone. */
function seeing({ computed = [] }: Definition): Drawing['sees'] {
  const isOfComputed = new Map<Rule, boolean>();
  return (rule, given) => {
    if (rule === undefined) return true;
    const needs = isOfComputed.get(rule) ?? ruleReferences(rule).some((id) => computed.some((one) => one.id === id));
    isOfComputed.set(rule, needs);
    return holds(rule, needs ? { ...given, ...computedOf(computed, given) } : given);
  };
}

/** Every value a question can have; numbers by their steps from the least to the greatest, at most a hundred. */
function answerLists({ pages, scales }: Definition): Lists {
  const questions = pages.flatMap((page) => page.questions);
  return new Map(
    questions.flatMap((question) => {
      const scale = 'scale' in question ? scales[question.scale] : undefined;
      const values = rulesOf(question).values(question, scale) ?? steps(question);
      return rulesOf(question)
        .ids(question)
        .map((id) => [id, values] as const);
    }),
  );
}

function steps(question: Question): Value[] {
  if (question.type !== 'number') return [''];
  const { min, max } = question;
  const step = Math.max(1, Math.ceil((max - min) / 100));
  return Array.from({ length: Math.floor((max - min) / step) + 1 }, (_, at) => min + at * step);
}

function drawn(values: readonly Value[] | undefined, chance: () => number): Value {
  return values?.[Math.floor(chance() * values.length)] ?? '';
}

/** Numbers from 0 to below 1, the same every time (the generator of Numerical Recipes, its upper bits). */
function chances(): () => number {
  let state = 20_261;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
