import { rulesOf } from './question-types.js';
import type { Definition, Item, Page, Question, Rule } from './types.js';

/** A question as written; its answers have the orders from `start` to before `end`. */
export interface WrittenQuestion {
  question: Question;
  path: string;
  page: Page;
  pageAt: number;
  start: number;
  end: number;
}

/** Where an answerable id stands. */
export interface Place {
  id: string;
  path: string;
  question: Question;
  item?: Item;
  page: Page;
  pageAt: number;
  order: number;
}

export interface WrittenRule {
  rule: Rule;
  path: string;
  /** The rule may look at answers of a smaller order. */
  before: number;
}

/** A definition as flat lists of questions, answerable ids and rules, each with its JSON pointer. */
export interface Outline {
  questions: WrittenQuestion[];
  places: Place[];
  /** First place of each id. */
  placeOf: ReadonlyMap<string, Place>;
  rules: WrittenRule[];
}

export function outlineOf(definition: Definition): Outline {
  const questions = questionsOf(definition);
  const places = questions.flatMap(placesOf);
  const placeOf = new Map([...places].reverse().map((place) => [place.id, place]));
  return { questions, places, placeOf, rules: rulesIn(definition, questions) };
}

function questionsOf({ pages }: Definition): WrittenQuestion[] {
  let end = 0;
  return pages.flatMap((page, pageAt) =>
    page.questions.map((question, at) => {
      const start = end;
      end += rulesOf(question).ids(question).length;
      return { question, path: `/pages/${pageAt}/questions/${at}`, page, pageAt, start, end };
    }),
  );
}

function placesOf({ question, path, page, pageAt, start }: WrittenQuestion): Place[] {
  const items = question.type === 'rating-group' ? question.items : [];
  return rulesOf(question)
    .ids(question)
    .map((id, at) => {
      const item = items[at];
      const own = item === undefined ? { path } : { path: `${path}/items/${at}`, item };
      return { id, question, page, pageAt, order: start + at, ...own };
    });
}

function rulesIn({ pages, screening }: Definition, questions: WrittenQuestion[]): WrittenRule[] {
  const starts = pages.map((page) => questions.find((written) => written.page === page)?.start ?? 0);
  return [
    ...pages.flatMap((page, at) => whenOf(page, `/pages/${at}`, starts[at] ?? 0)),
    ...questions.flatMap(rulesOfQuestion),
    ...screening.flatMap((one, at) => whenOf(one, `/screening/${at}`, Infinity)),
  ];
}

/** A check may look at the question's own answers; a `when` only at what comes before. */
function rulesOfQuestion({ question, path, start, end }: WrittenQuestion): WrittenRule[] {
  const items = question.type === 'rating-group' ? question.items : [];
  const checks = question.checks ?? [];
  return [
    ...whenOf(question, path, start),
    ...items.flatMap((item, at) => whenOf(item, `${path}/items/${at}`, start + at)),
    ...checks.map(({ holds }, at) => ({ rule: holds, path: `${path}/checks/${at}/holds`, before: end })),
  ];
}

function whenOf({ when }: { when?: Rule }, path: string, before: number): WrittenRule[] {
  return when === undefined ? [] : [{ rule: when, path: `${path}/when`, before }];
}
