import { describe, expect, it, test } from '@jest/globals';
import { array, assert, boolean, constantFrom, property } from 'fast-check';
import { create } from 'qrcode';
import { grouped, letters, readLetters } from '../../src/links/letters.js';
import { personalDataIn } from '../../src/links/personal-data.js';
import { qrCode } from '../../src/links/qr-code.js';
import { isLocalAddress, linkAddress, linkHashes, linkResponseId, readToken, tokenOf } from '../../src/links/tokens.js';
import { hmacUnder, sha256 } from '../../src/web/digest.js';

const hmac = hmacUnder('a secret of the site');
const token = tokenOf(hmac, '0011223344556677', 17);

describe('a token', () => {
  it('is 26 letters of five bits, the same for the same batch and number under the same secret', () => {
    expect(token).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(tokenOf(hmac, '0011223344556677', 17)).toBe(token);
    const others = [
      tokenOf(hmac, '0011223344556677', 18),
      tokenOf(hmac, '0011223344556678', 17),
      tokenOf(hmacUnder('another secret'), '0011223344556677', 17),
    ];
    expect(others).not.toContain(token);
  });

  it('is never the same twice in a batch of 20,000', () => {
    const tokens = Array.from({ length: 20_000 }, (_, at) => tokenOf(hmac, 'b', at + 1));
    expect(new Set(tokens).size).toBe(20_000);
  });

  it('is known by hashes only, from which neither it nor its response follows', () => {
    const { tokenHash, responseHash } = linkHashes(token, sha256);
    expect(tokenHash).toBe(sha256(token));
    expect(responseHash).toBe(sha256(linkResponseId(token, sha256)));
    expect(linkResponseId(token, sha256)).toMatch(/^[0-9a-f]{32}$/);
  });

  it('has an address under the one that people use', () => {
    expect(linkAddress('https://survey.example.cn/', token)).toBe(`https://survey.example.cn/l/${token}`);
    const local = ['http://127.0.0.1:3000', 'http://localhost', 'http://[::1]:80'];
    expect([...local, 'https://localhost.example.cn'].map(isLocalAddress)).toEqual([true, true, true, false]);
  });
});

describe('letters', () => {
  test('hold the bits of the number from the left, none twice', () => {
    expect(letters('00000fffff', 8)).toBe('0000ZZZZ');
    expect(letters('84210', 4)).toBe('GGGG');
    expect(() => letters('fffff', 5)).toThrow('letters requires enough hex digits');
  });

  test('are read back however a person writes them', () => {
    const written = array(constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'.split('')), {
      minLength: 26,
      maxLength: 26,
    });
    const between = constantFrom('', ' ', '-', '－', '\u3000', ' — ');
    assert(
      property(written, between, boolean(), (all, gap, small) => {
        const plain = all.join('');
        const typed = grouped(plain, 4, gap);
        expect(readToken(small ? typed.toLowerCase() : typed)).toBe(plain);
      }),
    );
  });

  test('that are too few, too many or no letters are none', () => {
    for (const written of ['ABC', 'ABCDE', 'ABCU', 'AB!D', 'ß234', '']) expect(readLetters(written, 4)).toBeUndefined();
    expect(readLetters('aoil', 4)).toBe('A011');
    expect(readLetters('续答码：“AB1Z”。', 4)).toBe('AB1Z');
  });
});

describe('the code of an address', () => {
  const address = linkAddress('https://manyidu.shaoxing.gov.cn', token);
  const { size, path } = qrCode(address);

  /** The modules that a path of unit rectangles covers. */
  function covered(): Set<string> {
    const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)].map((run) => run.slice(1).map(Number));
    expect(runs.map(([, , right, left]) => right === left)).not.toContain(false);
    return new Set(runs.flatMap(([x, y, length]) => Array.from({ length: length! }, (_, at) => `${x! + at},${y}`)));
  }

  it('has exactly the dark modules that the library gives for it, inside the quiet zone', () => {
    const { modules } = create(address, { errorCorrectionLevel: 'M' });
    const places = Array.from({ length: modules.size ** 2 }, (_, at) => [
      at % modules.size,
      Math.floor(at / modules.size),
    ]);
    const dark = places.filter(([x, y]) => modules.get(y!, x!)).map(([x, y]) => `${x! + 4},${y! + 4}`);
    expect(covered()).toEqual(new Set(dark));
    expect(size).toBe(modules.size + 8);
    expect(dark.length).toBeGreaterThan(400);
  });

  it('is another for another address', () => {
    expect(qrCode(`${address}x`).path).not.toBe(path);
  });

  it('can be scanned as it is printed, 30 mm with its quiet zone: no module is under 0.6 mm', () => {
    expect(30 / size).toBeGreaterThan(0.6);
  });
});

describe('what tells who a person is', () => {
  test.each([
    ['13812345678', 'phone'],
    ['138 1234 5678', 'phone'],
    ['+86-138-1234-5678', 'phone'],
    ['１３８１２３４５６７８', 'phone'],
    ['李 13812345678', 'phone'],
    ['0575-85131234', 'phone'],
    ['(0575)88001234', 'phone'],
    ['33060219800101123X', 'identity'],
    ['330602 19800101 1234', 'identity'],
    ['a.b@example.cn', 'mail'],
  ])('is found in %s', (text, what) => {
    expect(personalDataIn(text)).toBe(what);
  });

  test.each([
    '越城-001',
    '330602001001',
    '330602-2026-0017',
    'A-13',
    '城南街道 3 幢 1201',
    '20261120',
    '鉴湖 0575',
    '1381234567',
  ])('is not seen in %s', (text) => {
    expect(personalDataIn(text)).toBeUndefined();
  });
});
