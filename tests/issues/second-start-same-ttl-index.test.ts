import { expect, it } from '@jest/globals';
import { freshDatabase } from '../database/fresh-database.js';

it('an index with expireAfterSeconds 0 is the same index after the store was closed and opened again', async () => {
  const first = await freshDatabase();
  await first.connection.collection('sessions').createIndex({ expires: 1 }, { expireAfterSeconds: 0 });
  const second = await first.reopen();
  const sessions = second.connection.collection('sessions');
  await expect(sessions.createIndex({ expires: 1 }, { expireAfterSeconds: 0 })).resolves.toBe('expires_1');
  await expect(sessions.createIndex({ expires: 1 }, { expireAfterSeconds: 60 })).rejects.toMatchObject({ code: 86 });
  await second.close();
});
