import { contentOf, correction, type Author, type ResponseChange } from './change.js';
import type { Response } from './response.js';
import type { Decision, WaitingConflict } from './review.js';

interface Settling {
  stores: {
    responses: {
      find(responseId: string): Promise<Response | undefined>;
      change(responseId: string, change: ResponseChange): Promise<boolean>;
    };
    reviews: {
      conflicts: { decide(id: string, state: WaitingConflict['state'], decision: Decision): Promise<boolean> };
    };
  };
  now: () => Date;
}

/** Whether the later version can become a correction of the earlier: only where both answer the same survey. */
export function mayTake(conflict: WaitingConflict, earlier: Response): boolean {
  const { survey, version } = conflict.submitted;
  return earlier.survey === survey && earlier.version === version;
}

/** Decided for the later version, which is not in the response yet: whoever opens it can go on. */
export function isUnfinished({ id, state }: WaitingConflict, earlier: Response): boolean {
  return state === 'taken' && !earlier.history?.some(({ conflict }) => conflict === id);
}

/** Settles a conflict. The decision comes first, so that of two people one wins; then the answers follow it. Returns whether this settled it. */
export async function settleConflict(
  parts: Settling,
  conflict: WaitingConflict,
  earlier: Response,
  decision: Decision & { take: boolean },
): Promise<boolean> {
  const { take, ...rest } = decision;
  const { conflicts } = parts.stores.reviews;
  const isFirst = await conflicts.decide(conflict.id, take ? 'taken' : 'kept', rest);
  if (!isFirst && !isUnfinished(conflict, earlier)) return false;
  const { by, reason } = isFirst ? rest : (conflict.decision ?? rest);
  if (take) await takeLater(parts, conflict, earlier, { by, reason, at: parts.now() });
  return true;
}

/** Whatever else changes the response meanwhile, the later version comes on top of it. */
async function takeLater(
  { stores }: Settling,
  conflict: WaitingConflict,
  { responseId }: Response,
  author: Author,
): Promise<void> {
  for (;;) {
    const response = await stores.responses.find(responseId);
    if (!response || !isUnfinished({ ...conflict, state: 'taken' }, response)) return;
    const change = correction(response, contentOf(conflict.submitted), author, conflict.id);
    if (await stores.responses.change(responseId, change)) return;
  }
}
