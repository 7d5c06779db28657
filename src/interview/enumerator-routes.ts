import { Router, type Request, type Response as Reply } from 'express';
import type { Questionnaire } from '../definition/questionnaire.js';
import type { Language } from '../definition/types.js';
import { choosable } from '../fieldwork/outcome.js';
import type { Parts } from '../web/app.js';
import { Problem } from '../web/problems.js';
import { validated } from '../web/validated.js';
import type { SampleSource, Wave } from '../waves/wave.js';
import { draftAnswers, type Draft } from './draft.js';
import { firstOpenPage } from './progress.js';
import { openingOf } from './opening.js';
import { showPage, takePage, type Place } from './page-routes.js';
import { settleDraft } from './settle.js';
import { route } from '../answers/relevant.js';

interface Account {
  id: string;
  name: string;
  role: string;
}

function placeOf(responseId: string): Place {
  const base = `/interviews/${responseId}`;
  return { page: (pageId) => `${base}/p/${pageId}`, end: `${base}/end` };
}

interface Offer {
  wave: Wave;
  questionnaire: Questionnaire;
  sources: SampleSource[];
}

/** What an enumerator may ask today: surveys of open waves, each with its phone and on-site sample sources. */
async function offers(parts: Parts): Promise<Offer[]> {
  const now = parts.now();
  const open = (await parts.stores.waves.list()).filter((wave) => wave.opensAt <= now && now < wave.closesAt);
  return open.flatMap((wave) =>
    wave.surveys.flatMap(({ id, version }) => {
      const questionnaire = parts.surveys.get(id, version);
      const sources = wave.sampleSources.filter(({ mode }) => mode !== 'online');
      return questionnaire && sources.length > 0 ? [{ wave, questionnaire, sources }] : [];
    }),
  );
}

/** Interviews by phone and on site: an enumerator's day. Only the enumerator who began an interview goes on with it. */
export function enumeratorRoutes(parts: Parts): Router {
  const router = Router();
  const { drafts, responses, attempts } = parts.stores;

  async function own(req: Request, res: Reply): Promise<{ draft: Draft; questionnaire: Questionnaire; place: Place }> {
    const draft = await drafts.find(String(req.params['response']));
    const account = res.locals['account'] as Account;
    if (!draft || draft.opening.enumerator !== account.id) throw new Problem('page.notFound');
    const questionnaire = parts.surveys.get(draft.opening.survey, draft.opening.version);
    if (!questionnaire) throw new Problem('survey.notFound');
    return { draft, questionnaire, place: placeOf(draft.responseId) };
  }

  router.get('/interviews', async (_req, res) => {
    const account = res.locals['account'] as Account;
    const today = new Date(parts.now().getTime() - 86_400_000);
    const [underWay, tally, offered] = await Promise.all([
      drafts.openOf(account.id),
      attempts.tally(account.id, today),
      offers(parts),
    ]);
    res.render('interview/start', {
      underWay,
      tally,
      offers: offered,
      surveys: parts.surveys,
      freshId: parts.randomHex(16),
    });
  });

  router.post('/interviews', validated('interview'), async (_req, res) => {
    const input = res.locals['input'] as { responseId: string; choice: string; source: string; place: string };
    const offer = (await offers(parts)).find(
      ({ wave, questionnaire }) => `${wave.id}:${questionnaire.definition.id}` === input.choice,
    );
    const source = offer?.sources.find(({ id }) => id === input.source);
    if (!offer || !source) throw new Problem('survey.closed');
    const where = input.place.trim().slice(0, 80);
    const opening = openingOf({
      responseId: input.responseId,
      questionnaire: offer.questionnaire,
      wave: offer.wave,
      source,
      language: res.locals['language'] as Language,
      now: parts.now(),
      enumerator: (res.locals['account'] as Account).id,
      ...(where && source.mode === 'onsite' ? { site: where } : {}),
      ...(where && source.mode === 'phone' ? { case: where } : {}),
    });
    await drafts.begin(opening);
    res.redirect(303, placeOf(input.responseId).page(offer.questionnaire.definition.pages[0]?.id ?? ''));
  });

  router.get('/interviews/:response/p/:page', async (req, res) => {
    const { draft, questionnaire, place } = await own(req, res);
    if (draft.state === 'submitted') return res.redirect(303, place.end);
    res.locals['outcomes'] = choosable(draft.opening.mode === 'phone' ? 'phone' : 'onsite');
    showPage({ parts, place, draft, questionnaire }, String(req.params['page']), res);
  });

  router.post('/interviews/:response/p/:page', async (req, res) => {
    const { draft, questionnaire, place } = await own(req, res);
    if (draft.state === 'submitted') return res.redirect(303, place.end);
    res.locals['outcomes'] = choosable(draft.opening.mode === 'phone' ? 'phone' : 'onsite');
    await takePage({ parts, place, draft, questionnaire }, String(req.params['page']), req, res);
  });

  router.post('/interviews/:response/outcome', validated('outcome'), async (req, res) => {
    const { draft } = await own(req, res);
    await recordOutcome(parts, draft, (res.locals['input'] as { outcome: string }).outcome);
    res.redirect(303, '/interviews');
  });

  router.get('/interviews/:response/end', async (req, res) => {
    const { draft, questionnaire, place } = await own(req, res);
    const response = await responses.find(draft.responseId);
    if (!response && draft.state === 'submitted') return res.redirect(303, '/interviews');
    if (!response) {
      const answers = draftAnswers(draft);
      return res.redirect(303, place.page(firstOpenPage(questionnaire, route(questionnaire, answers), answers)));
    }
    const screening = questionnaire.definition.screening.find(({ id }) => id === response.screening);
    res.render('interview/end', { survey: questionnaire.definition, response, screening, mode: response.mode });
  });

  return router;
}

/** Records how an attempt ended that the interview itself does not tell; a refusal or break-off settles the answers so far. */
async function recordOutcome(parts: Parts, draft: Draft, code: string): Promise<void> {
  const { opening } = draft;
  const mode = opening.mode === 'phone' ? 'phone' : 'onsite';
  const outcome = choosable(mode).find((each) => each.code === code);
  if (!outcome || !opening.enumerator) throw new Problem('request.malformed');
  await parts.stores.attempts.record({
    attemptId: outcome.ends ? draft.responseId : `${draft.responseId}:${parts.now().getTime()}`,
    responseId: draft.responseId,
    survey: opening.survey,
    wave: opening.wave,
    mode,
    enumerator: opening.enumerator,
    outcome: code,
    at: parts.now(),
    ...(opening.case ? { case: opening.case } : {}),
    ...(opening.site ? { site: opening.site } : {}),
  });
  if (!outcome.ends || draft.state !== 'open') return;
  if (Object.keys(draft.pages).length === 0) await parts.stores.drafts.close(draft.responseId, parts.now());
  else await settleDraft(parts, draft, false);
}
