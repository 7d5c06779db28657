import { Router, type Request, type Response as Reply } from 'express';
import { audited } from '../accounts/audited.js';
import type { SignedIn } from '../accounts/account.js';
import type { Language } from '../definition/types.js';
import { readerOf, type Reader } from '../reports/reader.js';
import type { Wave } from '../waves/wave.js';
import type { Parts } from '../web/app.js';
import type { Translate } from '../web/locale.js';
import { Problem } from '../web/problems.js';
import { fieldCases } from './field-case.js';
import { fieldRatesCsv } from './field-rates-csv.js';
import { fieldRatesPage, type FieldRatesShown } from './field-rates-page.js';
import { fieldRates } from './field-rates.js';
import { waveLinks, type BatchUse, type WaveLinks } from './link-counts.js';

interface Opened extends FieldRatesShown {
  wave: Wave;
  reader: Reader;
  now: Date;
}

/** What became of everybody who was to be interviewed, and the rates made from it. */
export function fieldRatesRoutes(parts: Parts): Router {
  const router = Router();

  router.get('/waves/:wave/field-rates', async (req, res) => {
    const opened = await open(parts, req, res);
    const { wave, reader, now } = opened;
    res.render('fieldwork/field-rates', { wave, now, page: fieldRatesPage(opened, reader) });
  });

  router.get('/waves/:wave/field-rates/rates.csv', async (req, res) => {
    const { wave, reader, rates } = await open(parts, req, res);
    const file = `${wave.id}-${wave.kind === 'simulated' ? 'simulated-' : ''}field-rates.csv`;
    const fact = { who: (res.locals['account'] as SignedIn).id, action: 'export', subject: wave.id, details: { file } };
    await audited(parts.stores.audit, parts.now, fact, async () => {
      res.attachment(file).type('text/csv; charset=utf-8').send(fieldRatesCsv(rates, reader));
    });
  });

  return router;
}

async function open(parts: Parts, req: Request, res: Reply): Promise<Opened> {
  const { attempts, waves } = parts.stores;
  const wave = await waves.find(String(req.params['wave']));
  if (!wave) throw new Problem('wave.notFound');
  const now = parts.now();
  const [tried, { responses, questionnaires }, links] = await Promise.all([
    attempts.ofWave(wave.id),
    parts.measured(wave, now),
    linksOf(parts, wave),
  ]);
  const cases = fieldCases({ attempts: tried, responses }, wave, now);
  return {
    wave,
    now,
    links,
    rates: fieldRates(cases, links, wave.districts),
    isOpen: now < wave.closesAt,
    reader: readerOf(res.locals['language'] as Language, res.locals['t'] as Translate, questionnaires),
  };
}

async function linksOf({ stores }: Parts, wave: Wave): Promise<WaveLinks> {
  const { links, drafts, responses } = stores;
  const batches = await links.batchesOf(wave.id);
  return waveLinks(
    await Promise.all(
      batches.map(async ({ id, revoked }): Promise<BatchUse> => {
        const [made, singly, underWay, used] = await Promise.all([
          links.made(id),
          links.revokedSingly(id),
          drafts.linksUnderWay(id),
          responses.usedLinks(id),
        ]);
        const revokedSingly = singly.map(({ tokenHash }) => tokenHash);
        return { made, isRevoked: revoked !== undefined, revokedSingly, underWay, used };
      }),
    ),
  );
}
