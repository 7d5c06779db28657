import type { Answer, Answers, Definition, Question } from '../../src/definition/types.js';
import type { Draws } from './random-draws.js';
import { days } from './random-rule.js';

const junk = [
  null,
  '',
  'x',
  [],
  [1, 'a'],
  [9],
  [1, 1],
  {},
  { missing: 'never' },
  true,
  -1,
  99,
  1.25,
  '2026-02-30',
  '2025-02-29',
  '__proto__',
];

/** Answers of all kinds to the questions of a survey: most are legal, some are not, some are none; and some to nothing that is asked. */
export function randomAnswers(draws: Draws, { pages }: Definition): Answers {
  const questions = pages.flatMap((page) => page.questions);
  const given = questions.flatMap((question) =>
    (question.type === 'rating-group' ? question.items.map(({ id }) => id) : [question.id]).flatMap((id) =>
      draws.once(6) ? [] : [[id, randomAnswer(draws, question)] as const],
    ),
  );
  const strays = draws.once(4) ? [[draws.pick(['c0', '@today', 'constructor', 'q0i9', 'x']), 1] as const] : [];
  return Object.fromEntries([...given, ...strays]);
}

export function randomAnswer(draws: Draws, question: Question): Answer {
  if (draws.once(8)) return draws.pick(junk) as Answer;
  if (draws.once(6)) return { missing: draws.pick(question.missing ?? ['dontKnow', 'refused']) };
  if (question.type === 'date') return draws.pick(days);
  if (question.type === 'text') return draws.pick(['好', '2026-11-03', '很好👍', 'a'.repeat(3)]);
  if (question.type === 'multiple') return draws.some([1, 2, 3, 4], 3);
  if (question.type === 'ordering') {
    const codes = question.options.map(({ code }) => code);
    return draws.once(2) ? [...codes].reverse().slice(0, question.places) : draws.some(codes, 3);
  }
  if (question.type === 'number' && draws.once(4)) return draws.pick([0.5, 2.5, 3.25]);
  return draws.whole(0, 4);
}
