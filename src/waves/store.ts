import { Schema, type Connection } from 'mongoose';
import type { Wave } from './wave.js';

interface Kept extends Omit<Wave, 'id'> {
  _id: string;
}

const waveSchema = new Schema<Kept>(
  { _id: String, opensAt: Date, closesAt: Date, kind: String },
  { strict: false, versionKey: false, collection: 'waves', minimize: false },
);
waveSchema.index({ 'surveys.id': 1, opensAt: 1, closesAt: 1 });

const plain = ({ _id, ...rest }: Kept): Wave => ({ id: _id, ...rest });

export function waveStore(connection: Connection) {
  const waves = connection.model<Kept>('Wave', waveSchema);
  return {
    async find(id: string): Promise<Wave | undefined> {
      const kept = await waves.findById(id).lean<Kept>();
      return kept ? plain(kept) : undefined;
    },

    /** Every wave, newest first. */
    async list(): Promise<Wave[]> {
      return (await waves.find({}).sort({ opensAt: -1, _id: 1 }).lean<Kept[]>()).map(plain);
    },

    /** The wave in which a survey is asked at a moment; at most one. */
    async openFor(survey: string, now: Date): Promise<Wave | undefined> {
      const kept = await waves
        .findOne({ 'surveys.id': survey, opensAt: { $lte: now }, closesAt: { $gt: now } })
        .lean<Kept>();
      return kept ? plain(kept) : undefined;
    },

    /** Adds a wave, unless its id is taken or one of its surveys is asked in another wave at the same time. */
    async create({ id, ...rest }: Wave): Promise<'created' | 'overlap'> {
      const ids = rest.surveys.map((survey) => survey.id);
      const overlap = await waves.exists({
        $or: [
          { _id: id },
          { 'surveys.id': { $in: ids }, opensAt: { $lt: rest.closesAt }, closesAt: { $gt: rest.opensAt } },
        ],
      });
      if (overlap) return 'overlap';
      await waves.collection.insertOne({ _id: id, ...rest } as never);
      return 'created';
    },

    async syncIndexes(): Promise<void> {
      await waves.syncIndexes();
    },
  };
}

export type WaveStore = ReturnType<typeof waveStore>;
