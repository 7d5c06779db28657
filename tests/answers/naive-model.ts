import type {
  Answer,
  Answers,
  Computed,
  Definition,
  Item,
  Page,
  Question,
  Rule,
  Screening,
} from '../../src/definition/types.js';
import { idsIn, truthOf, worth } from './naive-rules.js';
import { wrong } from './naive-values.js';

/** What an interview comes to, in plain words: question ids by page, the end, what is kept, and faults as `code id what`. */
export interface NaiveInterview {
  pages: { id: string; questions: string[] }[];
  ended: string;
  answers: Answers;
  computed: Record<string, number | string>;
  faults: string[];
  soft: string[];
}

interface Place {
  id: string;
  order: number;
  pageAt: number;
  page: Page;
  question: Question;
  item?: Item;
}

/**
 * The survey language told once more, question by question and by recursion, with nothing of the engine in it: whether something is asked
 * is found out each time from what was asked before it.
 */
export function naiveInterview(definition: Definition, given: Answers, today?: string): NaiveInterview {
  const places = placesOf(definition);
  const computed = definition.computed ?? [];
  const asked = new Map<string, boolean>();
  const ends = new Map<number, string>();

  /** Everything known to a rule that stands at an order: answers to what was asked before, and what follows from nothing else. */
  const see =
    (order: number) =>
    (id: string): Answer | undefined => {
      const place = places.find((each) => each.id === id);
      if (place) return place.order < order && isAsked(place) ? own(given, id) : undefined;
      const value = computed.find((each) => each.id === id);
      return value && lastUsed(value) < order ? valueOf(value, order) : undefined;
    };
  const holds = (rule: Rule | undefined, order: number): boolean =>
    rule === undefined || truthOf(rule, { see: see(order), today }) === 'yes';
  const valueOf = ({ value, decimals }: Computed, order: number): number | string | undefined => {
    const result = worth(value, { see: see(order), today });
    return typeof result === 'number' && decimals !== undefined ? roundedTo(result, decimals) : result;
  };
  const lastUsed = ({ value }: Computed): number =>
    Math.max(
      -1,
      ...idsIn(value).map((id) => {
        const other = computed.find((each) => each.id === id);
        return other ? lastUsed(other) : (places.find((each) => each.id === id)?.order ?? -1);
      }),
    );

  const isAsked = (place: Place): boolean => {
    const known = asked.get(place.id);
    if (known !== undefined) return known;
    const on = (test: (other: Place) => boolean) => places.find(test)?.order ?? 0;
    const answer =
      endBefore(place.pageAt) === '' &&
      holds(
        place.page.when,
        on((other) => other.pageAt === place.pageAt),
      ) &&
      holds(
        place.question.when,
        on((other) => other.question === place.question),
      ) &&
      holds(place.item?.when, place.order);
    asked.set(place.id, answer);
    return answer;
  };
  const endBefore = (pageAt: number): string => {
    for (let before = 0; before < pageAt; before += 1) if (endAfter(before) !== '') return endAfter(before);
    return '';
  };
  const isOpen = (place: Place): boolean => isAsked(place) && isRequired(place) && own(given, place.id) === undefined;
  const hasOpen = (pageAt: number): boolean => places.some((place) => place.pageAt === pageAt && isOpen(place));
  /** The screening that ends the interview after a page, where the last page that was asked has every answer it needs. */
  const endAfter = (pageAt: number): string => {
    const known = ends.get(pageAt);
    if (known !== undefined) return known;
    const lastAsked = places.findLast((place) => place.pageAt <= pageAt && isAsked(place));
    const next = (places.findLast((place) => place.pageAt === pageAt)?.order ?? 0) + 1;
    const mayCome = (id: string): boolean => {
      const place = places.find((each) => each.id === id);
      if (place === undefined || see(next)(id) !== undefined) return false;
      return place.pageAt > pageAt || definition.pages.some((_, at) => at <= place.pageAt && hasOpen(at));
    };
    const isMet = ({ when }: Screening) => truthOf(when, { see: see(next), today, mayCome }) === 'yes';
    const end = definition.screening.find(isMet)?.id ?? '';
    ends.set(pageAt, lastAsked !== undefined && !hasOpen(lastAsked.pageAt) ? end : '');
    return ends.get(pageAt) ?? '';
  };

  const there = places.filter(isAsked);
  const endPage = definition.pages.findIndex((_, pageAt) => endAfter(pageAt) !== '');
  const ended = endPage < 0 ? '' : endAfter(endPage);
  const whole = endPage < 0 ? Infinity : (places.findLast((place) => place.pageAt <= endPage)?.order ?? 0) + 1;
  const faults: string[] = [];
  const soft: string[] = [];
  for (const question of new Set(there.map((place) => place.question))) {
    const mine = there.filter((place) => place.question === question && place.question.type !== 'note');
    for (const { id } of mine) {
      const answer = own(given, id);
      const scale = 'scale' in question ? definition.scales[question.scale] : undefined;
      if (answer === undefined && question.optional !== true) faults.push(`required ${id}`);
      const fault = answer === undefined ? '' : wrong(question, scale, answer, today);
      if (fault !== '') faults.push(fault.replace(/^\w+/, (code) => `${code} ${id}`));
    }
    const end = (places.findLast((place) => place.question === question)?.order ?? 0) + 1;
    for (const [at, check] of (question.checks ?? []).entries()) {
      if (truthOf(check.holds, { see: see(end), today }) !== 'no') continue;
      (check.severity === 'hard' ? faults : soft).push(`check ${question.id} ${at}`);
    }
  }
  return {
    pages: definition.pages.flatMap((page) => {
      const questions = there.filter((place) => place.page === page).map(({ id }) => id);
      return questions.length === 0 ? [] : [{ id: page.id, questions }];
    }),
    ended,
    answers: Object.fromEntries(
      there.flatMap(({ id, question }) => (question.type === 'note' ? [] : entry(id, own(given, id)))),
    ),
    computed: Object.fromEntries(computed.flatMap((each) => entry(each.id, see(whole)(each.id) as number | string))),
    faults,
    soft,
  };
}

/** A note is a place of its own: it is never answered, but it is shown. */
function placesOf({ pages }: Definition): Place[] {
  const places = pages.flatMap((page, pageAt) =>
    page.questions.flatMap((question): Omit<Place, 'order'>[] =>
      question.type === 'rating-group'
        ? question.items.map((item) => ({ id: item.id, pageAt, page, question, item }))
        : [{ id: question.id, pageAt, page, question }],
    ),
  );
  return places.map((place, order) => ({ ...place, order }));
}

function isRequired({ question }: Place): boolean {
  return question.optional !== true && question.type !== 'note';
}

function own(answers: Answers, id: string): Answer | undefined {
  return Object.entries(answers).find(([key]) => key === id)?.[1];
}

function entry<T>(id: string, value: T | undefined): [string, T][] {
  return value === undefined ? [] : [[id, value]];
}

/** By the digits of the number as it is written, halves away from zero. */
function roundedTo(value: number, decimals: number): number {
  const [whole = '0', part = ''] = String(Math.abs(value)).split('.');
  const digits = BigInt(whole + part.padEnd(decimals + 1, '0').slice(0, decimals));
  const up = (part.padEnd(decimals + 1, '0')[decimals] ?? '0') >= '5' ? 1n : 0n;
  const text = String(digits + up).padStart(decimals + 1, '0');
  const size = Number(decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`);
  return size === 0 ? 0 : Math.sign(value) * size;
}
