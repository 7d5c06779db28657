import { Router, type Request, type Response as Reply } from 'express';
import type { Questionnaire } from '../definition/questionnaire.js';
import type { Language } from '../definition/types.js';
import type { Parts } from '../web/app.js';
import { Problem } from '../web/problems.js';
import type { Draft } from './draft.js';
import { openingOf } from './opening.js';
import { renderPage, showPage, takePage, type Place } from './page-routes.js';

const responseIdPattern = /^[0-9a-f]{32}$/;

function placeOf(survey: string, responseId: string): Place {
  const base = `/s/${survey}/r/${responseId}`;
  return { page: (pageId) => `${base}/p/${pageId}`, end: `${base}/end` };
}

function responseIdOf(req: Request): string {
  const id = String(req.params['response']);
  if (!responseIdPattern.test(id)) throw new Problem('page.notFound');
  return id;
}

/** A draft that exists only on paper yet: nothing is written before the first page is sent. */
async function freshDraft(
  parts: Parts,
  survey: string,
  responseId: string,
  language: Language,
): Promise<{ draft: Draft; questionnaire: Questionnaire }> {
  const latest = parts.surveys.latest(survey);
  if (!latest) throw new Problem('survey.notFound');
  const now = parts.now();
  const wave = await parts.stores.waves.openFor(survey, now);
  const version = wave?.surveys.find(({ id }) => id === survey)?.version;
  const questionnaire = version === undefined ? undefined : parts.surveys.get(survey, version);
  const source = wave?.sampleSources.find(({ mode, entry }) => mode === 'online' && entry === 'open');
  if (!wave || !questionnaire || !source) throw new Problem('survey.closed');
  const opening = openingOf({ responseId, questionnaire, wave, source, language, now });
  const draft: Draft = {
    responseId,
    opening,
    language,
    pages: {},
    modeTrail: [{ mode: 'online', at: now }],
    state: 'open',
    updatedAt: now,
  };
  return { draft, questionnaire };
}

/** The resident's pages: the unguessable response id in the address is the key, so that no cookie and no script is needed. */
export function residentRoutes(parts: Parts): Router {
  const router = Router();
  const { drafts, responses } = parts.stores;

  router.get('/s/:survey', async (req, res) => {
    const survey = String(req.params['survey']);
    const responseId = parts.randomHex(16);
    const { draft, questionnaire } = await freshDraft(parts, survey, responseId, res.locals['language'] as Language);
    const first = questionnaire.definition.pages[0]?.id ?? '';
    const turn = { parts, place: placeOf(survey, responseId), draft, questionnaire };
    renderPage(turn, first, res, { answers: {}, faults: [], soft: [] });
  });

  async function drafted(
    req: Request,
    res: Reply,
  ): Promise<{ draft: Draft; questionnaire: Questionnaire; kept: boolean }> {
    const survey = String(req.params['survey']);
    const draft = await drafts.find(responseIdOf(req));
    if (!draft)
      return {
        ...(await freshDraft(parts, survey, responseIdOf(req), res.locals['language'] as Language)),
        kept: false,
      };
    const questionnaire = parts.surveys.get(draft.opening.survey, draft.opening.version);
    if (!questionnaire || draft.opening.survey !== survey || draft.opening.mode !== 'online')
      throw new Problem('page.notFound');
    return { draft, questionnaire, kept: true };
  }

  router.get('/s/:survey/r/:response/p/:page', async (req, res) => {
    const { draft, questionnaire, kept } = await drafted(req, res);
    const place = placeOf(draft.opening.survey, draft.responseId);
    if (!kept) return res.redirect(303, `/s/${draft.opening.survey}`);
    if (draft.state === 'submitted') return res.redirect(303, place.end);
    showPage({ parts, place, draft, questionnaire }, String(req.params['page']), res);
  });

  router.post('/s/:survey/r/:response/p/:page', async (req, res) => {
    const { draft, questionnaire, kept } = await drafted(req, res);
    const place = placeOf(draft.opening.survey, draft.responseId);
    const over = draft.state === 'submitted' || (!kept && (await responses.find(draft.responseId)));
    if (over) return res.redirect(303, place.end);
    if (!kept) await drafts.begin(draft.opening);
    await takePage({ parts, place, draft, questionnaire }, String(req.params['page']), req, res);
  });

  router.get('/s/:survey/r/:response/end', async (req, res) => {
    const response = await responses.find(responseIdOf(req));
    if (!response || response.survey !== req.params['survey'] || response.mode !== 'online')
      throw new Problem('page.notFound');
    const questionnaire = parts.surveys.get(response.survey, response.version);
    const screening = questionnaire?.definition.screening.find(({ id }) => id === response.screening);
    res.render('interview/end', { survey: questionnaire?.definition, response, screening, mode: 'online' });
  });

  return router;
}
