import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditStore, type AuditStore } from '../../src/accounts/audit-store.js';
import type { AuditFact } from '../../src/accounts/audit.js';
import { firstAdministratorLink } from '../../src/accounts/first-administrator.js';
import { accountStore, type AccountStore, type NewAccount } from '../../src/accounts/store.js';
import { connectDatabase } from '../../src/database/connect.js';
import { randomHex } from '../../src/web/digest.js';

type Database = Awaited<ReturnType<typeof connectDatabase>>;

const now = new Date('2026-03-01T08:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const folder = mkdtempSync(join(tmpdir(), 'manyidu-account-stores-'));
let database: Database;
let accounts: AccountStore;
let audit: AuditStore;

beforeAll(async () => {
  database = await connectDatabase({ dataFolder: folder, inProcess: true });
  accounts = accountStore(database.connection);
  audit = auditStore(database.connection);
  await accounts.syncIndexes();
  await audit.syncIndexes();
});

afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

function someone(id: string, name = id): NewAccount {
  return { id, name, role: 'analyst', passwordHash: 'x', mustChangePassword: false, createdAt: now };
}

describe('the account store', () => {
  test('finds an account by its id, and by its name in any case or width', async () => {
    await accounts.create(someone('a1', 'Wang.小明'));
    const byName = await accounts.byName('ｗANG.小明');
    expect(byName).toEqual({ ...someone('a1', 'Wang.小明'), disabled: false, sessionVersion: 1, attempts: 0 });
    expect(await accounts.byId('a1')).toEqual(byName);
    expect(await accounts.byId('nobody')).toBeUndefined();
  });

  test('gives a name to one account only, even when several ask at once', async () => {
    const results = await Promise.all(
      ['Chen', 'chen', 'CHEN', 'ｃhen'].map((name, i) => accounts.create(someone(`chen${i}`, name))),
    );
    expect(results.sort()).toEqual(['created', 'nameTaken', 'nameTaken', 'nameTaken']);
  });

  test('ends sessions when the password changes or the account is disabled, not when the role does', async () => {
    await accounts.create(someone('versions'));
    const version = async () => (await accounts.byId('versions'))?.sessionVersion;
    await accounts.setRole('versions', 'supervisor');
    expect(await version()).toBe(1);
    await accounts.setPassword('versions', 'y', true);
    expect(await version()).toBe(2);
    await accounts.setDisabled('versions', true);
    expect(await accounts.byId('versions')).toMatchObject({
      sessionVersion: 3,
      role: 'supervisor',
      disabled: true,
      passwordHash: 'y',
      mustChangePassword: true,
    });
  });

  test('allows five attempts, then none until a quarter of an hour after the fifth', async () => {
    await accounts.create(someone('attempts'));
    const allowed = [];
    for (let minute = 0; minute < 6; minute += 1) allowed.push(await accounts.countAttempt('attempts', later(minute)));
    expect(allowed).toEqual([true, true, true, true, true, false]);
    expect(await accounts.countAttempt('attempts', new Date(later(19).getTime() - 1))).toBe(false);
    expect(await accounts.countAttempt('attempts', later(19))).toBe(true);
    expect((await accounts.byId('attempts'))?.attempts).toBe(1);
  });

  test('allows exactly five of twenty attempts that come at once', async () => {
    await accounts.create(someone('at-once'));
    const allowed = await Promise.all(Array.from({ length: 20 }, () => accounts.countAttempt('at-once', now)));
    expect(allowed.filter(Boolean)).toHaveLength(5);
  });

  test('forgets attempts after one that succeeded', async () => {
    await accounts.create(someone('forgotten'));
    for (let i = 0; i < 5; i += 1) await accounts.countAttempt('forgotten', now);
    await accounts.clearAttempts('forgotten');
    expect(await accounts.countAttempt('forgotten', now)).toBe(true);
  });
});

describe('the link for the first administrator', () => {
  const links = () => ({ accounts: { ...accounts, isEmpty: async () => true }, now: () => now, randomHex });
  const newToken = async () => (await firstAdministratorLink(links()))?.split('/').at(-1) ?? '';

  test('is not made where there is an account', async () => {
    expect(await firstAdministratorLink({ accounts, now: () => now, randomHex })).toBeUndefined();
  });

  test('has a token of at least 128 bits that is not in the database', async () => {
    const token = await newToken();
    expect(token).toMatch(/^[0-9a-f]{32,}$/);
    const kept = await database.connection.collection('firstAdministratorLinks').find({}).toArray();
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toContain(token);
  });

  test('lives for an hour', async () => {
    const token = await newToken();
    expect(await accounts.isFirstLink(token, new Date(later(60).getTime() - 1))).toBe(true);
    expect(await accounts.isFirstLink(token, later(60))).toBe(false);
    expect(await accounts.takeFirstLink(token, later(60))).toBe(false);
  });

  test('ends when the next start makes another', async () => {
    const [earlier, token] = [await newToken(), await newToken()];
    expect(await accounts.isFirstLink(earlier, now)).toBe(false);
    expect(await accounts.isFirstLink(token, now)).toBe(true);
  });

  test('is used up once, by one of many at the same time', async () => {
    const token = await newToken();
    const taken = await Promise.all(Array.from({ length: 10 }, () => accounts.takeFirstLink(token, now)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await accounts.isFirstLink(token, now)).toBe(false);
  });
});

describe('the audit store', () => {
  const fact = (subject: string): AuditFact => ({ at: now, who: 'a1', action: 'export', subject, phase: 'done' });
  const entries = () => database.connection.collection<{ _id: number; subject: string }>('audit');

  test('numbers twenty entries that come at once from two processes without a gap', async () => {
    const other = auditStore(database.connection);
    await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? audit : other).append(fact(`s${i}`))));
    const sequences = (await audit.list({ limit: 100 })).map(({ sequence }) => sequence);
    expect(sequences).toEqual(Array.from({ length: 20 }, (_, i) => 20 - i));
    expect(await audit.verify()).toBeUndefined();
  });

  test('lists the newest first, from below a sequence on', async () => {
    const page = await audit.list({ before: 11, limit: 3 });
    expect(page.map(({ sequence }) => sequence)).toEqual([10, 9, 8]);
  });

  test('gives back what was recorded, details and all', async () => {
    const details = { format: 'csv', rows: 12, simulated: true };
    const entry = await audit.append({ ...fact('wave-1'), details });
    expect((await audit.list({ limit: 1 }))[0]).toEqual(entry);
    expect(entry.details).toEqual(details);
  });

  test('finds an entry that was altered in the database', async () => {
    const kept = await entries().findOne({ _id: 7 });
    await entries().updateOne({ _id: 7 }, { $set: { subject: 'another' } });
    expect(await audit.verify()).toBe(7);
    await entries().updateOne({ _id: 7 }, { $set: { subject: kept?.subject ?? '' } });
    expect(await audit.verify()).toBeUndefined();
  });

  test('finds an entry that was removed from the database', async () => {
    const kept = await entries().findOne({ _id: 12 });
    await entries().deleteOne({ _id: 12 });
    expect(await audit.verify()).toBe(12);
    if (kept) await entries().insertOne(kept);
    expect(await audit.verify()).toBeUndefined();
  });
});
