import { existsSync, readdirSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { expect, test } from '@jest/globals';
import { questionTypes } from '../../src/definition/question-types.js';

const types = Object.keys(questionTypes).sort();
const shown = ['phone', 'onsite', 'online'].flatMap((mode) => ['zh-CN', 'en'].map((language) => `${mode}.${language}`));

/** A type is one file of each kind, and a picture of itself in every mode and language. */
const filesOf = (type: string) => [
  `schemas/definition/question-types/${type}.json`,
  `src/definition/question-types/${type}.ts`,
  `views/questions/${type}.ejs`,
  `tests/fixtures/surveys/valid/${type}.json`,
  ...shown.map((way) => `tests/golden/questions/${type}.${way}.html`),
];

test.each(types)('the type of question %s is whole', (type) => {
  expect(filesOf(type).filter((file) => !existsSync(file))).toEqual([]);
});

test.each(['schemas/definition/question-types', 'src/definition/question-types'])(
  '%s holds types and nothing else',
  (folder) => {
    expect(
      readdirSync(folder)
        .map((file) => basename(file, extname(file)))
        .sort(),
    ).toEqual(types);
  },
);
