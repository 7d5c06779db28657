import type { Link, LinkBatch, LinkState } from './link.js';
import { linkHashes, tokenOf, type Hmac, type Sha256 } from './tokens.js';

export interface Digests {
  hmac: Hmac;
  sha256: Sha256;
}

/** The links of a batch from one number to another, as they are kept. */
export function batchLinks(
  batch: LinkBatch,
  labels: readonly string[],
  { from, to }: { from: number; to: number },
  { hmac, sha256 }: Digests,
): Link[] {
  const { wave, survey, source, createdAt } = batch;
  return Array.from({ length: to - from + 1 }, (_, at) => {
    const number = from + at;
    const label = labels[number - 1];
    const hashes = linkHashes(tokenOf(hmac, batch.id, number), sha256);
    return { ...hashes, wave, survey, source, batch: batch.id, number, createdAt, ...(label ? { label } : {}) };
  });
}

/** The token of a kept link, made again; undefined where the site's secret is another than when it was made. */
export function tokenAgain(link: Pick<Link, 'batch' | 'number' | 'tokenHash'>, { hmac, sha256 }: Digests) {
  const token = tokenOf(hmac, link.batch, link.number);
  return sha256(token) === link.tokenHash ? token : undefined;
}

/** Links of a batch, each with the batch's revocation where it has none of its own. */
export function withRevocation({ revoked }: Pick<LinkBatch, 'revoked'>, links: readonly Link[]): Link[] {
  return links.map((link) => ({ ...(revoked ? { revoked } : {}), ...link }));
}

/** What came of a link; `begun` and `answered` hold token hashes. */
export function stateOf(
  link: Pick<Link, 'tokenHash' | 'revoked'>,
  { begun, answered }: { begun: ReadonlySet<string>; answered: ReadonlySet<string> },
): LinkState {
  if (answered.has(link.tokenHash)) return 'answered';
  if (link.revoked) return 'revoked';
  return begun.has(link.tokenHash) ? 'begun' : 'ready';
}
