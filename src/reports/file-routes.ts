import { Router, type Response as Reply } from 'express';
import { setImmediate } from 'node:timers/promises';
import { once } from 'node:events';
import { audited } from '../accounts/audited.js';
import type { SignedIn } from '../accounts/account.js';
import type { Measured } from '../waves/measured.js';
import type { Parts } from '../web/app.js';
import { archive } from './archive/archive.js';
import { zipped } from './archive/zip.js';
import { topNode, type Open } from './open-wave-routes.js';
import type { Since } from './since.js';
import { rankingCsv } from './ranking-csv.js';

/** Files to take away. Each is in the audit before its first byte leaves, and its outcome afterwards. */
export function fileRoutes(parts: Parts, open: Open, since: (measured: Measured) => Promise<Since>): Router {
  const router = Router();

  function exported(res: Reply, { wave, revision }: Measured, file: string, work: () => Promise<void>): Promise<void> {
    const who = (res.locals['account'] as SignedIn).id;
    const fact = { who, action: 'export', subject: wave.id, details: { file, revision: revision.id } };
    return audited(parts.stores.audit, parts.now, fact, work);
  }

  router.get('/waves/:wave/ranking.csv', async (req, res) => {
    const { measured, reader } = await open(req, res);
    const node = topNode(req, measured);
    const name = fileName(measured, `ranking-${node.replaceAll(':', '-')}.csv`);
    await exported(res, measured, name, async () => {
      const csv = rankingCsv(measured, node, reader);
      res.attachment(name).type('text/csv; charset=utf-8').send(csv);
      await sent(res);
    });
  });

  router.get('/waves/:wave/archive.zip', async (req, res) => {
    const { measured } = await open(req, res);
    const compared = await since(measured);
    const name = fileName(measured, 'archive.zip');
    await exported(res, measured, name, async () => {
      res.attachment(name).type('application/zip');
      const made = new Date(measured.revision.latest || measured.wave.opensAt);
      for (const chunk of zipped(archive(measured, compared), made)) {
        await write(res, chunk);
      }
      res.end();
      await sent(res);
    });
  });

  return router;
}

/** Simulated data say so in the name of the file too. */
function fileName({ wave }: Measured, name: string): string {
  return `${wave.id}-${wave.kind === 'simulated' ? 'simulated-' : ''}${name}`;
}

/** Waits for a slow reader, and lets other requests have their turn. */
async function write(res: Reply, chunk: Uint8Array): Promise<void> {
  if (res.destroyed) throw new Error('write requires a reader who is still there');
  if (!res.write(chunk)) await Promise.race([once(res, 'drain'), once(res, 'close')]);
  await setImmediate();
}

async function sent(res: Reply): Promise<void> {
  if (!res.writableFinished) await Promise.race([once(res, 'finish'), once(res, 'close')]);
  if (!res.writableFinished) throw new Error('sent requires a reader who stays to the end');
}
