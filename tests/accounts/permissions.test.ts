import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { roles } from '../../src/accounts/account.js';
import { nextPage, sameSitePath } from '../../src/accounts/next-page.js';
import { mayRequest, mayUse, permissionFor, permissions } from '../../src/accounts/permissions.js';
import { loadCatalogue } from '../../src/web/locale.js';

interface RoleForm {
  properties: { role: { enum: string[] } };
}

describe('the line of the table for a request', () => {
  test.each([
    ['GET', '/', '/'],
    ['GET', '/waves/new', '/waves/new'],
    ['GET', '/waves/2026-q1', '/waves/:wave'],
    ['HEAD', '/waves', '/waves'],
    ['GET', '/WAVES/', '/waves'],
    ['GET', '/s/finance/r/abc/p/profile', '/s/:survey/r/:response/p/:page'],
  ])('%s %s is %s', (method, path, line) => {
    expect(permissionFor(method, path)?.path).toBe(line);
  });

  test.each([
    ['DELETE', '/accounts'],
    ['POST', '/audit'],
    ['GET', '/wp-admin'],
    ['GET', '//accounts'],
    ['GET', '/waves//chart.svg'],
    ['GET', '/accounts/x/role'],
    ['GET', '/waves/a/b'],
    ['OPTIONS', '/accounts'],
  ])('is missing for %s %s', (method, path) => {
    expect(permissionFor(method, path)).toBeUndefined();
  });

  test('lets nobody without an account through where roles are named', () => {
    const closed = permissions.filter((line) => line.roles !== 'public');
    expect(closed.filter((line) => mayUse(line, undefined))).toEqual([]);
    expect(closed.length).toBeGreaterThan(20);
  });

  test('is what a page asks before it offers a request', () => {
    expect(mayRequest('analyst', 'POST', '/waves')).toBe(true);
    expect(mayRequest('supervisor', 'POST', '/waves')).toBe(false);
    expect(mayRequest(undefined, 'POST', '/waves')).toBe(false);
    expect(mayRequest('administrator', 'POST', '/nowhere')).toBe(false);
  });
});

test('every role can be given in the forms for accounts and has a name in both languages', () => {
  const forms = ['new-account', 'account-role'].map((form) => readFileSync(`schemas/http/${form}.json`, 'utf8'));
  const given = forms.map((form) => (JSON.parse(form) as RoleForm).properties.role.enum.toSorted());
  expect(given).toEqual([[...roles].sort(), [...roles].sort()]);
  const catalogue = Object.values(loadCatalogue());
  expect(roles.filter((role) => catalogue.some((words) => !words[`accounts.role.${role}`]))).toEqual([]);
});

describe('the page after signing in', () => {
  test.each([
    ['//evil.example/x'],
    ['/\\evil.example'],
    ['\\\\evil.example'],
    ['/\t/evil.example'],
    ['/x/..//evil.example'],
    ['/.//evil.example'],
    ['https://evil.example/waves'],
    ['javascript:alert(1)'],
    ['waves'],
    [''],
    ['/ /evil.example:99999'],
  ])('is never another site for %j', (asked) => {
    expect(nextPage('analyst', asked)).toBe('/waves');
  });

  test.each(['/x/..//evil.example', '/\\evil.example', 'evil.example'])('is no path of this site: %j', (asked) => {
    expect(sameSitePath(asked)).toBeUndefined();
  });

  test('keeps path and query of a page of this site', () => {
    expect(sameSitePath('/audit?before=12#top')).toBe('/audit?before=12');
  });

  test.each([
    ['enumerator', '/accounts', '/interviews'],
    ['administrator', '/accounts', '/accounts'],
    ['analyst', '/sign-in?next=/sign-in', '/waves'],
    ['supervisor', undefined, '/waves'],
    ['enumerator', undefined, '/interviews'],
  ] as const)('of %s who asked for %s is %s', (role, asked, page) => {
    expect(nextPage(role, asked)).toBe(page);
  });
});
