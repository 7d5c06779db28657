import { Schema, type Connection, type Model } from 'mongoose';
import type { Quarantined, Response } from './response.js';

interface Kept extends Omit<Response, 'responseId'> {
  _id: string;
}

/** A second final submission of a response with other content, kept for a person to compare. */
export interface Conflict {
  responseId: string;
  contentHash: string;
  receivedAt: Date;
  submitted: Response;
}

const responseSchema = new Schema<Kept>(
  { _id: String, answers: Schema.Types.Mixed, times: Schema.Types.Mixed },
  { strict: false, versionKey: false, collection: 'responses', minimize: false },
);
responseSchema.index({ interviewId: 1, survey: 1 }, { unique: true });
responseSchema.index({ wave: 1, 'times.receivedAt': 1, _id: 1 });

const conflictSchema = new Schema<Conflict & { _id: string }>(
  { _id: String },
  { strict: false, versionKey: false, collection: 'conflicts' },
);
const quarantineSchema = new Schema<Quarantined & { _id: string }>(
  { _id: String },
  { strict: false, versionKey: false, collection: 'quarantine', minimize: false },
);
quarantineSchema.index({ receivedAt: 1 });

const plain = ({ _id, ...rest }: Kept): Response => ({ responseId: _id, ...rest });

function isDuplicate(error: unknown): boolean {
  return (error as { code?: number }).code === 11_000;
}

/** Keeps many at once (simulation, import); ids that are there already are passed over. Returns how many were new. */
async function insertMany(responses: Model<Kept>, batch: Response[]): Promise<number> {
  if (batch.length === 0) return 0;
  const documents = batch.map(({ responseId, ...rest }) => ({ _id: responseId, ...rest }));
  try {
    return (await responses.collection.insertMany(documents as never[], { ordered: false })).insertedCount;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return (error as { insertedCount?: number }).insertedCount ?? 0;
  }
}

/** What waits for a person: conflicts to settle, quarantined submissions to review. */
function asideFunctions(
  conflicts: Model<Conflict & { _id: string }>,
  quarantine: Model<Quarantined & { _id: string }>,
) {
  return {
    async keepConflict(conflict: Conflict): Promise<void> {
      const id = `${conflict.responseId}:${conflict.contentHash}`;
      await conflicts.updateOne({ _id: id }, { $setOnInsert: { ...conflict } }, { upsert: true });
    },

    async keepQuarantined(item: Quarantined): Promise<void> {
      await quarantine.updateOne({ _id: item.responseId }, { $setOnInsert: { ...item } }, { upsert: true });
    },

    async waiting(): Promise<{ conflicts: number; quarantined: number }> {
      return { conflicts: await conflicts.countDocuments({}), quarantined: await quarantine.countDocuments({}) };
    },
  };
}

/** Final responses. The insert is the one write that is acknowledged; its unique id makes a repeat harmless. */
export function responseStore(connection: Connection) {
  const responses = connection.model<Kept>('Response', responseSchema);
  const conflicts = connection.model<Conflict & { _id: string }>('Conflict', conflictSchema);
  const quarantine = connection.model<Quarantined & { _id: string }>('Quarantined', quarantineSchema);

  async function find(responseId: string): Promise<Response | undefined> {
    const kept = await responses.findById(responseId).lean<Kept>();
    return kept ? plain(kept) : undefined;
  }

  return {
    find,
    ...asideFunctions(conflicts, quarantine),
    insertMany: (batch: Response[]) => insertMany(responses, batch),

    /** Keeps a response. Returns the one kept before where its id is taken already (whatever its content). */
    async insert({ responseId, ...rest }: Response): Promise<{ stored: true } | { stored: false; earlier: Response }> {
      try {
        await responses.collection.insertOne({ _id: responseId, ...rest } as never);
        return { stored: true };
      } catch (error) {
        const earlier = isDuplicate(error) ? await find(responseId) : undefined;
        if (!earlier) throw error;
        return { stored: false, earlier };
      }
    },

    /** Responses of a wave received at or after a moment, oldest first. */
    async *ofWave(wave: string, since?: Date): AsyncGenerator<Response> {
      const filter = { wave, ...(since ? { 'times.receivedAt': { $gte: since } } : {}) };
      const cursor = responses.collection
        .find(filter as never)
        .sort({ 'times.receivedAt': 1, _id: 1 })
        .batchSize(1000);
      for await (const kept of cursor) yield plain(kept as unknown as Kept);
    },

    async countOfWave(wave: string): Promise<number> {
      return responses.countDocuments({ wave });
    },

    async syncIndexes(): Promise<void> {
      await Promise.all([responses.syncIndexes(), conflicts.syncIndexes(), quarantine.syncIndexes()]);
    },
  };
}

export type ResponseStore = ReturnType<typeof responseStore>;
