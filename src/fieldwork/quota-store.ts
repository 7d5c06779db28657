import { Schema, type Connection, type Model } from 'mongoose';
import { freeSlot, type Quota } from './quota.js';

interface Claim {
  /** `<quota> <slot>`: nobody else can take the slot. */
  _id: string;
  quota: string;
  slot: number;
  responseId: string;
  at: Date;
}

type Kept = Omit<Quota, 'id'> & { _id: string };

const quotaSchema = new Schema<Kept>({ _id: String }, { strict: false, versionKey: false, collection: 'quotas' });
quotaSchema.index({ wave: 1, survey: 1 });
const claimSchema = new Schema<Claim>(
  { _id: String, quota: String, slot: Number, responseId: String, at: Date },
  { versionKey: false, collection: 'quota-claims' },
);
claimSchema.index({ quota: 1, responseId: 1 }, { unique: true });
claimSchema.index({ responseId: 1 });

const plain = ({ _id, ...rest }: Kept): Quota => ({ id: _id, ...rest });

function isDuplicate(error: unknown): boolean {
  return (error as { code?: number }).code === 11_000;
}

/** Takes a slot for an interview; one that has a slot keeps it. Exact, whoever else asks at the same time: the slot's id is unique. */
async function claim(claims: Model<Claim>, quota: Quota, responseId: string, now: Date): Promise<boolean> {
  const spread = Number.parseInt(responseId.slice(0, 8), 16) || 0;
  for (;;) {
    const taken = await claims.find({ quota: quota.id }, { slot: 1, responseId: 1 }).lean<Claim[]>();
    if (taken.some((each) => each.responseId === responseId)) return true;
    const slots = taken.map(({ slot }) => slot);
    const slot = freeSlot(slots, quota.limit, spread);
    if (slot === undefined) return false;
    try {
      const fresh = { _id: `${quota.id} ${slot}`, quota: quota.id, slot, responseId, at: now };
      await claims.collection.insertOne(fresh as never);
      return true;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }
}

const batchSize = 1000;

/** Takes places for interviews that are kept already, beyond the limit too: they count, whatever was wanted. */
async function enrol(claims: Model<Claim>, quota: Quota, responseIds: readonly string[], now: Date): Promise<void> {
  const taken = await claims.find({ quota: quota.id }, { slot: 1, responseId: 1 }).lean<Claim[]>();
  const holders = new Set(taken.map(({ responseId }) => responseId));
  const slots = new Set(taken.map(({ slot }) => slot));
  let slot = 0;
  const fresh = responseIds
    .filter((responseId) => !holders.has(responseId))
    .map((responseId) => {
      do slot += 1;
      while (slots.has(slot));
      return { _id: `${quota.id} ${slot}`, quota: quota.id, slot, responseId, at: now };
    });
  for (let from = 0; from < fresh.length; from += batchSize) {
    await claims.collection.insertMany(fresh.slice(from, from + batchSize) as never[]);
  }
}

/** As `enrol`; again where somebody took one of the places meanwhile. */
async function enrolAll(claims: Model<Claim>, quota: Quota, responseIds: readonly string[], now: Date): Promise<void> {
  for (;;) {
    try {
      await enrol(claims, quota, responseIds, now);
      return;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }
}

/** Quotas and the interviews that count for them. */
export function quotaStore(connection: Connection) {
  const quotas = connection.model<Kept>('Quota', quotaSchema);
  const claims = connection.model<Claim>('QuotaClaim', claimSchema);

  async function release(responseId: string): Promise<void> {
    await claims.deleteMany({ responseId });
  }

  return {
    async ofWave(wave: string): Promise<Quota[]> {
      return (await quotas.find({ wave }).sort({ _id: 1 }).lean<Kept[]>()).map(plain);
    },

    async ofSurvey(wave: string, survey: string): Promise<Quota[]> {
      return (await quotas.find({ wave, survey }).sort({ _id: 1 }).lean<Kept[]>()).map(plain);
    },

    /** Sets quotas; one that is there already gets the new limit. */
    async set(all: readonly Quota[]): Promise<void> {
      for (const { id, ...rest } of all) await quotas.updateOne({ _id: id }, { $set: rest }, { upsert: true });
    },

    async remove(ids: readonly string[]): Promise<void> {
      await quotas.deleteMany({ _id: { $in: [...ids] } });
      await claims.deleteMany({ quota: { $in: [...ids] } });
    },

    /**
     * Takes a place in every one of these quotas. Returns the first that is full; then no place is held. An interview that holds places
     * goes on, whatever was changed meanwhile, unless it belongs elsewhere now.
     */
    async claim(wanted: readonly Quota[], responseId: string, now: Date): Promise<Quota | undefined> {
      const held = (await claims.find({ responseId }, { quota: 1 }).lean<Claim[]>()).map(({ quota }) => quota);
      if (held.length > 0 && held.every((id) => wanted.some((quota) => quota.id === id))) return undefined;
      if (held.length > 0) await release(responseId);
      for (const quota of wanted) {
        if (await claim(claims, quota, responseId, now)) continue;
        await release(responseId);
        return quota;
      }
      return undefined;
    },

    /** Counts interviews that are kept already, beyond the limit too. */
    enrol: (quota: Quota, responseIds: readonly string[], now: Date) => enrolAll(claims, quota, responseIds, now),

    /** Gives back the places of an interview that does not count after all. */
    release,

    /** Places taken, by quota. */
    async taken(wave: string): Promise<Map<string, number>> {
      const ids = (await quotas.find({ wave }, { _id: 1 }).lean<{ _id: string }[]>()).map(({ _id }) => _id);
      const rows = await claims.aggregate<{ _id: string; n: number }>([
        { $match: { quota: { $in: ids } } },
        { $group: { _id: '$quota', n: { $sum: 1 } } },
      ]);
      return new Map(rows.map(({ _id, n }) => [_id, n]));
    },

    async syncIndexes(): Promise<void> {
      await Promise.all([quotas.syncIndexes(), claims.syncIndexes()]);
    },
  };
}

export type QuotaStore = ReturnType<typeof quotaStore>;
