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
  /** The page load that saves, '' where it is not known: what it saved itself is never newer than what it has. */
  tab?: string;
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
    resumeHash: String,
    part: Schema.Types.Mixed,
    appointmentAt: Date,
    updatedAt: Date,
  },
  { versionKey: false, collection: 'drafts', minimize: false },
);
draftSchema.index({ state: 1, updatedAt: 1 });
draftSchema.index({ resumeHash: 1 }, { unique: true, sparse: true });
draftSchema.index(
  { 'opening.linkBatch': 1, state: 1 },
  { partialFilterExpression: { 'opening.linkBatch': { $exists: true } } },
);

const plain = ({ _id, ...rest }: Kept): Draft => ({ responseId: _id, ...rest });

type Drafts = Model<Kept>;

async function find(drafts: Drafts, responseId: string): Promise<Draft | undefined> {
  const kept = await drafts.findById(responseId).lean<Kept>();
  return kept ? plain(kept) : undefined;
}

/** Begins a draft; one that has begun already stays as it is. */
async function begin(drafts: Drafts, opening: Opening, resumeHash?: string): Promise<void> {
  const { responseId, language, mode, startedAt } = opening;
  const modeTrail = [{ mode, at: startedAt }];
  const resume = resumeHash === undefined ? {} : { resumeHash };
  const fresh = { opening, language, pages: {}, modeTrail, state: 'open', updatedAt: startedAt, ...resume };
  await drafts.updateOne({ _id: responseId }, { $setOnInsert: fresh }, { upsert: true });
}

/** Where a page still is as it was shown, or was last saved by the same page load. */
function asShown({ responseId, page, revision, tab }: PageSave, ofTab: object): Record<string, unknown> {
  const at = `pages.${page}`;
  const shown = revision === 0 ? { [at]: { $exists: false } } : { [`${at}.revision`]: revision };
  const either = tab ? [shown, { [`${at}.tab`]: tab, ...ofTab }] : [shown];
  return { _id: responseId, state: 'open', [`${at}.given`]: { $exists: false }, $or: either };
}

/** Saves one page if nobody else saved it since it was shown. The same answers again count as saved. */
async function savePage(drafts: Drafts, save: PageSave): Promise<SaveOutcome> {
  const at = `pages.${save.page}`;
  const { matchedCount } = await drafts.collection.updateOne(asShown(save, {}), {
    $set: {
      [`${at}.answers`]: save.answers,
      [`${at}.tab`]: save.tab ?? '',
      language: save.language,
      updatedAt: save.now,
    },
    $unset: { [`${at}.unsent`]: '' },
    $inc: { [`${at}.revision`]: 1, [`${at}.spent`]: save.spent },
  });
  if (matchedCount === 1) return 'saved';
  const draft = await find(drafts, save.responseId);
  if (!draft) throw new Error('savePage requires a draft that has begun');
  if (draft.state !== 'open') return 'submitted';
  const kept = draft.pages[save.page]?.answers;
  return kept && canonicalJson(kept) === canonicalJson(save.answers) ? 'saved' : 'stale';
}

/**
 * Saves what is answered of a page that is not sent yet. It never stands over another window's save, nor over what the same page load has
 * sent since: it may arrive late.
 */
async function saveUnsent(drafts: Drafts, save: PageSave): Promise<'saved' | 'passed'> {
  const at = `pages.${save.page}`;
  const { matchedCount } = await drafts.collection.updateOne(asShown(save, { [`${at}.unsent`]: true }), {
    $set: {
      [`${at}.answers`]: save.answers,
      [`${at}.tab`]: save.tab ?? '',
      [`${at}.unsent`]: true,
      updatedAt: save.now,
    },
    $inc: { [`${at}.revision`]: 1, [`${at}.spent`]: 0 },
  });
  return matchedCount === 1 ? 'saved' : 'passed';
}

/** What an interview of several surveys needs beside. */
function partFunctions(drafts: Drafts) {
  return {
    /** Begins one of several surveys of an interview with what its door has told; one that has begun stays as it is. */
    async beginPart({ responseId, ...rest }: Draft, now: Date): Promise<void> {
      await drafts.updateOne({ _id: responseId }, { $setOnInsert: { ...rest, updatedAt: now } }, { upsert: true });
    },

    /** Fills in a page that was answered elsewhere in the interview, unless it has been answered here. */
    async give(responseId: string, page: string, answers: Answers): Promise<void> {
      const given = { revision: 1, answers, spent: 0, given: true };
      await drafts.collection.updateOne(
        { _id: responseId, state: 'open', [`pages.${page}`]: { $exists: false } } as never,
        {
          $set: { [`pages.${page}`]: given },
        },
      );
    },

    /** A door that takes no more answers, as they are then; undefined where it is closed. */
    async pass(responseId: string): Promise<Draft | undefined> {
      await drafts.updateOne({ _id: responseId, state: 'open' }, { $set: { state: 'passed' } });
      const kept = await drafts.findOne({ _id: responseId, state: 'passed' }).lean<Kept>();
      return kept ? plain(kept) : undefined;
    },
  };
}

/** Interviews under way: one document each, each page saved by a conditional update on its revision. */
export function draftStore(connection: Connection) {
  const drafts: Drafts = connection.model<Kept>('Draft', draftSchema);
  return {
    find: (responseId: string) => find(drafts, responseId),
    begin: (opening: Opening, resumeHash?: string) => begin(drafts, opening, resumeHash),
    savePage: (save: PageSave) => savePage(drafts, save),
    saveUnsent: (save: PageSave) => saveUnsent(drafts, save),
    ...partFunctions(drafts),

    async findByResume(resumeHash: string): Promise<Draft | undefined> {
      const kept = await drafts.findOne({ resumeHash }).lean<Kept>();
      return kept ? plain(kept) : undefined;
    },

    /** Token hashes of the personal links of a batch whose interview is under way. */
    async linksUnderWay(batch: string): Promise<string[]> {
      const own = drafts.find({ 'opening.linkBatch': batch, state: 'open' }, { 'opening.tokenHash': 1 });
      return (await own.lean<Kept[]>()).flatMap(({ opening }) => opening.tokenHash ?? []);
    },

    /** The response is kept: its draft lets go of the answers and takes no more. */
    async close(responseId: string, now: Date): Promise<void> {
      await drafts.updateOne({ _id: responseId }, { $set: { state: 'submitted', pages: {}, updatedAt: now } });
    },

    /** The interview goes on at an agreed time. */
    async appoint(responseId: string, appointmentAt: Date, now: Date): Promise<void> {
      const underWay = { $in: ['open', 'passed'] as const };
      await drafts.updateOne({ _id: responseId, state: underWay }, { $set: { appointmentAt, updatedAt: now } });
    },

    /** Drafts not sent in that nobody has touched since a moment and nobody waits for, or whose wave is among those given. */
    async idle(since: Date, closedWaves: string[], limit = 500): Promise<Draft[]> {
      const untouched = { updatedAt: { $lt: since }, appointmentAt: { $not: { $gte: since } } };
      const overdue = [untouched, { 'opening.wave': { $in: closedWaves } }];
      return (
        await drafts
          .find({ state: { $in: ['open', 'passed'] } })
          .or(overdue)
          .limit(limit)
          .lean<Kept[]>()
      ).map(plain);
    },

    /** An enumerator's interviews under way, newest first. */
    async openOf(enumerator: string): Promise<Draft[]> {
      const own = drafts.find({ state: { $in: ['open', 'passed'] }, 'opening.enumerator': enumerator });
      return (await own.sort({ updatedAt: -1 }).limit(50).lean<Kept[]>()).map(plain);
    },

    async syncIndexes(): Promise<void> {
      await drafts.syncIndexes();
    },
  };
}

export type DraftStore = ReturnType<typeof draftStore>;
