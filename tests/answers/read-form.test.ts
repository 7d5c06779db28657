import { describe, expect, test } from '@jest/globals';
import { readForm } from '../../src/answers/read-form.js';
import { fixture } from '../definition/fixtures.js';

const read = (name: string, page: string, body: Record<string, unknown>) => readForm(fixture(name), page, body);

describe('fields of a form', () => {
  test.each<[string, Record<string, unknown>, unknown]>([
    ['a radio button', { colour: '2' }, { colour: 2 }],
    ['a full-width digit', { colour: '２' }, { colour: 2 }],
    ['a stated non-answer', { colour: 'missing:dontKnow' }, { colour: { missing: 'dontKnow' } }],
    ['nothing chosen', { colour: '' }, {}],
    ['no field', {}, {}],
    ['a value that is no code, kept to be refused', { colour: 'red' }, { colour: 'red' }],
    ['a non-answer there is not', { colour: 'missing:constructor' }, { colour: 'missing:constructor' }],
    ['two radio values, neither guessed', { colour: ['1', '2'] }, { colour: [1, 2] }],
    ['the same value twice', { colour: ['2', '2'] }, { colour: 2 }],
    ['an object instead of a text', { colour: { $gt: '' } }, {}],
    ['a number instead of a text', { colour: 2 }, {}],
    ['a list of objects', { colour: [{ a: 1 }, '3'] }, { colour: 3 }],
    ['a field of another page', { sex: '1', colour: '1' }, { colour: 1 }],
  ])('single: %s', (_, body, answers) => {
    expect(read('single', 'more', body)).toEqual(answers);
  });

  test.each<[string, Record<string, unknown>, unknown]>([
    ['one box', { used: '2' }, { used: [2] }],
    ['several boxes', { used: ['1', '３'] }, { used: [1, 3] }],
    ['a box twice', { used: ['1', '1'] }, { used: [1] }],
    ['a box that is no code', { used: ['1', 'x'] }, { used: 'x' }],
    ['no box', { used: [] }, {}],
    ['a non-answer beside the boxes', { 'used.missing': 'refused' }, { used: { missing: 'refused' } }],
    ['boxes stand over a non-answer', { used: ['1'], 'used.missing': 'refused' }, { used: [1] }],
  ])('multiple: %s', (_, body, answers) => {
    expect(read('multiple', 'more', body)).toEqual(answers);
  });

  test.each<[string, unknown]>([
    ['12', 12],
    [' １２ ', 12],
    ['１２．５', 12.5],
    ['12。5', 12.5],
    ['-3', -3],
    ['−3', '−3'],
    ['1e3', '1e3'],
    ['0x10', '0x10'],
    ['Infinity', 'Infinity'],
    ['12人', '12人'],
    ['1'.repeat(400), '1'.repeat(400)],
  ])('number: %j is read as %j', (text, value) => {
    expect(read('number', 'more', { persons: text })).toEqual({ persons: value });
  });

  test('text: without control characters and marks that turn the direction, emoji kept', () => {
    expect(read('text', 'more', { words: '好\u0000\u0007\u202e👍🏽\n完' })).toEqual({ words: '好👍🏽\n完' });
  });

  test('text: trimmed, with one kind of line end', () => {
    expect(read('text', 'more', { words: '  好\r\n很好\r ' })).toEqual({ words: '好\n很好' });
    expect(read('text', 'more', { words: ' ', 'words.missing': 'refused' })).toEqual({ words: { missing: 'refused' } });
    expect(read('text', 'more', { words: 'missing:refused' })).toEqual({ words: { missing: 'refused' } });
  });

  test('items of a rating group are fields of their own; the group is none', () => {
    expect(read('consent', 'rate', { a1: '10', a2: 'missing:notUsed', items: '5' })).toEqual({
      a1: 10,
      a2: { missing: 'notUsed' },
    });
  });

  test('what objects inherit is no field', () => {
    const body = Object.create({ overall: '3' }) as Record<string, unknown>;
    expect(read('consent', 'rate', body)).toEqual({});
    expect(read('consent', 'rate', JSON.parse('{"__proto__":{"overall":"3"}}') as Record<string, unknown>)).toEqual({});
  });
});
