import type { Response } from '../responses/response.js';

/** Where the responses of a wave come from; the store of responses is one. */
export interface ResponseSource {
  /** Responses received at or after a moment, oldest first, all of them without one; then those changed at or after another. */
  ofWave(wave: string, since?: Date, changedSince?: Date): AsyncIterable<Response>;
  countOfWave(wave: string): Promise<number>;
}

/** The responses of a wave as far as they were read, by id. */
export interface Followed {
  responses: Map<string, Response>;
  /** A short digest of each response as read, and their sum: equal sets have equal sums in whatever order they came. */
  digests: Map<string, number>;
  digest: number;
  latest: number;
  /** The latest change of a response after it was received; 0 before the first. */
  latestChange: number;
  countedAt: number;
}

// A write that began earlier may become visible later: that long is looked back.
const overlap = 10_000;
// Rows with an earlier time of receipt (a restored backup, a clock put right) are found by counting, which costs more: at most this often.
const countEvery = 600_000;
const digestRange = 2 ** 48;

export function nothingFollowed(): Followed {
  return { responses: new Map(), digests: new Map(), digest: 0, latest: 0, latestChange: 0, countedAt: 0 };
}

/** Takes what is new in the source into `followed`. Returns whether anything changed. */
export async function follow(
  followed: Followed,
  wave: string,
  source: ResponseSource,
  { now, sha256 }: { now: Date; sha256: (text: string) => string },
): Promise<boolean> {
  const before = followed.digest;
  const changes = new Date(Math.max(0, followed.latestChange - overlap));
  const news = followed.latest === 0 ? [] : ([new Date(followed.latest - overlap), changes] as const);
  for await (const response of source.ofWave(wave, ...news)) take(followed, response, sha256);
  if (now.getTime() - followed.countedAt >= countEvery) {
    followed.countedAt = now.getTime();
    if ((await source.countOfWave(wave)) !== followed.responses.size) await readAgain(followed, wave, source, sha256);
  }
  return followed.digest !== before;
}

async function readAgain(
  followed: Followed,
  wave: string,
  source: ResponseSource,
  sha256: (text: string) => string,
): Promise<void> {
  const { countedAt } = followed;
  Object.assign(followed, nothingFollowed(), { countedAt });
  for await (const response of source.ofWave(wave)) take(followed, response, sha256);
}

function take(followed: Followed, response: Response, sha256: (text: string) => string): void {
  const { responseId, contentHash, exclusion, times, revision = 0, changedAt } = response;
  const digest = Number.parseInt(
    sha256(`${responseId} ${contentHash} ${exclusion ? 'excluded' : ''}${revision === 0 ? '' : revision}`).slice(0, 12),
    16,
  );
  const known = followed.digests.get(responseId);
  followed.latest = Math.max(followed.latest, times.receivedAt.getTime());
  followed.latestChange = Math.max(followed.latestChange, changedAt?.getTime() ?? 0);
  if (known === digest) return;
  followed.responses.set(responseId, response);
  followed.digests.set(responseId, digest);
  followed.digest = (followed.digest + digest - (known ?? 0) + digestRange) % digestRange;
}
