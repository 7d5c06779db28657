import { describe, expect, it } from '@jest/globals';
import type { ImportMap } from '../../src/responses/imports/import-map.js';
import { mappingOf } from '../../src/responses/imports/mapping.js';
import { fixtureSurvey, readMap, sentence } from './support.js';

const shop = fixtureSurvey('shop');

function faultsOf(header: string[], map: ImportMap): string[] {
  const mapped = mappingOf(shop, header, map);
  return 'faults' in mapped ? mapped.faults.map(sentence) : [];
}

function mapFaults(map: unknown): string[] {
  const parsed = readMap(JSON.stringify(map));
  return 'faults' in parsed ? parsed.faults.map((fault) => `${fault.code} ${fault.path}`) : [];
}

describe('a map file', () => {
  it('is refused where it holds anything it does not know, so that a misspelt word is not passed over', () => {
    expect(mapFaults({ colunms: {} })).toEqual(['shape.unknownProperty ']);
    expect(mapFaults({ columns: { a: { question: 'sex', value: {} } } })).toContain('shape.unknownProperty /columns/a');
    expect(mapFaults({ mode: 'sms' })).toEqual(['shape.notAllowed /mode']);
    expect(mapFaults({ identity: [] })).toEqual(['shape.tooFew /identity']);
    expect(mapFaults({ columns: { a: { question: 'sex', missing: { 99: 'unknown' } } } })).toContain(
      'shape.notAllowed /columns/a/missing/99',
    );
    expect(mapFaults([])).toEqual(['shape.type ']);
  });

  it('is refused where it is no JSON, and read where it begins with a byte order mark', () => {
    expect(readMap('{')).toEqual({ faults: [{ code: 'map.notJson', path: '', params: {} }] });
    expect(readMap('\uFEFF{"mode":"phone"}')).toEqual({ map: { mode: 'phone' } });
  });

  it('has a sentence for whatever can be wrong with its shape', () => {
    const wrong = {
      x: 1,
      mode: 'sms',
      identity: ['a', 'a'],
      startedAt: '',
      columns: { a: { question: 'Sex' }, b: {} },
      constants: { sex: null },
    };
    const parsed = readMap(JSON.stringify(wrong));
    if (!('faults' in parsed)) throw new Error('a wrong map was taken');
    expect(parsed.faults.map(sentence).every((text) => text.startsWith('Map file'))).toBe(true);
    expect(parsed.faults.length).toBeGreaterThanOrEqual(6);
  });
});

describe('mappingOf', () => {
  it('takes columns named as the questions without any map, and says which it does not use', () => {
    const mapped = mappingOf(shop, ['sex', 'age', 'Clean', 'price', ''], {});
    if ('faults' in mapped) throw new Error('refused');
    expect(mapped.mapping.answers.map(({ id, at }) => [id, at])).toEqual([
      ['sex', 0],
      ['age', 1],
      ['price', 3],
    ]);
    expect(mapped.mapping.unused).toEqual(['Clean']);
  });

  it('lets the map stand over the name of a column', () => {
    const mapped = mappingOf(shop, ['sex', 'x'], { columns: { sex: 'age', x: 'sex' } });
    if ('faults' in mapped) throw new Error('refused');
    expect(mapped.mapping.answers.map(({ id, at }) => [id, at])).toEqual([
      ['age', 0],
      ['sex', 1],
    ]);
  });

  it('tells every fault at once', () => {
    expect(faultsOf(['sex', 'id', 'id'], { columns: { gone: 'age', sex: 'nothing' }, identity: ['id'] })).toEqual([
      'The file has no column “gone”',
      'The file has more than one column “id”',
      'The survey has no question “nothing”',
    ]);
  });

  it('refuses a question that is answered from two places', () => {
    expect(faultsOf(['sex', 'x'], { columns: { x: 'sex' } })).toEqual([
      'Question “sex” is answered from more than one place',
    ]);
    expect(faultsOf(['sex'], { constants: { sex: 1 } })).toEqual([
      'Question “sex” is answered from more than one place',
    ]);
  });

  it('refuses a file in which no column answers a question', () => {
    expect(faultsOf(['name', 'city'], {})).toEqual(['No column answers a question (the file begins with: name, city)']);
  });

  it('refuses names that objects inherit', () => {
    expect(faultsOf(['sex', 'constructor'], { columns: { toString: 'age' } })).toEqual([
      'The file has no column “toString”',
    ]);
    expect(faultsOf(['sex', 'x'], { columns: { x: 'constructor' } })).toEqual([
      'The survey has no question “constructor”',
    ]);
  });
});
