import { Schema, type Connection, type Model } from 'mongoose';
import { canonicalJson } from '../definition/canonical.js';
import type { Answers, Language } from '../definition/types.js';
import type { Opening } from '../responses/response.js';
import type { Draft } from './draft.js';

interface Kept extends Omit<Draft, 'responseId'> {
  _id: string;
}

export interface PageSave {
  responseId: string;
  page: string;
  /** The revision the page was shown with; 0 for a page not saved before. */
  revision: number;
  answers: Answers;
  spent: number;
  language: Language;
  now: Date;
}

export type SaveOutcome = 'saved' | 'stale' | 'submitted';

const draftSchema = new Schema<Kept>(
  {
    _id: String,
    opening: Schema.Types.Mixed,
    pages: Schema.Types.Mixed,
    modeTrail: Schema.Types.Mixed,
    language: String,
    state: String,
    updatedAt: Date,
  },
  { versionKey: false, collection: 'drafts', minimize: false },
);
draftSchema.index({ state: 1, updatedAt: 1 });

const plain = ({ _id, ...rest }: Kept): Draft => ({ responseId: _id, ...rest });

type Drafts = Model<Kept>;

async function find(drafts: Drafts, responseId: string): Promise<Draft | undefined> {
  const kept = await drafts.findById(responseId).lean<Kept>();
  return kept ? plain(kept) : undefined;
}

/** Begins a draft; one that has begun already stays as it is. */
async function begin(drafts: Drafts, opening: Opening): Promise<void> {
  const { responseId, language, mode, startedAt } = opening;
  const modeTrail = [{ mode, at: startedAt }];
  const fresh = { opening, language, pages: {}, modeTrail, state: 'open', updatedAt: startedAt };
  await drafts.updateOne({ _id: responseId }, { $setOnInsert: fresh }, { upsert: true });
}

/** Saves one page if nobody saved it since it was shown. The same answers again count as saved. */
async function savePage(drafts: Drafts, save: PageSave): Promise<SaveOutcome> {
  const at = `pages.${save.page}`;
  const shown = save.revision === 0 ? { [at]: { $exists: false } } : { [`${at}.revision`]: save.revision };
  const revision = save.revision + 1;
  const { matchedCount } = await drafts.collection.updateOne(
    { _id: save.responseId, state: 'open', ...shown } as never,
    {
      $set: {
        [`${at}.revision`]: revision,
        [`${at}.answers`]: save.answers,
        language: save.language,
        updatedAt: save.now,
      },
      $inc: { [`${at}.spent`]: save.spent },
    },
  );
  if (matchedCount === 1) return 'saved';
  const draft = await find(drafts, save.responseId);
  if (!draft) throw new Error('savePage requires a draft that has begun');
  if (draft.state === 'submitted') return 'submitted';
  const kept = draft.pages[save.page]?.answers;
  return kept && canonicalJson(kept) === canonicalJson(save.answers) ? 'saved' : 'stale';
}

/** Interviews under way: one document each, each page saved by a conditional update on its revision. */
export function draftStore(connection: Connection) {
  const drafts: Drafts = connection.model<Kept>('Draft', draftSchema);
  return {
    find: (responseId: string) => find(drafts, responseId),
    begin: (opening: Opening) => begin(drafts, opening),
    savePage: (save: PageSave) => savePage(drafts, save),

    /** The response is kept: its draft lets go of the answers and takes no more. */
    async close(responseId: string, now: Date): Promise<void> {
      await drafts.updateOne({ _id: responseId }, { $set: { state: 'submitted', pages: {}, updatedAt: now } });
    },

    /** Open drafts that nobody has touched since a moment, or whose wave is among those given. */
    async idle(since: Date, closedWaves: string[], limit = 500): Promise<Draft[]> {
      const overdue = [{ updatedAt: { $lt: since } }, { 'opening.wave': { $in: closedWaves } }];
      return (await drafts.find({ state: 'open' }).or(overdue).limit(limit).lean<Kept[]>()).map(plain);
    },

    /** An enumerator's interviews under way, newest first. */
    async openOf(enumerator: string): Promise<Draft[]> {
      const own = drafts.find({ state: 'open', 'opening.enumerator': enumerator });
      return (await own.sort({ updatedAt: -1 }).limit(50).lean<Kept[]>()).map(plain);
    },

    async syncIndexes(): Promise<void> {
      await drafts.syncIndexes();
    },
  };
}

export type DraftStore = ReturnType<typeof draftStore>;
