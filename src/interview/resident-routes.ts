import { Router } from 'express';
import type { Language } from '../definition/types.js';
import type { Parts } from '../web/app.js';
import { Problem } from '../web/problems.js';
import { tookAside } from './aside-routes.js';
import { closingWords } from './closing-words.js';
import { onwardAddress } from './combined/part-of.js';
import { showPage } from './page-routes.js';
import { openPage, openTurn, placeOf, renderFirst, responseIdOf, turnOf } from './resident-turn-routes.js';
import { resumeCode, resumeHash } from './resume-code.js';
import { takePage } from './take-page-routes.js';

/** The resident's pages: the unguessable response id in the address is the key, so that no cookie and no script is needed. */
export function residentRoutes(parts: Parts): Router {
  const router = Router();
  const { drafts, responses } = parts.stores;

  router.get('/s/:survey', async (req, res) => {
    const written = req.params.survey.toLowerCase();
    if (written !== req.params.survey && parts.surveys.latest(written)) return res.redirect(303, `/s/${written}`);
    renderFirst(await openTurn(parts, req.params.survey, parts.randomHex(16), res), res);
  });

  router.get('/s/:survey/r/:response/p/:page', async (req, res) => {
    const turn = await turnOf(parts, req, res);
    if (turn.draft.state === 'submitted') return res.redirect(303, turn.place.end);
    if (turn.begun) return showPage(turn, req.params.page, res);
    // The open link makes a new interview for whoever opens it; a personal link has the one.
    if (turn.draft.opening.tokenHash === undefined) return res.redirect(303, `/s/${req.params.survey}`);
    if (await responses.find(turn.draft.responseId)) return res.redirect(303, turn.place.end);
    renderFirst(turn, res);
  });

  router.post('/s/:survey/r/:response/p/:page', async (req, res) => {
    const turn = await turnOf(parts, req, res);
    const { responseId, opening } = turn.draft;
    const over = turn.draft.state === 'submitted' || (!turn.begun && (await responses.find(responseId)));
    if (over) return res.redirect(303, turn.place.end);
    if (await tookAside(turn, req.params.page, req, res)) return;
    if (!turn.begun) await drafts.begin(opening, resumeHash(parts.hmac, resumeCode(parts.hmac, responseId)));
    await takePage(turn, req.params.page, req, res);
  });

  router.get('/s/:survey/r/:response/end', async (req, res) => {
    const { survey } = req.params;
    const response = await responses.find(responseIdOf(req.params));
    if (response?.eligible && response.mode === 'online') return res.redirect(303, onwardAddress(response));
    const draft = response ? undefined : await drafts.find(responseIdOf(req.params));
    const asked = draft && parts.surveys.get(draft.opening.survey, draft.opening.version);
    if (draft?.state === 'open' && asked && draft.opening.survey === survey) {
      return res.redirect(303, openPage(asked, placeOf(survey, draft.responseId)));
    }
    if (!response || response.survey !== survey || response.mode !== 'online') throw new Problem('page.notFound');
    const questionnaire = parts.surveys.get(response.survey, response.version);
    if (!questionnaire) throw new Problem('survey.notFound');
    const closing = closingWords(questionnaire, response, res.locals['language'] as Language);
    res.render('interview/end', { survey: questionnaire.definition, response, closing, mode: 'online' });
  });

  return router;
}
