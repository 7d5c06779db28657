import { Schema, type Connection, type Model } from 'mongoose';
import type { ResponseChange } from './change.js';
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
responseSchema.index({ wave: 1, changedAt: 1 }, { partialFilterExpression: { changedAt: { $exists: true } } });
responseSchema.index({ receipt: 1 });
// The final write is what uses a personal link up.
responseSchema.index({ tokenHash: 1 }, { unique: true, sparse: true });
responseSchema.index({ linkBatch: 1, result: 1 }, { partialFilterExpression: { linkBatch: { $exists: true } } });

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

/** Keeps something aside under its id; what is there already stays as it is. */
async function keepOnce(aside: Aside, id: string, rest: object): Promise<void> {
  try {
    await aside.insertOne({ _id: id, ...rest, state: 'waiting' } as never);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}

type Aside = ReturnType<Connection['collection']>;

/** What waits for a person: conflicts to settle, quarantined submissions to review. */
function asideFunctions(connection: Connection) {
  const conflicts = connection.collection('conflicts');
  const quarantine = connection.collection('quarantine');
  return {
    keepConflict: (conflict: Conflict): Promise<void> =>
      keepOnce(conflicts, `${conflict.responseId}:${conflict.contentHash}`, conflict),

    keepQuarantined: ({ id, ...rest }: Quarantined): Promise<void> => keepOnce(quarantine, id, rest),

    async isQuarantined(id: string): Promise<boolean> {
      return (await quarantine.countDocuments({ _id: id } as never)) > 0;
    },

    /** How much of what a sender without an account sent waits; counted up to a number. */
    async quarantinedFrom(sender: string, atMost: number): Promise<number> {
      return quarantine.countDocuments({ sender }, { limit: atMost });
    },

    async waiting(): Promise<{ conflicts: number; quarantined: number }> {
      const state = 'waiting';
      return {
        conflicts: await conflicts.countDocuments({ state }),
        quarantined: await quarantine.countDocuments({ state }),
      };
    },
  };
}

/** What came of the personal links of a batch. */
function linkFunctions(responses: Model<Kept>) {
  return {
    /** How many responses there are, and how many of them were settled without their last page. */
    async linkResponses(linkBatch: string): Promise<{ all: number; unfinished: number }> {
      const [all, partial, breakOff] = await Promise.all([
        responses.countDocuments({ linkBatch }),
        responses.countDocuments({ linkBatch, result: 'partial' }),
        responses.countDocuments({ linkBatch, result: 'breakOff' }),
      ]);
      return { all, unfinished: partial + breakOff };
    },

    async usedLinks(linkBatch: string): Promise<Pick<Response, 'tokenHash' | 'result'>[]> {
      return responses.find({ linkBatch }, { _id: 0, tokenHash: 1, result: 1 }).lean<Response[]>();
    },
  };
}

async function change(
  responses: Model<Kept>,
  responseId: string,
  { from, set, unset, entry }: ResponseChange,
): Promise<boolean> {
  const { matchedCount } = await responses.collection.updateOne(
    { _id: responseId, revision: from === 0 ? { $exists: false } : from } as never,
    {
      $set: { ...set, revision: from + 1, changedAt: entry.at },
      ...(unset.length > 0 ? { $unset: Object.fromEntries(unset.map((field) => [field, ''])) } : {}),
      $push: { history: entry } as never,
    },
  );
  return matchedCount === 1;
}

async function* inOrder(responses: Model<Kept>, filter: object, moment: string): AsyncGenerator<Response> {
  const cursor = responses.collection
    .find(filter as never)
    .sort({ [moment]: 1, _id: 1 })
    .batchSize(1000);
  for await (const kept of cursor) yield plain(kept as unknown as Kept);
}

/** What measuring a wave reads. */
function waveFunctions(responses: Model<Kept>) {
  return {
    /** Responses of a wave received at or after a moment, oldest first; and those changed at or after another. */
    async *ofWave(wave: string, since?: Date, changedSince?: Date): AsyncGenerator<Response> {
      yield* inOrder(
        responses,
        { wave, ...(since ? { 'times.receivedAt': { $gte: since } } : {}) },
        'times.receivedAt',
      );
      if (changedSince) yield* inOrder(responses, { wave, changedAt: { $gte: changedSince } }, 'changedAt');
    },

    async countOfWave(wave: string): Promise<number> {
      return responses.countDocuments({ wave });
    },
  };
}

/** Final responses. The insert is the one write that is acknowledged; its unique id makes a repeat harmless. */
export function responseStore(connection: Connection) {
  const responses = connection.model<Kept>('Response', responseSchema);

  async function find(responseId: string): Promise<Response | undefined> {
    const kept = await responses.findById(responseId).lean<Kept>();
    return kept ? plain(kept) : undefined;
  }

  async function byToken(tokenHash: string | undefined): Promise<Response | undefined> {
    const kept = tokenHash === undefined ? undefined : await responses.findOne({ tokenHash }).lean<Kept>();
    return kept ? plain(kept) : undefined;
  }

  /** The response that keeps another one out: under the same id, or of the same personal link. */
  async function earlierOf({ responseId, tokenHash }: Pick<Response, 'responseId' | 'tokenHash'>) {
    return (await find(responseId)) ?? (await byToken(tokenHash));
  }

  return {
    find,
    earlierOf,
    ...linkFunctions(responses),
    ...waveFunctions(responses),
    ...asideFunctions(connection),
    insertMany: (batch: Response[]) => insertMany(responses, batch),

    /** Keeps a response. Returns the one kept before where its id or its personal link is taken already (whatever its content). */
    async insert(response: Response): Promise<{ stored: true } | { stored: false; earlier: Response }> {
      const { responseId, ...rest } = response;
      try {
        await responses.collection.insertOne({ _id: responseId, ...rest } as never);
        return { stored: true };
      } catch (error) {
        const earlier = isDuplicate(error) ? await earlierOf(response) : undefined;
        if (!earlier) throw error;
        return { stored: false, earlier };
      }
    },

    /** Makes a change, unless the response has changed since the revision that it was made from. One write; returns whether it was made. */
    change: (responseId: string, made: ResponseChange) => change(responses, responseId, made),

    async byReceipt(receipt: string): Promise<Response | undefined> {
      const kept = await responses.findOne({ receipt }).lean<Kept>();
      return kept ? plain(kept) : undefined;
    },

    async syncIndexes(): Promise<void> {
      await responses.syncIndexes();
    },
  };
}

export type ResponseStore = ReturnType<typeof responseStore>;
