import type { Followed } from './followed.js';

/** Which responses a figure was made from: equal revisions mean equal data, in whichever process. */
export interface Revision {
  responses: number;
  /** Time of receipt of the latest of them; '' before the first. */
  latest: string;
  digest: string;
  /** The three in one word, for files and addresses. */
  id: string;
}

export function revisionOf(followed: Followed): Revision {
  const responses = followed.responses.size;
  const latest = followed.latest === 0 ? '' : new Date(followed.latest).toISOString();
  const digest = followed.digest.toString(16).padStart(12, '0');
  return {
    responses,
    latest,
    digest,
    id: [responses, latest.replaceAll(/[-:.]/g, ''), digest].filter((part) => part !== '').join('-'),
  };
}
