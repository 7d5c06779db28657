import { Router } from 'express';
import type { SignedIn } from '../accounts/account.js';
import type { Language } from '../definition/types.js';
import type { Parts } from '../web/app.js';
import type { Translate } from '../web/locale.js';
import { Problem } from '../web/problems.js';
import { validated } from '../web/validated.js';
import { doorDraft } from './combined/part-drafts.js';
import { underWay } from './combined/under-way.js';
import { listedInterviews } from './listed-interviews.js';
import { offersOf } from './offers.js';
import { openingOf } from '../responses/opening.js';
import { holdsPersonalNumber } from '../responses/personal-number.js';

interface BeginForm {
  responseId: string;
  /** `<wave>:<survey>` */
  choice: string;
  source: string;
  place: string;
}

/** An enumerator's day: what may be asked, what is under way, and the beginning of an interview. */
export function beginRoutes(parts: Parts): Router {
  const router = Router();
  const { drafts, attempts, waves } = parts.stores;

  router.get('/interviews', async (_req, res) => {
    const { id } = res.locals['account'] as SignedIn;
    const now = parts.now();
    const [begun, tally, all] = await Promise.all([
      drafts.openOf(id),
      attempts.tally(id, new Date(now.getTime() - 86_400_000)),
      waves.list(),
    ]);
    const offers = offersOf(all, parts.surveys, now);
    res.render('interview/start', {
      underWay: listedInterviews(underWay(begun, parts.surveys), parts.surveys, now),
      tally,
      offers,
      surveys: parts.surveys,
      freshId: parts.randomHex(16),
    });
  });

  router.post('/interviews', validated('interview'), async (_req, res) => {
    const form = res.locals['input'] as BeginForm;
    const offers = offersOf(await waves.list(), parts.surveys, parts.now());
    const offer = offers.find(({ wave, questionnaire }) => `${wave.id}:${questionnaire.definition.id}` === form.choice);
    const source = offer?.sources.find(({ id }) => id === form.source);
    if (!offer || !source) throw new Problem('survey.closed');
    const place = form.place.trim().slice(0, 80);
    if (holdsPersonalNumber(place))
      throw new Problem('input.invalid', { where: (res.locals['t'] as Translate)('interview.placeHint') });
    const opening = openingOf({
      ...offer,
      source,
      responseId: form.responseId,
      language: res.locals['language'] as Language,
      now: parts.now(),
      enumerator: (res.locals['account'] as SignedIn).id,
      ...(place ? { [source.mode === 'onsite' ? 'site' : 'case']: place } : {}),
    });
    const { combined } = offer.wave;
    if (combined) await drafts.beginPart(doorDraft(opening, parts.surveys, combined), opening.startedAt);
    else await drafts.begin(opening);
    const first = offer.questionnaire.definition.pages[0]?.id ?? '';
    res.redirect(303, `/interviews/${form.responseId}/p/${first}`);
  });

  return router;
}
