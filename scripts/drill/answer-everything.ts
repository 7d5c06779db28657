import { route } from '../../src/answers/relevant.js';
import { isDay } from '../../src/definition/days.js';
import { placesOf } from '../../src/definition/question-types/ordering.js';
import type { Questionnaire } from '../../src/definition/questionnaire.js';
import type { Answer, Answers, Question } from '../../src/definition/types.js';

const profile: Record<string, Answer> = { consent: 1, sex: 1, age: 5, residence: 1, months: 1, staff: 2 };

/** Answers to every question on the way through a survey: ratings as given, else the first option; a service user of 越城区. */
export function answerEverything(questionnaire: Questionnaire, rating = 8): Answers {
  let answers: Answers = profile;
  for (let round = 0; round < questionnaire.definition.pages.length; round += 1) {
    const asked = route(questionnaire, answers).pages.flatMap((page) => page.questions);
    const added = asked.flatMap(({ question, items }) =>
      question.type === 'rating-group'
        ? items.map((item) => [item.id, rating] as const)
        : [[question.id, answerTo(question, rating)] as const],
    );
    answers = { ...Object.fromEntries(added.filter(([, answer]) => answer !== undefined)), ...answers } as Answers;
  }
  const ids = new Set(
    route(questionnaire, answers).pages.flatMap(({ questions }) =>
      questions.flatMap(({ question, items }) => [question.id, ...items.map(({ id }) => id)]),
    ),
  );
  return Object.fromEntries(Object.entries(answers).filter(([id]) => ids.has(id)));
}

function answerTo(question: Question, rating: number): Answer | undefined {
  if (question.type === 'rating') return rating;
  if (question.type === 'single') return question.options[0]!.code;
  if (question.type === 'multiple') return [question.options[0]!.code];
  if (question.type === 'number') return question.min;
  if (question.type === 'ordering') return question.options.slice(0, placesOf(question)).map(({ code }) => code);
  if (question.type === 'date') return [question.earliest, question.latest].find(isWrittenDay) ?? '2026-01-01';
  if (question.type === 'text') return '很好。';
  return undefined;
}

function isWrittenDay(limit: string | undefined): limit is string {
  return limit !== undefined && isDay(limit);
}
