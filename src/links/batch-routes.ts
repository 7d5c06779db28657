import { Router, type Response as Reply } from 'express';
import type { SignedIn } from '../accounts/account.js';
import { audited } from '../accounts/audited.js';
import type { Fault } from '../definition/types.js';
import type { Wave } from '../waves/wave.js';
import type { Parts } from '../web/app.js';
import { validated } from '../web/validated.js';
import { batchOf, countsOf } from './found-batch-routes.js';
import type { LinkBatch } from './link.js';
import { personalDataIn } from './personal-data.js';
import { sheetsOf } from './sheet.js';

/** The form by which links are revoked (schemas/http/link-revocation.json). */
interface RevocationForm {
  what: 'one' | 'batch';
  number: string;
  reason: string;
}

/** A batch of links: what came of it, its files, and its revocation. */
export function batchRoutes(parts: Parts): Router {
  const router = Router();

  router.get('/waves/:wave/links/:batch', async (req, res) => {
    await showBatch(parts, await batchOf(parts, req), res);
  });

  // The form that was shown again stands at the address it was sent to: reading it leads back to the batch.
  router.get('/waves/:wave/links/:batch/revoke', async (req, res) => {
    const { wave, batch } = await batchOf(parts, req);
    res.redirect(303, `/waves/${wave.id}/links/${batch.id}`);
  });

  router.post('/waves/:wave/links/:batch/revoke', validated('link-revocation'), async (req, res) => {
    const found = await batchOf(parts, req);
    const { wave, batch } = found;
    const form = res.locals['input'] as RevocationForm;
    const faults = revocationFaults(form, batch);
    if (faults.length > 0) return showBatch(parts, found, res.status(422), { form, faults });
    await revoke(parts, batch, form, (res.locals['account'] as SignedIn).id);
    res.redirect(303, `/waves/${wave.id}/links/${batch.id}`);
  });

  return router;
}

function numberIn({ number }: RevocationForm): number {
  return Number(number.normalize('NFKC').trim() || 'none');
}

function revocationFaults(form: RevocationForm, { count }: LinkBatch): Fault[] {
  const number = numberIn(form);
  const inBatch = form.what === 'batch' || (Number.isSafeInteger(number) && number >= 1 && number <= count);
  const code = form.reason.trim() === '' ? 'reason' : personalDataIn(form.reason) && 'reasonPersonal';
  return [
    ...(inBatch ? [] : [{ code: 'revokeNumber', path: 'revoke-number', params: { count } }]),
    ...(code ? [{ code, path: `${form.what}-reason`, params: {} }] : []),
  ];
}

/** Revokes at once for every device; what was revoked before keeps its first reason. */
async function revoke(parts: Parts, batch: LinkBatch, form: RevocationForm, by: string): Promise<void> {
  const number = form.what === 'one' ? numberIn(form) : undefined;
  const details = { wave: batch.wave, ...(number === undefined ? { all: batch.count } : { number }) };
  const fact = { who: by, action: 'links.revoke', subject: batch.id, details };
  const revocation = { at: parts.now(), by, reason: form.reason.trim() };
  const { links, audit } = parts.stores;
  await audited(audit, parts.now, fact, () => links.revoke(batch.id, number, revocation));
}

async function showBatch(
  parts: Parts,
  { wave, batch }: { wave: Wave; batch: LinkBatch },
  res: Reply,
  sent?: { form: RevocationForm; faults: Fault[] },
): Promise<void> {
  const { accounts, links } = parts.stores;
  const revokedSingly = await links.revokedSingly(batch.id);
  const people = [batch.createdBy, batch.revoked?.by, ...revokedSingly.map(({ revoked }) => revoked?.by)];
  const known = await Promise.all(
    [...new Set(people)].map(async (id) => [id, (await accounts.byId(id ?? ''))?.name ?? id] as const),
  );
  res.render('links/batch', {
    wave,
    batch,
    revokedSingly,
    names: new Map(known),
    counts: await countsOf(parts, batch),
    survey: parts.surveys.latest(batch.survey)?.definition,
    sheets: sheetsOf(batch),
    form: sent?.form,
    faults: sent?.faults ?? [],
  });
}
