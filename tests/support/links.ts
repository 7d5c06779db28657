import { batchLinks } from '../../src/links/batch-links.js';
import type { LinkBatch } from '../../src/links/link.js';
import { tokenOf } from '../../src/links/tokens.js';
import type { TestSite } from './app.js';

/** A batch of personal links as the site keeps them, and their tokens. */
export async function madeLinks(
  { parts }: TestSite,
  count: number,
  changes: Partial<LinkBatch> = {},
): Promise<{ batch: LinkBatch; tokens: string[] }> {
  const batch: LinkBatch = {
    id: parts.randomHex(8),
    wave: 'w1',
    survey: 'transport',
    source: 'links',
    count,
    createdAt: parts.now(),
    createdBy: 'ana',
    ...changes,
  };
  await parts.stores.links.makeBatch(batch);
  await parts.stores.links.addLinks(batchLinks(batch, [], { from: 1, to: count }, parts));
  return { batch, tokens: Array.from({ length: count }, (_, at) => tokenOf(parts.hmac, batch.id, at + 1)) };
}
