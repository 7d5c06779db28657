import type {
  Check,
  Computed,
  Definition,
  Item,
  MissingCode,
  Option,
  Page,
  Question,
} from '../../src/definition/types.js';
import { definitionOf } from '../definition/fixtures.js';
import type { Draws } from './random-draws.js';
import { days, randomOperand, randomRule } from './random-rule.js';

const base = definitionOf('tests/fixtures/surveys/valid/consent.json');
const text = {};

/** A small survey of any shape, whose rules look back only. Whether it makes sense is of no account. */
export function randomDefinition(draws: Draws): Definition {
  const made: Made = { draws, ids: [], computed: [], questions: 0 };
  compute(made);
  const pages = Array.from({ length: draws.whole(1, 5) }, (_, at) => randomPage(made, `p${at}`));
  const everything = [...made.ids];
  const screening = Array.from({ length: draws.whole(0, 2) }, (_, at) => ({
    id: `s${at}`,
    when: randomRule(draws, everything),
    result: draws.pick(['outOfPopulation', 'notServiceUser'] as const),
    text,
  }));
  const scales = { small: { min: 0, max: 2, labels: {} }, ten: { min: 1, max: 10, labels: {} } };
  return { ...base, scales, pages, computed: made.computed, screening };
}

interface Made {
  draws: Draws;
  /** Ids that a rule at this point may look at. */
  ids: string[];
  computed: Computed[];
  questions: number;
}

function randomPage(made: Made, id: string): Page {
  return {
    id,
    ...condition(made, 3),
    questions: Array.from({ length: made.draws.whole(1, 3) }, () => randomQuestion(made)),
  };
}

function randomQuestion(made: Made): Question {
  const { draws } = made;
  const id = `q${made.questions++}`;
  const missing = draws.some<MissingCode>(['dontKnow', 'refused', 'notUsed'], 2);
  const start = {
    id,
    text,
    ...condition(made, 3),
    ...(draws.once(2) && { missing }),
    ...(draws.once(4) && { optional: true }),
  };
  const question = typed(made, start);
  if (question.type !== 'rating-group' && question.type !== 'note') made.ids.push(id);
  compute(made);
  return draws.once(2) ? { ...question, checks: randomChecks(made) } : question;
}

type Start = { id: string; text: object };

function typed(made: Made, start: Start): Question {
  const { draws } = made;
  const scale = draws.pick(['small', 'ten']);
  const limit = () => draws.pick([...days, 'today']);
  return draws.pick<() => Question>([
    () => ({ ...start, type: 'single', options: options(draws) }),
    () => ({ ...start, type: 'multiple', options: options(draws), ...counts(draws) }),
    () => ({
      ...start,
      type: 'ordering',
      options: options(draws),
      ...(draws.once(2) && { places: draws.whole(1, 2) }),
    }),
    () => ({ ...start, type: 'rating', scale }),
    () => ({ ...start, type: 'rating-group', scale, items: items(made, start.id) }),
    () => ({ ...start, type: 'number', min: -1, max: 4, ...(draws.once(2) && { decimals: 1 }) }),
    () => ({
      ...start,
      type: 'date',
      ...(draws.once(2) && { earliest: limit() }),
      ...(draws.once(2) && { latest: limit() }),
    }),
    () => ({ ...start, type: 'text', maxLength: 2 }),
    () => ({ ...start, type: 'note' }),
    () => ({ ...start, type: 'consent', accept: text, decline: text }),
  ])();
}

function options(draws: Draws): Option[] {
  return Array.from({ length: draws.whole(2, 4) }, (_, at) => ({
    code: at + 1,
    label: text,
    ...(draws.once(5) && { exclusive: true }),
  }));
}

function counts(draws: Draws): { atLeast?: number; atMost?: number } {
  return { ...(draws.once(3) && { atLeast: draws.whole(0, 2) }), ...(draws.once(3) && { atMost: draws.whole(1, 3) }) };
}

/** An item may look at the items before it, and at what is computed from these. */
function items(made: Made, group: string): Item[] {
  return Array.from({ length: made.draws.whole(1, 3) }, (_, at) => {
    const item = { id: `${group}i${at}`, text, ...condition(made, 2) };
    made.ids.push(item.id);
    if (made.draws.once(3)) compute(made);
    return item;
  });
}

function condition(made: Made, times: number): Pick<Item, 'when'> {
  return made.draws.once(times) ? { when: randomRule(made.draws, made.ids) } : {};
}

function randomChecks({ draws, ids }: Made): Check[] {
  return Array.from({ length: draws.whole(1, 2) }, () => ({
    holds: randomRule(draws, ids),
    severity: draws.pick(['hard', 'soft'] as const),
    text,
  }));
}

function compute({ draws, ids, computed }: Made): void {
  if (!draws.once(2)) return;
  const id = `c${computed.length}`;
  const decimals = draws.whole(0, 2);
  computed.push({ id, label: text, value: randomOperand(draws, ids, 2), ...(draws.once(2) && { decimals }) });
  ids.push(id);
}
