import type { Connection } from 'mongoose';
import type { ListPlace, ReviewFilter, WaitingConflict, WaitingSubmission } from './review.js';

type Kept<T> = Omit<T, 'id'> & { _id: string };
type Item = WaitingConflict | WaitingSubmission;

const plain = <T extends Item>({ _id, ...rest }: Kept<T>): T => ({ id: _id, ...rest }) as unknown as T;

function matching({ state, survey, mode, fault }: ReviewFilter, paths: { survey: string; mode: string }): object {
  return {
    state: state === 'waiting' ? 'waiting' : { $ne: 'waiting' },
    ...(survey ? { [paths.survey]: survey } : {}),
    ...(mode ? { [paths.mode]: mode } : {}),
    ...(fault ? { 'faults.code': fault } : {}),
  };
}

function after(place: ListPlace | undefined): object {
  if (!place) return {};
  return { $or: [{ receivedAt: { $lt: place.at } }, { receivedAt: place.at, _id: { $lt: place.id } }] };
}

/** One of the two collections of things that wait for a person. */
function asideOf<T extends Item>(connection: Connection, name: string, paths: { survey: string; mode: string }) {
  const items = connection.collection<Kept<T>>(name);
  return {
    /** Newest first. */
    async list(filter: ReviewFilter, place: ListPlace | undefined, limit: number): Promise<T[]> {
      const found = items.find({ $and: [matching(filter, paths), after(place)] } as never);
      const kept = await found.sort({ receivedAt: -1, _id: -1 }).limit(limit).toArray();
      return kept.map((each) => plain<T>(each as unknown as Kept<T>));
    },

    async find(id: string): Promise<T | undefined> {
      const kept = await items.findOne({ _id: id } as never);
      return kept ? plain<T>(kept as unknown as Kept<T>) : undefined;
    },

    /** Decides what still waits; whoever comes second changes nothing. Returns whether it was decided by this. The sender's address is let go of. */
    async decide(id: string, state: T['state'], decision: NonNullable<T['decision']>): Promise<boolean> {
      const update = { $set: { state, decision }, $unset: { sender: '' } };
      const { matchedCount } = await items.updateOne({ _id: id, state: 'waiting' } as never, update as never);
      return matchedCount === 1;
    },

    /** How many wait, counted up to a number. */
    async waiting(atMost: number): Promise<number> {
      return items.countDocuments({ state: 'waiting' } as never, { limit: atMost });
    },

    /** Also lets what was kept before there were states wait like the rest. */
    async syncIndexes(): Promise<void> {
      await items.createIndex({ state: 1, receivedAt: -1, _id: -1 });
      await items.createIndex({ sender: 1 }, { partialFilterExpression: { sender: { $exists: true } } });
      await items.updateMany({ state: { $exists: false } }, { $set: { state: 'waiting' } } as never);
    },
  };
}

/** What waits for a person, and what people decided. */
export function reviewStore(connection: Connection) {
  const submitted = { survey: 'submitted.survey', mode: 'submitted.mode' };
  const conflicts = asideOf<WaitingConflict>(connection, 'conflicts', submitted);
  const submissions = asideOf<WaitingSubmission>(connection, 'quarantine', { survey: 'survey', mode: 'mode' });
  return {
    conflicts,
    submissions,

    async syncIndexes(): Promise<void> {
      await conflicts.syncIndexes();
      await submissions.syncIndexes();
    },
  };
}

export type ReviewStore = ReturnType<typeof reviewStore>;
