import { describe, expect, test } from '@jest/globals';
import { hashPassword, oneTimePassword, passwordFaults, passwordFits } from '../../src/accounts/password.js';

const salt = '000102030405060708090a0b0c0d0e0f';

describe('a new password', () => {
  test.each([
    ['nine characters', 'abcdefghi', 'abcdefghi', ['passwordTooShort']],
    ['ten characters', 'abcdefghij', 'abcdefghij', []],
    ['nine Chinese characters', '一二三四五六七八九', '一二三四五六七八九', ['passwordTooShort']],
    ['five signs of two code units each', '😀😀😀😀😀', '😀😀😀😀😀', ['passwordTooShort']],
    ['the name in capitals', 'WANG.XIAOMING', 'WANG.XIAOMING', ['passwordSameAsName']],
    ['the name in full width', 'ｗａｎｇ.ｘｉａｏｍｉｎｇ', 'ｗａｎｇ.ｘｉａｏｍｉｎｇ', ['passwordSameAsName']],
    ['another the second time', 'abcdefghij', 'abcdefghik', ['passwordDiffers']],
  ])('of %s has the faults it should', (_what, password, again, codes) => {
    expect(passwordFaults('wang.xiaoming', password, again).map(({ code }) => code)).toEqual(codes);
  });
});

describe('a stored password', () => {
  test('is argon2id with at least 19 MiB and two passes', async () => {
    expect(await hashPassword('correct horse', salt)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  test('fits itself and nothing else', async () => {
    const account = { passwordHash: await hashPassword('正确的密码在这里呀', salt) };
    expect(await passwordFits(account, '正确的密码在这里呀')).toBe(true);
    expect(await passwordFits(account, '正确的密码在这里')).toBe(false);
  });

  test('fits however an input method composes its characters', async () => {
    const account = { passwordHash: await hashPassword('caf\u00e9 au lait', salt) };
    expect(await passwordFits(account, 'cafe\u0301 au lait')).toBe(true);
  });

  test('of nobody is as costly to check as any other, and never fits', async () => {
    const account = { passwordHash: await hashPassword('correct horse', salt) };
    const spent = { account: 0, nobody: 0 };
    for (let i = 0; i < 30; i += 1) {
      const who = i % 2 === 0 ? 'account' : 'nobody';
      const started = performance.now();
      expect(await passwordFits(who === 'account' ? account : undefined, 'wrong horse')).toBe(false);
      spent[who] += performance.now() - started;
    }
    const ratio = spent.nobody / spent.account;
    expect(ratio).toBeGreaterThan(0.3);
    expect(ratio).toBeLessThan(3);
  });
});

test('a one-time password has sixteen unmistakable signs and depends on every byte', () => {
  const password = oneTimePassword('00ff10203040506070a0b0c0d0e0f01f');
  expect(password).toMatch(/^[a-hjkmnp-z1-9]{4}(-[a-hjkmnp-z1-9]{4}){3}$/);
  for (let byte = 0; byte < 16; byte += 1) {
    const bytes = Array.from({ length: 16 }, (_, i) => (i === byte ? '01' : '00')).join('');
    expect(oneTimePassword(bytes)).not.toBe(oneTimePassword('00'.repeat(16)));
  }
});
