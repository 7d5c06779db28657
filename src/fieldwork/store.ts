import { Schema, type Connection } from 'mongoose';
import type { Attempt } from './attempt.js';

const attemptSchema = new Schema<Omit<Attempt, 'attemptId'> & { _id: string }>(
  { _id: String, at: Date },
  { strict: false, versionKey: false, collection: 'attempts' },
);
attemptSchema.index({ enumerator: 1, at: -1 });
attemptSchema.index({ wave: 1, survey: 1 });

export function attemptStore(connection: Connection) {
  const attempts = connection.model('Attempt', attemptSchema);
  return {
    /** Keeps an attempt; the same id again changes nothing. */
    async record({ attemptId, ...rest }: Attempt): Promise<void> {
      await attempts.updateOne({ _id: attemptId }, { $setOnInsert: rest }, { upsert: true });
    },

    /** Keeps many at once (simulation). */
    async insertMany(all: readonly Attempt[]): Promise<void> {
      const documents = all.map(({ attemptId, ...rest }) => ({ _id: attemptId, ...rest }));
      if (documents.length > 0) await attempts.collection.insertMany(documents as never[]);
    },

    /** All attempts of a wave. */
    async ofWave(wave: string): Promise<Attempt[]> {
      const own = attempts.collection.find<Omit<Attempt, 'attemptId'> & { _id: string }>({ wave }).batchSize(1000);
      return (await own.toArray()).map(({ _id, ...rest }) => ({ attemptId: _id, ...rest }));
    },

    /** What an enumerator did since a moment: attempts by outcome. */
    async tally(enumerator: string, since: Date): Promise<{ outcome: string; n: number }[]> {
      const rows = await attempts.aggregate<{ _id: string; n: number }>([
        { $match: { enumerator, at: { $gte: since } } },
        { $group: { _id: '$outcome', n: { $sum: 1 } } },
        { $sort: { _id: 1 } },
      ]);
      return rows.map(({ _id, n }) => ({ outcome: _id, n }));
    },

    async syncIndexes(): Promise<void> {
      await attempts.syncIndexes();
    },
  };
}

export type AttemptStore = ReturnType<typeof attemptStore>;
