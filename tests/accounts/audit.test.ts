import { describe, expect, test } from '@jest/globals';
import { namedActions, auditRow } from '../../src/accounts/audit-row.js';
import { auditText, follows, nextEntry, noHash, type AuditEntry } from '../../src/accounts/audit.js';
import { audited } from '../../src/accounts/audited.js';
import { sha256 } from '../../src/web/digest.js';
import { loadCatalogue } from '../../src/web/locale.js';

const fact = {
  at: new Date('2026-03-01T08:00:00Z'),
  who: 'a1',
  action: 'export',
  subject: 'wave-1',
  phase: 'done' as const,
};

describe('an audit entry', () => {
  const first = nextEntry(undefined, { ...fact, details: { rows: 10, format: 'csv' } }, sha256);
  const second = nextEntry(first, fact, sha256);

  test('is numbered from one and carries the hash of the one before', () => {
    expect([first.sequence, first.previousHash]).toEqual([1, noHash]);
    expect([second.sequence, second.previousHash]).toEqual([2, first.hash]);
    expect(follows(undefined, first, sha256) && follows(first, second, sha256)).toBe(true);
  });

  test.each([
    ['time', { at: new Date(fact.at.getTime() + 1) }],
    ['person', { who: 'a2' }],
    ['action', { action: 'import' }],
    ['subject', { subject: 'wave-2' }],
    ['outcome', { phase: 'failed' as const }],
    ['details', { details: { rows: 11, format: 'csv' } }],
    ['place in the chain', { sequence: 2 }],
    ['predecessor', { previousHash: 'f'.repeat(64) }],
    ['hash', { hash: 'f'.repeat(64) }],
  ])('no longer fits when its %s is altered', (_what, changes: Partial<AuditEntry>) => {
    expect(follows(undefined, { ...first, ...changes }, sha256)).toBe(false);
  });

  test('no longer fits when it is altered and hashed again, since the next one holds the old hash', () => {
    const { hash: _hash, ...rest } = { ...first, subject: 'wave-2' };
    const forged = { ...rest, hash: sha256(auditText(rest)) };
    expect(follows(undefined, forged, sha256)).toBe(true);
    expect(follows(forged, second, sha256)).toBe(false);
  });

  test('has one text whatever the order of its details', () => {
    const turned = nextEntry(undefined, { ...fact, details: { format: 'csv', rows: 10 } }, sha256);
    expect(turned.hash).toBe(first.hash);
  });
});

describe('work in the audit', () => {
  const phasesOf = async (work: () => Promise<string>) => {
    const phases: string[] = [];
    const audit = { append: async ({ phase }: { phase: string }) => void phases.push(phase) };
    const result = await audited(
      audit,
      () => fact.at,
      fact,
      async () => {
        phases.push('work');
        return work();
      },
    ).catch((error: Error) => error.message);
    return [...phases, result];
  };

  test('stands between its intent and its outcome', async () => {
    expect(await phasesOf(async () => 'result')).toEqual(['intent', 'work', 'done', 'result']);
  });

  test('that fails is recorded as failed, and its error goes on', async () => {
    const failing = () => Promise.reject(new Error('no disk'));
    expect(await phasesOf(failing)).toEqual(['intent', 'work', 'failed', 'no disk']);
  });
});

describe('the audit page', () => {
  test('has words in both languages for every action it names', () => {
    const catalogue = loadCatalogue();
    const missing = (['zh-CN', 'en'] as const).flatMap((language) =>
      namedActions.filter((action) => catalogue[language][`accounts.action.${action}`] === undefined),
    );
    expect(missing).toEqual([]);
  });

  test('shows names for ids, and the time in Shanghai', () => {
    const entry = nextEntry(undefined, { ...fact, details: { rows: 10 } }, sha256);
    const row = auditRow(entry, new Map([['a1', '王小明']]), 'zh-CN');
    expect(row).toMatchObject({ who: '王小明', subject: 'wave-1', at: '2026年3月1日 16:00:00', details: 'rows: 10' });
  });
});

test('the words of the accounts room are complete in both languages, with the same places to fill', () => {
  const catalogue = loadCatalogue();
  const own = (language: 'zh-CN' | 'en') =>
    Object.entries(catalogue[language])
      .filter(([key]) => key.startsWith('accounts.'))
      .map(([key, text]) => [key, (text.match(/\{\w+\}/g) ?? []).sort().join()]);
  expect(own('en')).toEqual(own('zh-CN'));
  expect(own('en').length).toBeGreaterThan(50);
});
