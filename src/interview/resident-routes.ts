import { Router, type Request, type Response as Reply } from 'express';
import type { Language } from '../definition/types.js';
import type { Parts } from '../web/app.js';
import { Problem } from '../web/problems.js';
import { openingOf } from '../responses/opening.js';
import { closingWords } from './closing-words.js';
import { renderPage, showedAgain, showPage, type Place, type Turn } from './page-routes.js';
import { takePage } from './take-page-routes.js';

const responseIdPattern = /^[0-9a-f]{32}$/;

function placeOf(survey: string, responseId: string): Place {
  const base = `/s/${survey}/r/${responseId}`;
  return { page: (pageId) => `${base}/p/${pageId}`, end: `${base}/end` };
}

interface Address {
  survey: string;
  response: string;
}

function responseIdOf({ response }: { response: string }): string {
  if (!responseIdPattern.test(response)) throw new Problem('page.notFound');
  return response;
}

/** A draft that exists only on paper yet: nothing is written before the first page is sent. */
async function freshDraft(
  parts: Parts,
  { survey, response }: Address,
  res: Reply,
): Promise<Pick<Turn, 'draft' | 'questionnaire'>> {
  if (!parts.surveys.latest(survey)) throw new Problem('survey.notFound');
  const now = parts.now();
  const language = res.locals['language'] as Language;
  const wave = await parts.stores.waves.openFor(survey, now);
  const version = wave?.surveys.find(({ id }) => id === survey)?.version;
  const questionnaire = version === undefined ? undefined : parts.surveys.get(survey, version);
  const source = wave?.sampleSources.find(({ mode, entry }) => mode === 'online' && entry === 'open');
  if (!wave || !questionnaire || !source) throw new Problem('survey.closed');
  const opening = openingOf({ responseId: response, questionnaire, wave, source, language, now });
  const modeTrail = [{ mode: opening.mode, at: now }];
  return {
    questionnaire,
    draft: { responseId: response, opening, language, pages: {}, modeTrail, state: 'open', updatedAt: now },
  };
}

interface Found extends Turn {
  /** Whether the draft has begun, or is only about to. */
  begun: boolean;
}

async function turnOf(parts: Parts, req: Request<Address>, res: Reply): Promise<Found> {
  const { survey } = req.params;
  const responseId = responseIdOf(req.params);
  const place = placeOf(survey, responseId);
  const draft = await parts.stores.drafts.find(responseId);
  if (!draft) return { parts, place, begun: false, ...(await freshDraft(parts, req.params, res)) };
  const questionnaire = parts.surveys.get(draft.opening.survey, draft.opening.version);
  if (!questionnaire || draft.opening.survey !== survey || draft.opening.mode !== 'online')
    throw new Problem('page.notFound');
  return { parts, place, begun: true, draft, questionnaire };
}

/** The resident's pages: the unguessable response id in the address is the key, so that no cookie and no script is needed. */
export function residentRoutes(parts: Parts): Router {
  const router = Router();
  const { drafts, responses } = parts.stores;

  router.get('/s/:survey', async (req, res) => {
    const written = req.params.survey.toLowerCase();
    if (written !== req.params.survey && parts.surveys.latest(written)) return res.redirect(303, `/s/${written}`);
    const response = parts.randomHex(16);
    const { draft, questionnaire } = await freshDraft(parts, { ...req.params, response }, res);
    const turn = { parts, place: placeOf(req.params.survey, response), draft, questionnaire };
    renderPage(turn, questionnaire.definition.pages[0]?.id ?? '', res, { answers: {}, faults: [], soft: [] });
  });

  router.get('/s/:survey/r/:response/p/:page', async (req, res) => {
    const turn = await turnOf(parts, req, res);
    if (!turn.begun) return res.redirect(303, `/s/${req.params.survey}`);
    if (turn.draft.state === 'submitted') return res.redirect(303, turn.place.end);
    showPage(turn, req.params.page, res);
  });

  router.post('/s/:survey/r/:response/p/:page', async (req, res) => {
    const turn = await turnOf(parts, req, res);
    const over = turn.draft.state === 'submitted' || (!turn.begun && (await responses.find(turn.draft.responseId)));
    if (over) return res.redirect(303, turn.place.end);
    if (showedAgain(turn, req.params.page, req, res)) return;
    if (!turn.begun) await drafts.begin(turn.draft.opening);
    await takePage(turn, req.params.page, req, res);
  });

  router.get('/s/:survey/r/:response/end', async (req, res) => {
    const response = await responses.find(responseIdOf(req.params));
    const draft = response ? undefined : await drafts.find(responseIdOf(req.params));
    const first = draft && parts.surveys.get(draft.opening.survey, draft.opening.version)?.definition.pages.at(-1)?.id;
    if (draft?.state === 'open' && first && draft.opening.survey === req.params.survey) {
      return res.redirect(303, placeOf(req.params.survey, draft.responseId).page(first));
    }
    if (!response || response.survey !== req.params.survey || response.mode !== 'online')
      throw new Problem('page.notFound');
    const questionnaire = parts.surveys.get(response.survey, response.version);
    if (!questionnaire) throw new Problem('survey.notFound');
    const closing = closingWords(questionnaire, response, res.locals['language'] as Language);
    res.render('interview/end', { survey: questionnaire.definition, response, closing, mode: 'online' });
  });

  return router;
}
