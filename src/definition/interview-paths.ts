import { computedOf } from './computed.js';
import { rulesOf } from './question-types.js';
import { holds } from './rules.js';
import type { Answer, Definition, Item, Question, Rule, Value } from './types.js';

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
  const answers = answerLists(definition);
  const chance = chances();
  return Array.from({ length: number }, () => onePath(definition, answers, chance));
}

type Lists = ReadonlyMap<string, readonly Value[]>;

function onePath(definition: Definition, lists: Lists, chance: () => number): Asked[] {
  let known: Record<string, Answer> = {};
  const seen = (rule: Rule | undefined, given: Record<string, Answer>) =>
    holds(rule, { ...given, ...computedOf(definition.computed ?? [], given) });
  return definition.pages.flatMap((page) => {
    if (!seen(page.when, known)) return [];
    let asked: Asked[] = [];
    let given = known;
    for (let tried = 0; tried < triesAllowed; tried++) {
      given = { ...known };
      asked = page.questions.flatMap((question) => {
        if (!seen(question.when, given)) return [];
        const items = question.type === 'rating-group' ? question.items.filter(({ when }) => seen(when, given)) : [];
        for (const id of rulesOf(question).ids(question)) given[id] = drawn(lists.get(id), chance);
        return question.type === 'rating-group' && items.length === 0 ? [] : [{ pageId: page.id, question, items }];
      });
      if (!definition.screening.some(({ when }) => seen(when, given))) break;
    }
    known = given;
    return asked;
  });
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
