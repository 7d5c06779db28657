import { hasContent } from './has-content.js';
import type { Keeper } from './finish.js';
import { releasedResponse, type Recheck } from './release.js';
import type { Release, WaitingSubmission } from './review.js';

interface Releasing {
  stores: {
    responses: Keeper;
    reviews: {
      submissions: { decide(id: string, state: WaitingSubmission['state'], decision: Release): Promise<boolean> };
    };
  };
  sha256: (text: string) => string;
}

/** Lets a quarantined submission in. The decision comes first, so that of two people one wins; the response is always the one it makes. Returns whether this let it in. */
export async function releaseSubmission(
  parts: Releasing,
  item: WaitingSubmission,
  checked: Recheck,
  release: Release,
): Promise<boolean> {
  const { responses, reviews } = parts.stores;
  const isFirst = await reviews.submissions.decide(item.id, 'released', release);
  if (!isFirst && item.state !== 'released') return false;
  const decided = isFirst ? release : { ...release, ...item.decision };
  const response = releasedResponse(item, checked, decided, parts);
  const kept = await responses.insert(response);
  if (kept.stored || hasContent(kept.earlier, response.contentHash)) return true;
  const { responseId, contentHash } = response;
  await responses.keepConflict({ responseId, contentHash, receivedAt: release.at, submitted: response });
  return true;
}
