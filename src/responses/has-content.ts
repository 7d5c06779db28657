import type { Change } from './response.js';

/** Whether a response has this content, or had it before it was corrected: whoever sends that again gets the receipt of then. */
export function hasContent(kept: { contentHash: string; history?: Change[] }, hash: string): boolean {
  return kept.contentHash === hash || (kept.history ?? []).some(({ before }) => before?.contentHash === hash);
}
