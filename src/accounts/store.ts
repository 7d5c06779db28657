import { Schema, type Connection, type Model } from 'mongoose';
import { sha256 } from '../web/digest.js';
import { attemptsAllowed, attemptsCountSince, nameKey, type Account, type Role } from './account.js';

interface Kept extends Omit<Account, 'id'> {
  _id: string;
  nameKey: string;
}

/** The link that makes the first administrator; there is one at most, and of its token only the hash is kept. */
interface KeptLink {
  _id: 'first-administrator';
  tokenHash: string;
  expiresAt: Date;
}

const options = { versionKey: false, autoIndex: false } as const;

const accountSchema = new Schema<Kept>(
  {
    _id: String,
    name: String,
    nameKey: String,
    role: String,
    disabled: Boolean,
    passwordHash: String,
    mustChangePassword: Boolean,
    sessionVersion: Number,
    attempts: Number,
    lastAttemptAt: Date,
    createdAt: Date,
  },
  { ...options, collection: 'accounts' },
);
accountSchema.index({ nameKey: 1 }, { unique: true });

const linkSchema = new Schema<KeptLink>(
  { _id: String, tokenHash: String, expiresAt: Date },
  { ...options, collection: 'firstAdministratorLinks' },
);

const plain = ({ _id, nameKey: _nameKey, ...rest }: Kept): Account => ({ id: _id, ...rest });
const isDuplicate = (error: unknown) => (error as { code?: number }).code === 11_000;

/** What a new account is made of; the rest starts at its beginning. */
export type NewAccount = Pick<Account, 'id' | 'name' | 'role' | 'passwordHash' | 'mustChangePassword' | 'createdAt'>;

function peopleFunctions(accounts: Model<Kept>) {
  const one = async (filter: { _id: string } | { nameKey: string }) => {
    const kept = await accounts.findOne(filter).lean<Kept>();
    return kept ? plain(kept) : undefined;
  };

  return {
    byId: (id: string): Promise<Account | undefined> => one({ _id: id }),
    byName: (name: string): Promise<Account | undefined> => one({ nameKey: nameKey(name) }),

    /** Every account, by name. */
    async list(): Promise<Account[]> {
      return (await accounts.find({}).sort({ nameKey: 1 }).lean<Kept[]>()).map(plain);
    },

    async isEmpty(): Promise<boolean> {
      return (await accounts.exists({})) === null;
    },

    /** Adds an account, unless its name is taken. */
    async create({ id, ...rest }: NewAccount): Promise<'created' | 'nameTaken'> {
      const kept: Kept = {
        _id: id,
        ...rest,
        nameKey: nameKey(rest.name),
        disabled: false,
        sessionVersion: 1,
        attempts: 0,
      };
      try {
        await accounts.create(kept);
        return 'created';
      } catch (error) {
        if (isDuplicate(error)) return 'nameTaken';
        throw error;
      }
    },
  };
}

function changeFunctions(accounts: Model<Kept>) {
  return {
    /** A new password ends every session of the account and forgets failed attempts. */
    async setPassword(id: string, passwordHash: string, mustChangePassword: boolean): Promise<void> {
      const changes = { $set: { passwordHash, mustChangePassword, attempts: 0 }, $inc: { sessionVersion: 1 } };
      await accounts.updateOne({ _id: id }, changes);
    },

    async setRole(id: string, role: Role): Promise<void> {
      await accounts.updateOne({ _id: id }, { $set: { role } });
    },

    async setDisabled(id: string, disabled: boolean): Promise<void> {
      await accounts.updateOne({ _id: id }, { $set: { disabled }, $inc: { sessionVersion: 1 } });
    },

    /**
     * Counts one attempt at the password before it is looked at, and says whether it may be: false while the account is locked.
     * Counting first keeps the limit exact when many attempts arrive at once.
     */
    async countAttempt(id: string, now: Date): Promise<boolean> {
      const forgotten = { _id: id, lastAttemptAt: { $lte: attemptsCountSince(now) } };
      await accounts.updateOne(forgotten, { $set: { attempts: 0 } });
      const counted = { $inc: { attempts: 1 }, $set: { lastAttemptAt: now } };
      const result = await accounts.updateOne({ _id: id, attempts: { $lt: attemptsAllowed } }, counted);
      return result.modifiedCount === 1;
    },

    async clearAttempts(id: string): Promise<void> {
      await accounts.updateOne({ _id: id }, { $set: { attempts: 0 } });
    },
  };
}

function linkFunctions(links: Model<KeptLink>) {
  const live = (token: string, now: Date) => ({ tokenHash: sha256(token), expiresAt: { $gt: now } });

  return {
    /** Replaces the link of an earlier start. */
    async keepFirstLink(token: string, expiresAt: Date): Promise<void> {
      const kept = { tokenHash: sha256(token), expiresAt };
      await links.updateOne({ _id: 'first-administrator' }, { $set: kept }, { upsert: true });
    },

    async isFirstLink(token: string, now: Date): Promise<boolean> {
      return (await links.exists(live(token, now))) !== null;
    },

    /** Uses the link up; of several at once, one gets true. */
    async takeFirstLink(token: string, now: Date): Promise<boolean> {
      return (await links.deleteOne(live(token, now))).deletedCount === 1;
    },
  };
}

/** The accounts, and the link that makes the first of them. */
export function accountStore(connection: Connection) {
  const accounts = connection.model<Kept>('Account', accountSchema);
  const links = connection.model<KeptLink>('FirstAdministratorLink', linkSchema);
  return {
    ...peopleFunctions(accounts),
    ...changeFunctions(accounts),
    ...linkFunctions(links),

    async syncIndexes(): Promise<void> {
      await accounts.syncIndexes();
    },
  };
}

export type AccountStore = ReturnType<typeof accountStore>;
