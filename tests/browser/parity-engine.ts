import { ordered, orderedOptions } from '../../src/answers/ordered.js';
import { readForm } from '../../src/answers/read-form.js';
import { computedValues, relevantAnswers, route } from '../../src/answers/relevant.js';
import { spokenAnswer } from '../../src/answers/spoken.js';
import { validateAnswers, validatePage } from '../../src/answers/validate.js';
import { compileDefinition } from '../../src/definition/compile.js';
import type { Answers, Definition, Fault } from '../../src/definition/types.js';

/** What the test of parity runs in the browser and here: plain data in, plain data out. */

export interface Case {
  seed: number;
  answers: Answers;
}

export interface SentPage {
  page: string;
  /** What the browser got of the survey. */
  definition: Definition;
  body: Record<string, string | string[]>;
}

/** Everything the engine makes of each interview, by the whole definition. */
export function wholeInterviews(definition: Definition, cases: readonly Case[], today: string): object[] {
  const questionnaire = compileDefinition(definition, () => '');
  return cases.map(({ seed, answers }) => {
    const { pages, ended } = route(questionnaire, answers, today);
    const shown = pages.map((page) => ordered(questionnaire, page, seed));
    const questions = shown.flatMap((page) => page.questions);
    const computed = computedValues(questionnaire, answers, today);
    const known = { ...relevantAnswers(questionnaire, answers, today), ...computed };
    return {
      ended: ended?.id ?? '',
      pages: shown.map(({ page, questions }) => [page.id, questions.map(({ question }) => question.id)]),
      items: questions.map(({ items }) => items.map(({ id }) => id)),
      options: questions.map(({ question }) =>
        'options' in question ? orderedOptions(question, seed).map(({ code }) => code) : [],
      ),
      computed,
      known,
      spoken: Object.keys(known).map((id) => spokenAnswer(questionnaire, id, known, 'en') ?? ''),
      ...validateAnswers(questionnaire, answers, today),
    };
  });
}

/** The faults that each page has by what the browser got of the survey. */
export function pageFaults(cases: readonly SentPage[], today: string): Fault[][] {
  return cases.map(({ page, definition, body }) => {
    const questionnaire = compileDefinition(definition, () => '');
    return validatePage(questionnaire, page, readForm(questionnaire, page, body), today).faults;
  });
}
