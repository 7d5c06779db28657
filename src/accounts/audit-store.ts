import { Schema, type Connection } from 'mongoose';
import { sha256 } from '../web/digest.js';
import { follows, nextEntry, type AuditEntry, type AuditFact } from './audit.js';

interface Kept extends Omit<AuditEntry, 'sequence'> {
  /** The sequence, so that no two entries can ever follow the same one. */
  _id: number;
}

const auditSchema = new Schema<Kept>(
  {
    _id: Number,
    at: Date,
    who: String,
    action: String,
    subject: String,
    phase: String,
    details: Schema.Types.Mixed,
    previousHash: String,
    hash: String,
  },
  { versionKey: false, autoIndex: false, minimize: false, collection: 'audit' },
);

const plain = ({ _id, ...rest }: Kept): AuditEntry => ({ sequence: _id, ...rest });
const isDuplicate = (error: unknown) => (error as { code?: number }).code === 11_000;

/** The audit can only be added to: nothing here changes or removes an entry. */
export function auditStore(connection: Connection) {
  const audit = connection.model<Kept>('AuditEntry', auditSchema);
  let queue: Promise<unknown> = Promise.resolve();

  async function tryAppend(fact: AuditFact): Promise<AuditEntry> {
    const last = await audit.findOne({}).sort({ _id: -1 }).lean<Kept>();
    const { sequence, ...rest } = nextEntry(last ? plain(last) : undefined, fact, sha256);
    await audit.collection.insertOne({ _id: sequence, ...rest } as never);
    return { sequence, ...rest };
  }

  /** Another process may take the sequence first; then the entry follows that one. */
  async function appendAfterLast(fact: AuditFact): Promise<AuditEntry> {
    for (;;) {
      try {
        return await tryAppend(fact);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    }
  }

  return {
    /** Within a process entries wait for one another, so that only other processes can get in between. */
    append(fact: AuditFact): Promise<AuditEntry> {
      const entry = queue.then(() => appendAfterLast(fact));
      queue = entry.catch(() => undefined);
      return entry;
    },

    /** Entries below the sequence `before` (all, without it), newest first. */
    async list({ before, limit }: { before?: number; limit: number }): Promise<AuditEntry[]> {
      const filter = before === undefined ? {} : { _id: { $lt: before } };
      return (await audit.find(filter).sort({ _id: -1 }).limit(limit).lean<Kept[]>()).map(plain);
    },

    /** The sequence at which the chain first breaks, or undefined for a whole chain. An end cut off leaves no trace in the chain itself. */
    async verify(): Promise<number | undefined> {
      let previous: AuditEntry | undefined;
      for await (const kept of audit.collection.find({}).sort({ _id: 1 })) {
        const entry = plain(kept as unknown as Kept);
        if (!follows(previous, entry, sha256)) return (previous?.sequence ?? 0) + 1;
        previous = entry;
      }
      return undefined;
    },

    async syncIndexes(): Promise<void> {
      await audit.syncIndexes();
    },
  };
}

export type AuditStore = ReturnType<typeof auditStore>;
