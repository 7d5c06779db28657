import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { ordered } from '../../src/answers/ordered.js';
import { profileOf } from '../../src/answers/profile.js';
import { computedValues, route } from '../../src/answers/relevant.js';
import { resultOf } from '../../src/answers/result.js';
import { followToOpen, validateAnswers } from '../../src/answers/validate.js';
import { checkDefinition } from '../../src/definition/check.js';
import { compileDefinition } from '../../src/definition/compile.js';
import type { Questionnaire } from '../../src/definition/questionnaire.js';
import { modeWarnings } from '../../src/definition/mode-warnings.js';
import type { Answers, Definition } from '../../src/definition/types.js';
import { pageDefinition } from '../../src/interview/page-definition.js';
import { pageView } from '../../src/interview/view-model.js';
import { speakerOf } from '../../src/surveys/speaker.js';
import { versionSheet } from '../../src/surveys/version-sheet.js';
import { legalOf } from '../answers/legal-answers.js';
import { randomAnswers } from '../answers/random-answers.js';
import { drawsOf, type Draws } from '../answers/random-draws.js';
import { asking } from '../interview/shown.js';
import { parse, sha256 } from './fixtures.js';
import { mangled } from './mangled.js';

const runs = Number(process.env['RUNS'] ?? 1000);
const places = { districts: ['330602', '330603'] };

/** A mangled survey as far as it has the right shape, and whether anything is wrong with its meaning. */
const shaped = mangled.map((json) => {
  const parsed = parse(json);
  if ('faults' in parsed) return { faults: parsed.faults };
  return { definition: parsed.definition, faults: checkDefinition(parsed.definition, places) };
});

/** Shows a survey in all its ways: whole and printed, and page by page as somebody answers it. */
function show(questionnaire: Questionnaire, answers: Answers): void {
  const { definition } = questionnaire;
  for (const language of definition.languages) {
    versionSheet(questionnaire, speakerOf(definition, language, true), undefined);
    modeWarnings(definition, language);
    for (const mode of definition.modes) {
      const reader = asking(questionnaire, { answers, language, mode, seed: 7 });
      for (const page of route(questionnaire, answers, '2028-02-29').pages) {
        pageView(reader, ordered(questionnaire, page, 7));
        pageDefinition(definition, page);
      }
    }
  }
}

test('whatever is mangled is checked to the end, and what is wrong has a place in it', () => {
  let good = 0;
  fc.assert(
    fc.property(shaped, ({ definition, faults }) => {
      if (faults.length === 0) good += 1;
      expect(
        faults.every(({ code, path }) => /^[a-z]+\.\w+$/i.test(code) && (path === '' || path.startsWith('/'))),
      ).toBe(true);
      if (faults.length > 0 || definition === undefined) return;
      const { answerables, indexItems, scaleOf } = compileDefinition(definition, sha256);
      expect(indexItems.every((id) => answerables.has(id) && scaleOf.has(id))).toBe(true);
    }),
    { numRuns: runs },
  );
  expect(good).toBeGreaterThan(runs / 20);
});

/** Answers of any shape: most as they should be, some of no kind at all. */
const answered = (definition: Definition) =>
  fc
    .tuple(fc.gen(), fc.dictionary(fc.constantFrom('sex', 'a1', 'overall', 'nobody'), fc.jsonValue(), { maxKeys: 2 }))
    .map(([gen, strange]) => ({ ...randomAnswers(drawsOf(gen), definition), ...strange }) as Answers);

const accepted = shaped
  .filter(({ definition, faults }) => definition !== undefined && faults.length === 0)
  .map(({ definition }) => definition as Definition)
  .chain((definition) => fc.tuple(fc.constant(definition), answered(definition)));

test('what is accepted can be answered in any way, judged, shown and printed', () => {
  fc.assert(
    fc.property(accepted, ([definition, answers]) => {
      const questionnaire = compileDefinition(definition, sha256);
      const { faults } = validateAnswers(questionnaire, answers, '2028-02-29');
      const { open } = followToOpen(questionnaire, answers, '2028-02-29');
      expect(open === undefined).toBe(faults.length === 0);
      profileOf(questionnaire, answers);
      resultOf(questionnaire, answers, true);
      computedValues(questionnaire, answers);
      show(questionnaire, answers);
    }),
    { numRuns: runs / 20 },
  );
});

/** Any legal answer to each question, whether it is asked or not. */
function legally(draws: Draws, questionnaire: Questionnaire): Answers {
  return Object.fromEntries(
    [...questionnaire.answerables.keys()].flatMap((id) => {
      const legal = legalOf(questionnaire, id);
      return legal.length === 0 ? [] : [[id, draws.pick(legal)]];
    }),
  );
}

test('who gets through what is accepted, without being let go, has agreed and has a residence and an age', () => {
  let through = 0;
  fc.assert(
    fc.property(fc.tuple(accepted, fc.gen()), ([[definition], gen]) => {
      const questionnaire = compileDefinition(definition, sha256);
      const { answers, faults } = validateAnswers(questionnaire, legally(drawsOf(gen), questionnaire), '2028-02-29');
      if (faults.length > 0 || route(questionnaire, answers, '2028-02-29').ended) return;
      through += 1;
      expect(answers[definition.profile.consent]).toBe(1);
      expect(Object.keys(profileOf(questionnaire, answers))).toEqual(
        expect.arrayContaining(['residence', 'age', 'service']),
      );
    }),
    { numRuns: runs / 5 },
  );
  expect(through).toBeGreaterThan(runs / 200);
});
