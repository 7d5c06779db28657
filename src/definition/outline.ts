import { rulesOf } from './question-types.js';
import { operandReferences } from './rules.js';
import type { Computed, Definition, Item, Page, Question, Rule } from './types.js';

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
  /** What it stands in, where that may be shown in another order. */
  within?: { page: Page; question: Question; item?: Item };
}

export interface WrittenComputed {
  computed: Computed;
  path: string;
  at: number;
  /** What it looks at in the end, through computed values before it. */
  behind: string[];
  /** The largest order among that, -1 where it needs no answer. */
  order: number;
}

/** A definition as flat lists of questions, answerable ids, computed values and rules, each with its JSON pointer. */
export interface Outline {
  questions: WrittenQuestion[];
  places: Place[];
  /** First place of each id. */
  placeOf: ReadonlyMap<string, Place>;
  computed: WrittenComputed[];
  /** First computed value of each id. */
  computedOf: ReadonlyMap<string, WrittenComputed>;
  rules: WrittenRule[];
}

export function outlineOf(definition: Definition): Outline {
  const questions = questionsOf(definition);
  const places = questions.flatMap(placesOf);
  const placeOf = new Map([...places].reverse().map((place) => [place.id, place]));
  const computed = computedIn(definition, placeOf);
  const computedOf = new Map([...computed].reverse().map((written) => [written.computed.id, written]));
  return { questions, places, placeOf, computed, computedOf, rules: rulesIn(definition, questions) };
}

/** The ids with every computed value replaced by what it looks at. */
export function idsBehind(ids: string[], computedOf: Outline['computedOf']): string[] {
  return [...new Set(ids.flatMap((id) => computedOf.get(id)?.behind ?? [id]))];
}

function computedIn({ computed = [] }: Definition, placeOf: Outline['placeOf']): WrittenComputed[] {
  const before = new Map<string, WrittenComputed>();
  return computed.map((one, at) => {
    const behind = idsBehind(operandReferences(one.value), before);
    const order = Math.max(-1, ...behind.map((id) => placeOf.get(id)?.order ?? -1));
    const written = { computed: one, path: `/computed/${at}`, at, behind, order };
    if (!before.has(one.id)) before.set(one.id, written);
    return written;
  });
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
function rulesOfQuestion({ question, path, page, start, end }: WrittenQuestion): WrittenRule[] {
  const within = { page, question };
  const items = question.type === 'rating-group' ? question.items : [];
  const checks = question.checks ?? [];
  return [
    ...whenOf(question, path, start, { within }),
    ...items.flatMap((item, at) => whenOf(item, `${path}/items/${at}`, start + at, { within: { ...within, item } })),
    ...checks.map(({ holds }, at) => ({ rule: holds, path: `${path}/checks/${at}/holds`, before: end, within })),
  ];
}

function whenOf(
  { when }: { when?: Rule },
  path: string,
  before: number,
  place: Pick<WrittenRule, 'within'> = {},
): WrittenRule[] {
  return when === undefined ? [] : [{ rule: when, path: `${path}/when`, before, ...place }];
}
