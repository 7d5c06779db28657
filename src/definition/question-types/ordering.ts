import { answerFault } from '../answer-of.js';
import { readPlaces } from '../form-fields.js';
import { exclusiveFaults, optionFaults } from '../option-faults.js';
import type { QuestionTypeRules } from '../question-type-rules.js';
import type { Fault, QuestionOf } from '../types.js';

type Ordering = QuestionOf<'ordering'>;

/** Beyond so many orders they are not listed. */
const most = 1000;

export const ordering: QuestionTypeRules<Ordering> = {
  ids: (question) => [question.id],
  values: ordersOf,
  read: readPlaces,
  check: (question, id, value) => {
    const legal = new Set(question.options.map(({ code }) => code));
    if (!Array.isArray(value) || !value.every((code) => legal.has(code))) return [answerFault('notAnOption', id)];
    if (new Set(value).size < value.length) return [answerFault('twice', id)];
    const places = placesOf(question);
    if (value.length < places) return [answerFault('tooFew', id, { atLeast: places })];
    return value.length > places ? [answerFault('tooMany', id, { atMost: places })] : [];
  },
  faults: (question, path) => [
    ...optionFaults(question.options, path),
    ...exclusiveFaults(question.options, path),
    ...placesFaults(question, path),
  ],
};

/** How many options are put in order. */
export function placesOf({ options, places = options.length }: Ordering): number {
  return places;
}

function ordersOf(question: Ordering): number[][] | undefined {
  const codes = question.options.map(({ code }) => code);
  let orders: number[][] = [[]];
  for (let place = 0; place < placesOf(question); place += 1) {
    orders = orders.flatMap((order) => codes.filter((code) => !order.includes(code)).map((code) => [...order, code]));
    if (orders.length > most) return undefined;
  }
  return orders;
}

function placesFaults({ places = 1, options }: Ordering, path: string): Fault[] {
  if (places <= options.length) return [];
  return [{ code: 'question.places', path: `${path}/places`, params: { places, options: options.length } }];
}
