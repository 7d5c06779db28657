import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { fillPipes, hasStrayBraces, pipesIn } from '../../src/definition/piping.js';

const say = (id: string) => ({ bus: '1路', odd: '{{bus}} $& $1 <b>' })[id];

describe('answers put into a text', () => {
  test.each([
    ['{{bus}}怎么样？', '1路怎么样？'],
    ['{{ bus }}, {{bus}}', '1路, 1路'],
    ['{{bus|它}}', '1路'],
    ['{{tram|它}}', '它'],
    ['{{tram| the tram }}', 'the tram'],
    ['{{tram|}}!', '!'],
    ['{{tram}}', '……'],
    ['{{odd}}', '{{bus}} $& $1 <b>'],
    ['{bus} {{Bus}} {{bus', '{bus} {{Bus}} {{bus'],
    ['{{constructor}}', '……'],
  ])('%j is read as %j', (text, filled) => {
    const own = (id: string) => (Object.hasOwn({ bus: 1, odd: 1 }, id) ? say(id) : undefined);
    expect(fillPipes(text, own)).toBe(filled);
  });

  test('are named in the order they stand, with the words for where there is none', () => {
    expect(pipesIn('{{b}} {{a|some words}} {{b|}} {c}')).toEqual([
      { id: 'b' },
      { id: 'a', fallback: 'some words' },
      { id: 'b', fallback: '' },
    ]);
  });

  test.each([
    ['{{bus}}', false],
    ['{bus}', false],
    ['a } b { c', false],
    ['{{bus}', true],
    ['bus}}', true],
    ['{{bus|{x}}}', true],
    ['{{}}', true],
    ['{{1st}}', true],
    ['{{{bus}}}', false],
  ])('%j has stray braces: %s', (text, has) => {
    expect(hasStrayBraces(text)).toBe(has);
  });
});

test('a text without double braces stays as it is', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!text.includes('{{'));
      expect(fillPipes(text, () => 'said')).toBe(text);
      expect(pipesIn(text)).toEqual([]);
    }),
  );
});
