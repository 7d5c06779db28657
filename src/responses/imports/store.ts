import { Schema, type Connection } from 'mongoose';
import type { Response } from '../response.js';
import type { ImportRun } from './import-run.js';
import type { KeptBefore } from './keeper.js';
import type { RowProblem } from './row-problem.js';

interface Kept extends Omit<ImportRun, 'id'> {
  _id: string;
}

/** Problems of one batch of rows, so that no document grows with the file. */
interface KeptProblems {
  run: string;
  firstRow: number;
  problems: RowProblem[];
}

const runSchema = new Schema<Kept>(
  { _id: String, at: Date },
  { strict: false, versionKey: false, collection: 'imports', minimize: false },
);
runSchema.index({ at: 1 });
const problemSchema = new Schema<KeptProblems>(
  {},
  { strict: false, versionKey: false, collection: 'importProblems', minimize: false },
);
problemSchema.index({ run: 1, firstRow: 1 });

const plain = ({ _id, ...rest }: Kept): ImportRun => ({ id: _id, ...rest });

/** Runs of the import with the rows they did not take in; of the rows only what stands in the cell at fault. */
export function importStore(connection: Connection) {
  const runs = connection.model<Kept>('ImportRun', runSchema);
  const problems = connection.model<KeptProblems>('ImportProblems', problemSchema);
  const responses = connection.collection<Omit<Response, 'responseId'> & { _id: string }>('responses');

  return {
    async create({ id, ...rest }: ImportRun): Promise<void> {
      await runs.collection.insertOne({ _id: id, ...rest } as never);
    },

    async change(id: string, change: Partial<ImportRun>): Promise<void> {
      await runs.collection.updateOne({ _id: id as never }, { $set: change });
    },

    async find(id: string): Promise<ImportRun | undefined> {
      const kept = await runs.findById(id).lean<Kept>();
      return kept ? plain(kept) : undefined;
    },

    /** Newest first. */
    async list(limit: number): Promise<ImportRun[]> {
      return (await runs.find({}).sort({ at: -1 }).limit(limit).lean<Kept[]>()).map(plain);
    },

    async addProblems(run: string, found: RowProblem[]): Promise<void> {
      const firstRow = found[0]?.row;
      if (firstRow !== undefined) await problems.collection.insertOne({ run, firstRow, problems: found });
    },

    /** Problems of a run in the order of the file. */
    async *problems(run: string): AsyncGenerator<RowProblem> {
      const cursor = problems.collection.find({ run } as never).sort({ firstRow: 1 });
      for await (const kept of cursor) yield* (kept as unknown as KeptProblems).problems;
    },

    /** What is kept under these ids already. */
    async kept(responseIds: string[]): Promise<Map<string, KeptBefore>> {
      if (responseIds.length === 0) return new Map();
      const projection = { contentHash: 1, imported: 1, history: 1 } as const;
      const found = await responses.find({ _id: { $in: responseIds } }, { projection }).toArray();
      return new Map(
        found.map(({ _id, contentHash, imported, history }) => [
          _id,
          { contentHash, ...imported, ...(history ? { history } : {}) },
        ]),
      );
    },

    async syncIndexes(): Promise<void> {
      for (const model of [runs, problems]) await model.syncIndexes();
    },
  };
}

export type ImportStore = ReturnType<typeof importStore>;
