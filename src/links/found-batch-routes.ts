import type { Request } from 'express';
import type { Wave } from '../waves/wave.js';
import type { Parts } from '../web/app.js';
import { Problem } from '../web/problems.js';
import type { LinkBatch, LinkCounts } from './link.js';

export async function waveOf(parts: Parts, req: Request): Promise<Wave> {
  const wave = await parts.stores.waves.find(String(req.params['wave']));
  if (!wave) throw new Problem('wave.notFound');
  return wave;
}

/** The batch of an address; one of another wave is not there. */
export async function batchOf(parts: Parts, req: Request): Promise<{ wave: Wave; batch: LinkBatch }> {
  const wave = await waveOf(parts, req);
  const batch = await parts.stores.links.batch(String(req.params['batch']));
  if (!batch || batch.wave !== wave.id) throw new Problem('page.notFound');
  return { wave, batch };
}

export async function countsOf({ stores }: Parts, batch: LinkBatch): Promise<LinkCounts> {
  const [made, revokedSingly, underWay, sent] = await Promise.all([
    stores.links.made(batch.id),
    stores.links.revokedSingly(batch.id),
    stores.drafts.linksUnderWay(batch.id),
    stores.responses.linkResponses(batch.id),
  ]);
  return {
    made,
    begun: underWay.length + sent.all,
    answered: sent.all - sent.unfinished,
    revoked: batch.revoked ? made : revokedSingly.length,
  };
}
