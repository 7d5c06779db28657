import { Router, type NextFunction, type Request, type Response as Reply } from 'express';
import multer from 'multer';
import type { SignedIn } from '../accounts/account.js';
import { audited } from '../accounts/audited.js';
import type { Fault } from '../definition/types.js';
import { localTime } from '../responses/local-date.js';
import { stateOf } from '../waves/wave-list.js';
import type { Wave } from '../waves/wave.js';
import type { Parts } from '../web/app.js';
import { Problem } from '../web/problems.js';
import { validated } from '../web/validated.js';
import { batchLinks } from './batch-links.js';
import { countsOf, waveOf } from './found-batch-routes.js';
import { largestBatch, type LinkBatch } from './link.js';
import { linkable, plannedBatch, type LinksForm } from './new-batch.js';
import { isLocalAddress } from './tokens.js';

/** Links kept at once: other requests have their turn in between. */
const portion = 2000;
const longestLabels = 2_000_000;

/** The links page of a wave: what was made so far, and the form of a new batch. */
export function makeRoutes(parts: Parts): Router {
  const router = Router();
  const { links } = parts.stores;

  router.get('/waves/:wave/links', async (req, res) => showLinks(parts, await waveOf(parts, req), res));

  router.post('/waves/:wave/links', fields(), validated('links'), async (req, res) => {
    const wave = await waveOf(parts, req);
    const form = res.locals['input'] as LinksForm;
    const planned = plannedBatch(form, wave, parts.surveys);
    if ('faults' in planned) return showLinks(parts, wave, res.status(422), { form, faults: planned.faults });
    if (parts.now() >= wave.closesAt) throw new Problem('link.over', { until: localTime(wave.closesAt) });
    const { id: createdBy } = res.locals['account'] as SignedIn;
    const { survey, source } = form;
    const asked = { wave: wave.id, survey, source, count: planned.count };
    const batch = (await links.batch(form.batch)) ?? { id: form.batch, ...asked, createdAt: parts.now(), createdBy };
    if (!isSame(batch, asked)) {
      const faults = [{ code: 'sentBefore', path: 'number', params: {} }];
      return showLinks(parts, wave, res.status(409), { form, faults });
    }
    await make(parts, batch, planned.labels, createdBy);
    res.redirect(303, `/waves/${wave.id}/links/${batch.id}`);
  });

  return router;
}

/** The form with many labels is larger than other forms, so it comes as multipart. Its token is in its address. */
function fields() {
  const limits = { files: 0, fields: 10, fieldSize: longestLabels, parts: 10 };
  const take = multer({ limits }).none();
  return (req: Request, res: Reply, next: NextFunction): void => {
    take(req, res, (error: unknown) => {
      if (!error) next();
      else next(new Problem(isTooLarge(error) ? 'body.tooLarge' : 'request.malformed'));
    });
  };
}

function isTooLarge(error: unknown): boolean {
  return error instanceof multer.MulterError && error.code === 'LIMIT_FIELD_VALUE';
}

/** The form of a batch that was made, sent again; not one that was changed after going back to it. */
function isSame(batch: LinkBatch, asked: Pick<LinkBatch, 'wave' | 'survey' | 'source' | 'count'>): boolean {
  const { wave, survey, source, count } = asked;
  return batch.wave === wave && batch.survey === survey && batch.source === source && batch.count === count;
}

/** Makes a batch, or what is missing of one that was interrupted; the same form again makes nothing more. */
async function make(parts: Parts, batch: LinkBatch, labels: readonly string[], who: string): Promise<void> {
  const { links, audit } = parts.stores;
  if ((await links.made(batch.id)) === batch.count) return;
  const { survey, count } = batch;
  const fact = { who, action: 'links.make', subject: batch.id, details: { wave: batch.wave, survey, count } };
  await audited(audit, parts.now, fact, async () => {
    await links.makeBatch(batch);
    for (let from = 1; from <= count; from += portion) {
      await links.addLinks(batchLinks(batch, labels, { from, to: Math.min(count, from + portion - 1) }, parts));
    }
  });
}

async function showLinks(
  parts: Parts,
  wave: Wave,
  res: Reply,
  sent?: { form: LinksForm; faults: Fault[] },
): Promise<void> {
  const { questionnaires, sources } = linkable(wave, parts.surveys);
  const batches = await parts.stores.links.batchesOf(wave.id);
  const rows = await Promise.all(batches.map(async (batch) => ({ batch, counts: await countsOf(parts, batch) })));
  const empty = { batch: '', survey: '', source: sources[0]?.id ?? '', number: '', labels: '' };
  res.render('links/links', {
    wave,
    rows,
    state: stateOf(wave, parts.now()),
    surveys: parts.surveys,
    choices: { surveys: questionnaires.map(({ definition }) => definition), sources },
    form: { ...(sent?.form ?? empty), batch: parts.randomHex(8) },
    faults: sent?.faults ?? [],
    largest: largestBatch,
    local: isLocalAddress(parts.config.baseUrl) ? parts.config.baseUrl : '',
  });
}
