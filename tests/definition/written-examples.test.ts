import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { Definition } from '../../src/definition/types.js';
import { definitionOf, faultsOf } from './fixtures.js';

const page = readFileSync('docs/survey-language.md', 'utf8');
const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = '']) => JSON.parse(text) as Definition);

/** A whole survey as it is; else a tiny one with the pages of the example after its own. */
function surveyWith(example: Definition): Definition {
  if ('id' in example) return example;
  const { pages, ...more }: Partial<Definition> & Pick<Definition, 'pages'> = example;
  const tiny = definitionOf('tests/fixtures/surveys/valid/published.json');
  return { ...tiny, ...more, pages: [...tiny.pages, ...pages] };
}

test.each(examples.map((example) => [example.pages[0]?.id, example]))(
  'the example %s is without fault',
  (_, example) => {
    expect(faultsOf(surveyWith(example as Definition))).toEqual([]);
  },
);

/** Words of the language that the page must tell: the types of questions, the operators and the operands. */
const words = ['rule', 'operand'].flatMap((part) => {
  const schema = JSON.parse(readFileSync(`schemas/definition/parts/${part}.json`, 'utf8')) as { properties: object };
  return Object.keys(schema.properties);
});

test('every operator and operand is told', () => {
  expect(words.filter((word) => !page.includes(`\`${word}\``) && !page.includes(`"${word}"`))).toEqual([]);
});
