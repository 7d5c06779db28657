import { Router, type Response as Reply } from 'express';
import { audited } from '../accounts/audited.js';
import type { SignedIn } from '../accounts/account.js';
import { mayRequest } from '../accounts/permissions.js';
import type { Fault, Text } from '../definition/types.js';
import type { Parts } from '../web/app.js';
import { validated } from '../web/validated.js';
import { defaultMethod } from './default-method.js';
import { defaultSources } from './default-sources.js';
import { loadPlaceFacts } from './load.js';
import { askable, newWave, type WaveForm } from './new-wave.js';
import { overlapping, waveLine } from './wave-list.js';
import type { Wave } from './wave.js';

type Sent = Omit<WaveForm, 'surveys' | 'sources'> & Partial<Record<'surveys' | 'sources', string | string[]>>;

const ticked = (value: string | string[] | undefined): string[] => (value === undefined ? [] : [value].flat());

function emptyForm(parts: Parts): WaveForm {
  const surveys = askable(parts.surveys).map(({ id }) => id);
  const sources = defaultSources.map(({ id }) => id);
  return { id: '', titleZh: '', titleEn: '', opensOn: '', closesOn: '', surveys, sources, surveysPerPerson: '' };
}

/** What is asked when: the list of waves and the form of a new one; what came of them is in the reports. */
export function waveRoutes(parts: Parts): Router {
  const router = Router();
  const { waves, responses } = parts.stores;
  const places = loadPlaceFacts();
  const { floors } = defaultMethod([], places);

  function showForm(res: Reply, form: WaveForm, faults: Fault[]): void {
    res.render('waves/new', { form, faults, surveys: askable(parts.surveys), sources: defaultSources, places, floors });
  }

  router.get('/waves', async (_req, res) => {
    const now = parts.now();
    const all = await waves.list();
    const lines = await Promise.all(all.map(async (wave) => waveLine(wave, await responses.countOfWave(wave.id), now)));
    const mayCreate = mayRequest((res.locals['account'] as SignedIn).role, 'POST', '/waves');
    res.render('waves/list', { lines, mayCreate, surveys: parts.surveys });
  });

  router.get('/waves/new', (_req, res) => showForm(res, emptyForm(parts), []));

  router.post('/waves', validated('wave'), async (_req, res) => {
    const sent = res.locals['input'] as Sent;
    const form = { ...sent, surveys: ticked(sent.surveys), sources: ticked(sent.sources) };
    const made = newWave(form, parts.surveys, places);
    if ('faults' in made) return showForm(res.status(422), form, made.faults);
    const who = (res.locals['account'] as SignedIn).id;
    const fault = await audited(
      parts.stores.audit,
      parts.now,
      { who, action: 'wave.create', subject: made.wave.id },
      () => create(parts, made.wave, res.locals['text'] as (text: Text) => string),
    );
    if (fault) return showForm(res.status(409), form, [fault]);
    res.redirect(303, `/waves/${made.wave.id}`);
  });

  // After `/waves/new`, which is no wave's address.
  return router;
}

/** Keeps a wave, or says which other wave is in its way. */
async function create(parts: Parts, wave: Wave, text: (text: Text) => string): Promise<Fault | undefined> {
  const { waves } = parts.stores;
  if (await waves.find(wave.id)) return { code: 'wave.idTaken', path: 'id', params: { id: wave.id } };
  if ((await waves.create(wave)) === 'created') return undefined;
  const [other] = overlapping(wave, await waves.list());
  return { code: 'wave.overlap', path: 'opensOn', params: { other: text((other ?? wave).title) } };
}
