import type { Questionnaire } from '../definition/questionnaire.js';
import type { Option, Order, Question } from '../definition/types.js';
import type { RoutePage } from './relevant.js';
import { seededDraws } from './seeded-draws.js';

/** A page as one interview shows it: questions and items in the order that its seed gives them. Only what is asked takes part; only the order changes. */
export function ordered(_questionnaire: Questionnaire, { page, questions }: RoutePage, seed: number): RoutePage {
  return {
    page,
    questions: inOrder(
      questions.map((asked) => ({ ...asked, items: itemsInOrder(asked.question, asked.items, seed) })),
      { order: page.order, isFixed: ({ question }) => question.fixed === true, draw: seededDraws(seed, `/${page.id}`) },
    ),
  };
}

/** The options of a question as one interview shows them. */
export function orderedOptions(question: Extract<Question, { options: Option[] }>, seed: number): Option[] {
  const { id, options, order } = question;
  return inOrder(options, { order, isFixed: ({ fixed }) => fixed === true, draw: seededDraws(seed, id) });
}

function itemsInOrder<T extends { fixed?: boolean }>(question: Question, items: T[], seed: number): T[] {
  const order = question.type === 'rating-group' ? question.order : undefined;
  return inOrder(items, { order, isFixed: ({ fixed }) => fixed === true, draw: seededDraws(seed, question.id) });
}

interface Way<T> {
  order: Order | undefined;
  isFixed: (element: T) => boolean;
  draw: (below: number) => number;
}

const orders: Record<Order, <T>(elements: T[], draw: Way<T>['draw']) => T[]> = {
  shuffle: shuffled,
  rotate: (elements, draw) => {
    const start = draw(elements.length);
    return [...elements.slice(start), ...elements.slice(0, start)];
  },
  reverse: (elements, draw) => (draw(2) === 1 ? [...elements].reverse() : elements),
};

/** What is fixed keeps its index; the others are put in order among the places that are left. */
function inOrder<T>(elements: T[], { order, isFixed, draw }: Way<T>): T[] {
  if (order === undefined) return elements;
  const free = orders[order](
    elements.filter((element) => !isFixed(element)),
    draw,
  ).values();
  return elements.map((element) => (isFixed(element) ? element : (free.next().value as T)));
}

/** Fisher and Yates, from the end. */
function shuffled<T>(elements: T[], draw: Way<T>['draw']): T[] {
  const all = [...elements];
  for (let last = all.length - 1; last > 0; last -= 1) {
    const at = draw(last + 1);
    [all[last], all[at]] = [all[at] as T, all[last] as T];
  }
  return all;
}
