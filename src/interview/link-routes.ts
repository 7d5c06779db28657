import { Router } from 'express';
import { linkResponseId, readToken } from '../links/tokens.js';
import type { Parts } from '../web/app.js';
import { Problem } from '../web/problems.js';
import { linkTurn, openPage, placeOf, refuseRevoked, renderFirst } from './resident-turn-routes.js';

/**
 * A personal link opened: its first page, the page where its interview stands, or its end. Opening uses nothing up, so that previews of
 * messengers may open it as often as they like; the response does, when it is kept.
 */
export function linkRoutes(parts: Parts): Router {
  const router = Router();
  const { drafts, links, responses } = parts.stores;

  router.get('/l/:token', async (req, res) => {
    res.set({ 'Cache-Control': 'private, no-store', 'X-Robots-Tag': 'noindex' });
    const token = readToken(req.params.token);
    const link = token === undefined ? undefined : await links.byToken(parts.sha256(token));
    if (token === undefined || !link) throw new Problem('link.unknown');
    const responseId = linkResponseId(token, parts.sha256);
    const place = placeOf(link.survey, responseId);
    if (await responses.find(responseId)) return res.redirect(303, place.end);
    const turn = await linkTurn(parts, link, responseId, res);
    const draft = await drafts.find(responseId);
    if (!draft) return renderFirst(turn, res);
    await refuseRevoked(parts, draft);
    const questionnaire = parts.surveys.get(draft.opening.survey, draft.opening.version) ?? turn.questionnaire;
    res.redirect(303, openPage(questionnaire, place));
  });

  return router;
}
