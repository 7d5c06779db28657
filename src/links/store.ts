import { Schema, type Connection, type Model } from 'mongoose';
import type { Link, LinkBatch, Revocation } from './link.js';

interface KeptLink extends Omit<Link, 'tokenHash'> {
  _id: string;
}

interface KeptBatch extends Omit<LinkBatch, 'id'> {
  _id: string;
}

const linkSchema = new Schema<KeptLink>({ _id: String }, { strict: false, versionKey: false, collection: 'links' });
linkSchema.index({ batch: 1, number: 1 }, { unique: true });
linkSchema.index({ responseHash: 1 }, { unique: true });
linkSchema.index({ batch: 1 }, { partialFilterExpression: { revoked: { $exists: true } } });

const batchSchema = new Schema<KeptBatch>(
  { _id: String, createdAt: Date },
  { strict: false, versionKey: false, collection: 'linkbatches' },
);
batchSchema.index({ wave: 1, createdAt: -1 });

type Links = Model<KeptLink>;
type Batches = Model<KeptBatch>;

const plainLink = ({ _id, ...rest }: KeptLink): Link => ({ tokenHash: _id, ...rest });
const plainBatch = ({ _id, ...rest }: KeptBatch): LinkBatch => ({ id: _id, ...rest });

function isDuplicate(error: unknown): boolean {
  return (error as { code?: number }).code === 11_000;
}

async function makeBatch(batches: Batches, { id, ...rest }: LinkBatch): Promise<'made' | 'there'> {
  try {
    await batches.collection.insertOne({ _id: id, ...rest } as never);
    return 'made';
  } catch (error) {
    if (isDuplicate(error)) return 'there';
    throw error;
  }
}

/** Keeps links; those that are there already are passed over, since the same batch and number make the same link. */
async function addLinks(links: Links, fresh: readonly Link[]): Promise<void> {
  const documents = fresh.map(({ tokenHash, ...rest }) => ({ _id: tokenHash, ...rest }));
  try {
    await links.collection.insertMany(documents as never[], { ordered: false });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}

async function batchOf(batches: Batches, id: string): Promise<LinkBatch | undefined> {
  const kept = await batches.findById(id).lean<KeptBatch>();
  return kept ? plainBatch(kept) : undefined;
}

/** A link with its batch's revocation, where it has none of its own. */
async function whole(batches: Batches, kept: KeptLink | null): Promise<Link | undefined> {
  if (!kept) return undefined;
  const revoked = kept.revoked ?? (await batchOf(batches, kept.batch))?.revoked;
  return { ...plainLink(kept), ...(revoked ? { revoked } : {}) };
}

/** Personal links and their batches. A batch is revoked by one write on the batch. */
export function linkStore(connection: Connection) {
  const links: Links = connection.model<KeptLink>('Link', linkSchema);
  const batches: Batches = connection.model<KeptBatch>('LinkBatch', batchSchema);
  return {
    makeBatch: (batch: LinkBatch) => makeBatch(batches, batch),
    addLinks: (fresh: readonly Link[]) => addLinks(links, fresh),
    batch: (id: string) => batchOf(batches, id),
    byToken: async (tokenHash: string) => whole(batches, await links.findById(tokenHash).lean<KeptLink>()),
    byResponse: async (responseHash: string) => whole(batches, await links.findOne({ responseHash }).lean<KeptLink>()),

    /** The batches of a wave, newest first. */
    async batchesOf(wave: string): Promise<LinkBatch[]> {
      return (await batches.find({ wave }).sort({ createdAt: -1 }).lean<KeptBatch[]>()).map(plainBatch);
    },

    /** Links of a batch by number, both ends included, with their own revocations only. */
    async numbered(batch: string, from: number, to: number): Promise<Link[]> {
      const found = links.find({ batch, number: { $gte: from, $lte: to } }).sort({ number: 1 });
      return (await found.lean<KeptLink[]>()).map(plainLink);
    },

    async made(batch: string): Promise<number> {
      return links.countDocuments({ batch });
    },

    /** Links of a batch that were revoked one by one, by number. */
    async revokedSingly(batch: string): Promise<Link[]> {
      const found = links.find({ batch, revoked: { $exists: true } }).sort({ number: 1 });
      return (await found.lean<KeptLink[]>()).map(plainLink);
    },

    /** Revokes a batch, or one link of it; what is revoked already keeps its first reason. Returns whether there was something to revoke. */
    async revoke(batch: string, number: number | undefined, revoked: Revocation): Promise<boolean> {
      const live = { revoked: { $exists: false } };
      const { matchedCount } =
        number === undefined
          ? await batches.collection.updateOne({ _id: batch, ...live } as never, { $set: { revoked } })
          : await links.collection.updateOne({ batch, number, ...live }, { $set: { revoked } });
      return matchedCount === 1;
    },

    async syncIndexes(): Promise<void> {
      await Promise.all([links.syncIndexes(), batches.syncIndexes()]);
    },
  };
}

export type LinkStore = ReturnType<typeof linkStore>;
