import { describe, expect, it } from '@jest/globals';
import { HtmlValidate } from 'html-validate';
import { questionTypes } from '../../src/definition/question-types.js';
import type { Language, Mode } from '../../src/definition/types.js';
import { fixture } from '../definition/fixtures.js';
import { expectGoldenHtml } from './golden.js';
import { asking, questionHtml, shownQuestion } from './shown.js';

/** The parts of one answer share its name: year, month and day, places, the choices of a list. */
const shared = { 'form-dup-name': 'off' } as const;

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: { 'void-style': 'off', 'no-trailing-whitespace': 'off', 'no-inline-style': 'error', ...shared },
});

async function faultsOf(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
}

const cases = Object.keys(questionTypes).flatMap((type) =>
  (['phone', 'onsite', 'online'] as Mode[]).flatMap((mode) =>
    (['zh-CN', 'en'] as Language[]).map((language) => [type, mode, language] as const),
  ),
);

describe('a question of each type', () => {
  it.each(cases)('%s, asked %s in %s, is shown as kept and is valid HTML', async (type, mode, language) => {
    const questionnaire = fixture(type);
    const { questions } = questionnaire.definition.pages.find((page) =>
      page.questions.some((question) => question.type === type),
    )!;
    const reader = asking(questionnaire, { mode, language });
    const view = shownQuestion(reader, questions.find((question) => question.type === type)!.id);
    const html = await questionHtml(reader, view);
    expectGoldenHtml(`questions/${type}.${mode}.${language}.html`, html);
    expect(await faultsOf(html)).toEqual([]);
  });
});
