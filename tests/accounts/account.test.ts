import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { isLocked, isUsableName, nameKey, roles, type Account } from '../../src/accounts/account.js';

const now = new Date('2026-03-01T08:00:00Z');

function account(changes: Partial<Account>): Account {
  return {
    id: 'a1',
    name: '王小明',
    role: 'analyst',
    disabled: false,
    passwordHash: '',
    mustChangePassword: false,
    sessionVersion: 1,
    attempts: 0,
    createdAt: now,
    ...changes,
  };
}

describe('an account name', () => {
  test.each(['王小明', 'wang.xiaoming', 'Li-2', 'ａｄｍｉｎ'])('may be %s', (name) => {
    expect(isUsableName(name)).toBe(true);
  });

  test.each(['', '王', '13805750001', '0575-88001234', 'a b', 'a@b.cn', '<b>x</b>', `a${'b'.repeat(40)}`])(
    'may not be "%s"',
    (name) => {
      expect(isUsableName(name)).toBe(false);
    },
  );

  test('is the same in other case or width', () => {
    expect(nameKey('Ｗang')).toBe(nameKey('wANG'));
  });
});

describe('an account', () => {
  test.each([
    ['four attempts a moment ago', { attempts: 4, lastAttemptAt: now }, false],
    ['five attempts a moment ago', { attempts: 5, lastAttemptAt: now }, true],
    ['five attempts, the last one 14:59 ago', { attempts: 5, lastAttemptAt: new Date(now.getTime() - 899_000) }, true],
    ['five attempts, the last one 15:00 ago', { attempts: 5, lastAttemptAt: new Date(now.getTime() - 900_000) }, false],
    ['no attempt', {}, false],
  ])('with %s is locked: %#', (_what, changes, locked) => {
    expect(isLocked(account(changes), now)).toBe(locked);
  });
});

test.each(['new-account', 'account-role'])('the form %s takes exactly the roles there are', (name) => {
  const schema = JSON.parse(readFileSync(`schemas/http/${name}.json`, 'utf8')) as {
    properties: { role: { enum: string[] } };
  };
  expect(schema.properties.role.enum).toEqual([...roles]);
});
