import { Router, type Response as Reply } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Parts } from '../web/app.js';
import { Problem } from '../web/problems.js';
import { validated } from '../web/validated.js';
import { isCombined, onwardAddress } from './combined/part-of.js';
import { openPage, placeOf, refuseRevoked } from './resident-turn-routes.js';
import { resumeHash } from './resume-code.js';

const quarterHour = 15 * 60_000;

/** Wrong codes that may be tried in a quarter of an hour, from one address and from all together. A right one does not count. */
const tries = { address: 10, everywhere: 1000 };

function wrongTries(limit: number, everywhere: boolean) {
  return rateLimit({
    windowMs: quarterHour,
    limit,
    skipSuccessfulRequests: true,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    ...(everywhere ? { keyGenerator: () => 'everywhere' } : {}),
    handler: (_req, _res, next) => next(new Problem('resume.tooMany')),
  });
}

/** A resident goes on with an interview on another device, by its code. */
export function resumeRoutes(parts: Parts): Router {
  const router = Router();
  const { drafts } = parts.stores;

  router.get('/resume', (_req, res) => show(res, '', false));

  const limits = [wrongTries(tries.address, false), wrongTries(tries.everywhere, true)];
  router.post('/resume', ...limits, validated('resume'), async (_req, res) => {
    const { code } = res.locals['input'] as { code: string };
    const hash = resumeHash(parts.hmac, code);
    const draft = hash === undefined ? undefined : await drafts.findByResume(hash);
    const questionnaire = draft && parts.surveys.get(draft.opening.survey, draft.opening.version);
    if (!draft || !questionnaire || draft.opening.mode !== 'online') return show(res.status(422), code, true);
    if (isCombined(draft.opening)) return res.redirect(303, onwardAddress(draft.opening));
    const place = placeOf(draft.opening.survey, draft.responseId);
    if (draft.state === 'submitted') return res.redirect(303, place.end);
    await refuseRevoked(parts, draft);
    res.redirect(303, openPage(questionnaire, place));
  });

  return router;
}

/** A wrong code, an unknown one and one that can be none are told the same. */
function show(res: Reply, code: string, wrong: boolean): void {
  res.set('Cache-Control', 'private, no-store').render('interview/resume', { code, wrong });
}
