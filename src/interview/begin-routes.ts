import { Router, type Response as Reply } from 'express';
import type { SignedIn } from '../accounts/account.js';
import type { Language } from '../definition/types.js';
import type { SampleSource } from '../waves/wave.js';
import type { Parts } from '../web/app.js';
import { Problem } from '../web/problems.js';
import { validated } from '../web/validated.js';
import { doorDraft } from './combined/part-drafts.js';
import { underWay } from './combined/under-way.js';
import { listedInterviews } from './listed-interviews.js';
import { offersOf, type Offer } from './offers.js';
import { openingOf } from '../responses/opening.js';
import { holdsPersonalNumber } from '../responses/personal-number.js';

interface BeginForm {
  responseId: string;
  /** `<wave>:<survey>` */
  choice: string;
  source: string;
  place: string;
}

interface Chosen extends Offer {
  source: SampleSource;
  place: string;
}

/** The form as it is shown again, and what is wrong with it: the field. */
interface Again {
  form?: BeginForm;
  fault?: 'source' | 'place';
}

/** An enumerator's day: what may be asked, what is under way, and the beginning of an interview. */
export function beginRoutes(parts: Parts): Router {
  const router = Router();

  router.get('/interviews', async (_req, res) => showStart(parts, res, {}));

  router.post('/interviews', validated('interview'), async (_req, res) => {
    const form = res.locals['input'] as BeginForm;
    const offers = offersOf(await parts.stores.waves.list(), parts.surveys, parts.now());
    const offer = offers.find(({ wave, questionnaire }) => `${wave.id}:${questionnaire.definition.id}` === form.choice);
    if (!offer) throw new Problem('survey.closed');
    const source = offer.sources.find(({ id }) => id === form.source);
    const place = form.place.trim().slice(0, 80);
    if (!source) return showStart(parts, res.status(422), { form, fault: 'source' });
    if (holdsPersonalNumber(place)) return showStart(parts, res.status(422), { form, fault: 'place' });
    await begin(parts, { ...offer, source, place }, form.responseId, res);
    const first = offer.questionnaire.definition.pages[0]?.id ?? '';
    res.redirect(303, `/interviews/${form.responseId}/p/${first}`);
  });

  return router;
}

async function showStart(parts: Parts, res: Reply, { form, fault }: Again): Promise<void> {
  const { drafts, attempts, waves } = parts.stores;
  const { id } = res.locals['account'] as SignedIn;
  const now = parts.now();
  const [begun, tally, all] = await Promise.all([
    drafts.openOf(id),
    attempts.tally(id, new Date(now.getTime() - 86_400_000)),
    waves.list(),
  ]);
  res.render('interview/start', {
    underWay: listedInterviews(underWay(begun, parts.surveys), parts.surveys, now),
    tally,
    offers: offersOf(all, parts.surveys, now),
    surveys: parts.surveys,
    form: form ?? { responseId: parts.randomHex(16), choice: '', source: '', place: '' },
    fault,
  });
}

async function begin(parts: Parts, { place, ...chosen }: Chosen, responseId: string, res: Reply): Promise<void> {
  const { drafts } = parts.stores;
  const opening = openingOf({
    ...chosen,
    responseId,
    language: res.locals['language'] as Language,
    now: parts.now(),
    enumerator: (res.locals['account'] as SignedIn).id,
    ...(place ? { [chosen.source.mode === 'onsite' ? 'site' : 'case']: place } : {}),
  });
  const { combined } = chosen.wave;
  if (combined) await drafts.beginPart(doorDraft(opening, parts.surveys, combined), opening.startedAt);
  else await drafts.begin(opening);
}
