import { Router, type Request, type Response as Reply } from 'express';
import type { SignedIn } from '../accounts/account.js';
import { audited } from '../accounts/audited.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import type { Language } from '../definition/types.js';
import type { Wave } from '../waves/wave.js';
import type { Parts } from '../web/app.js';
import type { Translate } from '../web/locale.js';
import { Problem } from '../web/problems.js';
import { validated } from '../web/validated.js';
import { countKept } from './count-kept.js';
import { breakdowns, quotasOf, type Breakdown, type Quota } from './quota.js';
import { quotaTables } from './quota-page.js';

type Form = Record<string, string>;

interface Opened {
  wave: Wave;
  questionnaires: Questionnaire[];
}

async function opened(parts: Parts, req: Request): Promise<Opened> {
  const wave = await parts.stores.waves.find(String(req.params['wave']));
  if (!wave) throw new Problem('wave.notFound');
  const questionnaires = wave.surveys.flatMap(({ id, version }) => parts.surveys.get(id, version) ?? []);
  return { wave, questionnaires };
}

/** How many interviews are wanted of whom, and how far each quota is filled. */
export function quotaRoutes(parts: Parts): Router {
  const router = Router();
  const { quotas } = parts.stores;

  async function show(
    { wave, questionnaires }: Opened,
    res: Reply,
    shown: { faults: string[]; form: Form },
  ): Promise<void> {
    const [all, taken] = await Promise.all([quotas.ofWave(wave.id), quotas.taken(wave.id)]);
    const reader = { language: res.locals['language'] as Language, t: res.locals['t'] as Translate };
    const tables = quotaTables({ quotas: all, taken }, questionnaires, reader);
    const surveys = questionnaires.map(({ definition }) => definition);
    res.render('fieldwork/quotas', { wave, tables, surveys, breakdowns, ...shown });
  }

  router.get('/waves/:wave/quotas', async (req, res) => show(await opened(parts, req), res, { faults: [], form: {} }));

  router.post('/waves/:wave/quotas', validated('quotas'), async (req, res) => {
    const wanted = await opened(parts, req);
    const form = res.locals['input'] as Form;
    const change = changeOf(form, wanted, await quotas.ofWave(wanted.wave.id));
    if ('faults' in change) return show(wanted, res.status(422), { ...change, form });
    const fact = { who: (res.locals['account'] as SignedIn).id, action: 'quota.set', subject: wanted.wave.id };
    const details = { set: change.set.length, removed: change.remove.length };
    await audited(parts.stores.audit, parts.now, { ...fact, details }, async () => {
      await quotas.set(change.set);
      await quotas.remove(change.remove);
      await countKept(parts.stores, wanted.wave.id, change.fresh, parts.now());
    });
    res.redirect(303, `/waves/${wanted.wave.id}/quotas`);
  });

  return router;
}

/** `fresh` are quotas that were not there: interviews kept so far have yet to be counted. */
type Change = { set: Quota[]; fresh: Quota[]; remove: string[] } | { faults: string[] };

const mostInterviews = 100_000;

/** A whole number of interviews; undefined for anything else. */
function limitIn(text: string | undefined): number | undefined {
  const plain = (text ?? '').normalize('NFKC').trim();
  return /^\d{1,6}$/.test(plain) && Number(plain) <= mostInterviews ? Number(plain) : undefined;
}

/** Either new quotas of one survey, or new limits of those there are; an emptied limit takes the quota away. */
function changeOf(form: Form, { wave, questionnaires }: Opened, all: readonly Quota[]): Change {
  if (form['survey'] === undefined) return limitsOf(form, all);
  const definition = questionnaires.find((each) => each.definition.id === form['survey'])?.definition;
  const breakdown = breakdowns.find((each) => each === form['breakdown']);
  const limit = limitIn(form['limit']);
  if (!definition || !breakdown) throw new Problem('request.malformed');
  if (limit === undefined) return { faults: ['limit'] };
  const asked = { wave: wave.id, survey: definition.id, breakdown: breakdown satisfies Breakdown, limit };
  const ages = Object.keys(definition.profile.age.categories);
  const set = quotasOf(asked, { districts: wave.districts, ages });
  return { set, fresh: set.filter(({ id }) => all.every((quota) => quota.id !== id)), remove: [] };
}

function limitsOf(form: Form, all: readonly Quota[]): Change {
  const given = all.filter(({ id }) => form[`limit:${id}`] !== undefined);
  const emptied = given.filter(({ id }) => form[`limit:${id}`]?.trim() === '');
  const changed = given
    .filter((quota) => !emptied.includes(quota))
    .map((quota) => ({ quota, limit: limitIn(form[`limit:${quota.id}`]) }));
  const wrong = changed.filter(({ limit }) => limit === undefined);
  if (wrong.length > 0) return { faults: wrong.map(({ quota }) => `limit:${quota.id}`) };
  const set = changed.map(({ quota, limit }) => ({ ...quota, limit: limit ?? quota.limit }));
  return { set, fresh: [], remove: emptied.map(({ id }) => id) };
}
