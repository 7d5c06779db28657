import type { Keeper } from '../finish.js';
import type { Change, Response } from '../response.js';

/** What is known of a response that is kept: its content, and the run and row that brought it in by import. */
export interface KeptBefore {
  contentHash: string;
  /** With what stood there before corrections. */
  history?: Change[];
  run?: string;
  row?: number;
}

/** The part of the stores that an import needs. */
export interface ImportKeeper extends Pick<Keeper, 'keepConflict'> {
  kept(responseIds: string[]): Promise<Map<string, KeptBefore>>;
  /** Keeps those whose ids are free; returns how many. */
  insertMany(batch: Response[]): Promise<number>;
}

/** For checking without storing: looks at what is kept, keeps nothing, and remembers the ids that may come again. */
export function notKeeping(keeper: ImportKeeper, mayRepeat: (responseId: string) => boolean): ImportKeeper {
  const passed = new Map<string, KeptBefore>();
  return {
    async kept(responseIds) {
      const repeated = responseIds.flatMap((id) =>
        passed.has(id) ? [[id, passed.get(id)] as [string, KeptBefore]] : [],
      );
      return new Map([...(await keeper.kept(responseIds)), ...repeated]);
    },
    async insertMany(batch) {
      for (const { responseId, contentHash } of batch)
        if (mayRepeat(responseId)) passed.set(responseId, { contentHash });
      return batch.length;
    },
    async keepConflict() {},
  };
}
