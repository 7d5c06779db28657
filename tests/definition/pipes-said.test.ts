import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { follow, routeIds } from '../../src/answers/relevant.js';
import type { RouteQuestion } from '../../src/answers/relevant.js';
import { spokenAnswer } from '../../src/answers/spoken.js';
import { textsIn } from '../../src/definition/checks/texts.js';
import { compileDefinition } from '../../src/definition/compile.js';
import { loadDefinitions } from '../../src/definition/load.js';
import { fillPipes } from '../../src/definition/piping.js';
import { rulesOf } from '../../src/definition/question-types.js';
import type { Questionnaire } from '../../src/definition/questionnaire.js';
import type { Answer, Answers, Definition, Language, Question } from '../../src/definition/types.js';
import { sha256 } from './fixtures.js';

const today = '2026-11-03';
const surveys = loadDefinitions('tests/fixtures/surveys/valid')
  .filter(({ json }) => JSON.stringify(json).includes('{{'))
  .map(({ json }) => compileDefinition(json as Definition, sha256));

/** What a question may legally be answered with; undefined where it may be passed over. */
function answersTo({ scaleOf }: Questionnaire, question: Question, id: string): (Answer | undefined)[] {
  const scale = scaleOf.get(id);
  const values = rulesOf(question).values(question, scale) ?? ['好', '2026-11-02', 1, 2];
  const legal = values.filter((value) => rulesOf(question).check(question, id, value, { scale, today }).length === 0);
  const stated = (question.missing ?? []).map((missing) => ({ missing }));
  return [...legal, ...stated, ...(question.optional === true ? [undefined] : [])];
}

/** One interview from page to page: all that is read out, with the answers of the pages before put in. */
function readOut(questionnaire: Questionnaire, draw: (among: number) => number): string[] {
  let answers: Answers = {};
  const said: string[] = [];
  for (let at = 0; ; at += 1) {
    const { route, known } = follow(questionnaire, answers, today);
    const say = (part: unknown) => said.push(...spokenTexts(questionnaire, part, known));
    const page = route.pages[at];
    if (page === undefined) {
      say(route.ended?.text ?? questionnaire.definition.thanks);
      return said;
    }
    say([page.page.title, page.questions]);
    answers = { ...answers, ...answered(questionnaire, page.questions, draw) };
  }
}

function answered(questionnaire: Questionnaire, questions: RouteQuestion[], draw: (among: number) => number): Answers {
  const given = questions.flatMap((asked) =>
    routeIds(asked).map((id) => {
      const all = answersTo(questionnaire, asked.question, id);
      return [id, all[draw(all.length)]] as const;
    }),
  );
  return Object.fromEntries(given.filter((entry): entry is [string, Answer] => entry[1] !== undefined));
}

function spokenTexts(questionnaire: Questionnaire, part: unknown, known: Answers): string[] {
  return textsIn(part).flatMap(({ text }) =>
    Object.entries(text).map(([language, words]) =>
      fillPipes(words, (id) => spokenAnswer(questionnaire, id, known, language as Language)),
    ),
  );
}

test('a survey without fault always has words to put in, whatever is answered', () => {
  let filled = 0;
  fc.assert(
    fc.property(fc.constantFrom(...surveys), fc.infiniteStream(fc.nat()), (questionnaire, stream) => {
      const said = readOut(questionnaire, (among) => (stream.next().value as number) % among);
      expect(said.filter((words) => words.includes('……') || words.includes('{{'))).toEqual([]);
      const written = JSON.stringify(questionnaire.definition);
      filled += said.filter((words) => !written.includes(words)).length;
    }),
    { numRuns: 1000 },
  );
  expect(filled).toBeGreaterThan(300);
});
