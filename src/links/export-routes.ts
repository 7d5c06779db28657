import { Router, type Response as Reply } from 'express';
import type { SignedIn } from '../accounts/account.js';
import { audited } from '../accounts/audited.js';
import { csvFile } from '../reports/csv.js';
import type { Wave } from '../waves/wave.js';
import type { Parts } from '../web/app.js';
import type { Translate } from '../web/locale.js';
import { Problem } from '../web/problems.js';
import { stateOf, tokenAgain, withRevocation } from './batch-links.js';
import { batchOf } from './found-batch-routes.js';
import type { LinkBatch } from './link.js';
import { sheetPages, sheetsOf } from './sheet.js';
import { linkAddress } from './tokens.js';

/** The addresses of a batch, to be given out: as a file, and as labels to print. Each is in the audit before it leaves. */
export function exportRoutes(parts: Parts): Router {
  const router = Router();

  router.get('/waves/:wave/links/:batch/links.csv', async (req, res) => {
    const { wave, batch } = await batchOf(parts, req);
    const name = fileName(wave, batch);
    await exported(parts, res, { batch, file: name }, async () => {
      const csv = csvFile(headOf(res), await csvRows(parts, batch, res.locals['t'] as Translate));
      res.attachment(name).type('text/csv; charset=utf-8').send(csv);
    });
  });

  router.get('/waves/:wave/links/:batch/sheet', async (req, res) => {
    const { wave, batch } = await batchOf(parts, req);
    const sheets = sheetsOf(batch);
    const sheet = sheets.find(({ page }) => String(page) === (req.query['page'] ?? '1'));
    if (!sheet) throw new Problem('page.notFound');
    await exported(parts, res, { batch, file: `sheet ${sheet.from}-${sheet.to}` }, async () => {
      const links = await parts.stores.links.numbered(batch.id, sheet.from, sheet.to);
      const pages = sheetPages(batch, withRevocation(batch, links), parts.config.baseUrl, parts);
      if (!pages) throw new Problem('links.secretChanged');
      const survey = parts.surveys.latest(batch.survey)?.definition;
      res.set('Cache-Control', 'private, no-store');
      res.render('links/sheet', { wave, batch, survey, sheet, sheets: sheets.length, pages });
    });
  });

  return router;
}

function exported(
  parts: Parts,
  res: Reply,
  { batch, file }: { batch: LinkBatch; file: string },
  work: () => Promise<void>,
): Promise<void> {
  const { id: who } = res.locals['account'] as SignedIn;
  const fact = { who, action: 'export', subject: batch.id, details: { wave: batch.wave, file } };
  return audited(parts.stores.audit, parts.now, fact, work);
}

/** Simulated waves say so in the name of the file too. */
function fileName({ id, kind }: Wave, batch: LinkBatch): string {
  return `${id}-${kind === 'simulated' ? 'simulated-' : ''}${batch.survey}-links-${batch.id}.csv`;
}

function headOf(res: Reply): string[] {
  const t = res.locals['t'] as Translate;
  return [t('links.csv.number'), t('links.csv.label'), t('links.csv.address'), t('links.csv.state')];
}

async function csvRows(parts: Parts, batch: LinkBatch, t: Translate): Promise<(string | number)[][]> {
  const { drafts, links, responses } = parts.stores;
  const [all, underWay, used] = await Promise.all([
    links.numbered(batch.id, 1, batch.count),
    drafts.linksUnderWay(batch.id),
    responses.usedLinks(batch.id),
  ]);
  const unfinished = used.filter(({ result }) => result === 'partial' || result === 'breakOff');
  const hashes = (responses: typeof used) => responses.flatMap(({ tokenHash }) => tokenHash ?? []);
  const begun = new Set([...underWay, ...hashes(unfinished)]);
  const answered = new Set(hashes(used.filter((each) => !unfinished.includes(each))));
  return withRevocation(batch, all).map((link) => {
    const token = tokenAgain(link, parts);
    if (token === undefined) throw new Problem('links.secretChanged');
    const state = t(`links.state.${stateOf(link, { begun, answered })}`);
    return [link.number, link.label ?? '', linkAddress(parts.config.baseUrl, token), state];
  });
}
