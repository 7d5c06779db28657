import { describe, expect, it } from '@jest/globals';
import { array, assert, constantFrom, dictionary, oneof, property } from 'fast-check';
import { join } from 'node:path';
import { answerEverything } from '../../scripts/drill/answer-everything.js';
import { readForm } from '../../src/answers/read-form.js';
import { route } from '../../src/answers/relevant.js';
import { validatePage } from '../../src/answers/validate.js';
import { compileDefinition } from '../../src/definition/compile.js';
import { pageDefinition } from '../../src/interview/page-definition.js';
import { loadSurveys } from '../../src/web/load-surveys.js';
import { root } from '../../src/web/root.js';

const surveys = loadSurveys(join(root, 'schemas')).all;

describe('what the browser gets to check a page with', () => {
  it.each(surveys.map((survey) => [survey.definition.id, survey] as const))(
    'finds the faults of %s that the server finds, whatever is sent',
    (_, survey) => {
      const answers = answerEverything(survey);
      for (const page of route(survey, answers).pages) {
        const small = compileDefinition(pageDefinition(survey.definition, page), () => '');
        const ids = [...small.answerables.keys()];
        if (ids.length === 0) continue;
        const value = constantFrom(
          '1',
          '2',
          '3',
          '8',
          '10',
          '11',
          '99',
          'x',
          '',
          'missing:dontKnow',
          'missing:refused',
          'missing:notUsed',
        );
        assert(
          property(dictionary(constantFrom(...ids), oneof(value, array(value, { maxLength: 3 }))), (body) => {
            const others = Object.fromEntries(Object.entries(answers).filter(([id]) => !ids.includes(id)));
            const server = validatePage(survey, page.page.id, {
              ...others,
              ...readForm(survey, page.page.id, body),
            }).faults;
            const browser = validatePage(small, page.page.id, readForm(small, page.page.id, body)).faults;
            // What becomes relevant by answers on this very page was not shown: the server asks for it then.
            expect(browser.filter(({ code }) => code !== 'answer.check')).toEqual(
              server.filter(({ code, path }) => code !== 'answer.check' && ids.includes(path)),
            );
          }),
          { numRuns: 40, seed: 1 },
        );
      }
    },
  );

  it('holds no words and no other page', () => {
    const survey = surveys.find(({ definition }) => definition.id === 'transport')!;
    const page = route(survey, answerEverything(survey)).pages[5]!;
    const text = JSON.stringify(pageDefinition(survey.definition, page));
    expect(text).not.toMatch(/[\u4e00-\u9fff]/);
    expect(text.length).toBeLessThan(2500);
  });
});
