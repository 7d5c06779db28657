import { Router, type Response as Reply } from 'express';
import type { Questionnaire } from '../definition/questionnaire.js';
import type { Fault } from '../definition/types.js';
import { modes } from '../interview/modes.js';
import { faultText } from '../interview/view-model.js';
import type { Parts } from '../web/app.js';
import { Problem } from '../web/problems.js';
import { validated } from '../web/validated.js';
import { answerRows } from './answer-rows.js';
import { correction, revisionOf } from './change.js';
import { correctedContent } from './corrected.js';
import { correctionIn, correctionPages, freshCorrection, type Correction } from './correction-form.js';
import { recorded } from './recorded.js';
import { responseIn } from './response-page-routes.js';
import type { Response } from './response.js';
import { reasonFault } from './review.js';
import { reviewerOf } from './reviewer-routes.js';

type Body = Record<string, unknown> & {
  _reason: string;
  _revision: string;
  _confirmed?: 'yes';
  _pages: string | string[];
};

interface Shown {
  reason: string;
  revision: number;
  /** Codes of what is wrong with the form besides the answers. */
  wrong: string[];
  isLate: boolean;
}

/** Answers of a response put right, page by page of its survey, with a reason; what stood there stays in its history. */
export function correctionRoutes(parts: Parts): Router {
  const router = Router();

  router.get('/responses/:response/correct', async (req, res) => {
    const response = await responseIn(parts, req);
    const questionnaire = surveyOf(parts, response);
    const page = questionnaire.definition.pages.find(({ id }) => id === req.query['page']);
    if (!page) throw new Problem('page.notFound');
    const shown = { reason: '', revision: revisionOf(response), wrong: [], isLate: false };
    await show(parts, response, freshCorrection(response, page.id), { res, shown });
  });

  router.post('/responses/:response/correct', validated('correction'), async (req, res) => {
    const body = res.locals['input'] as Body;
    const response = await responseIn(parts, req);
    const questionnaire = surveyOf(parts, response);
    const made = correctionIn(questionnaire, response, [body._pages].flat(), body);
    const current = revisionOf(response);
    const wrong = wrongWith(made, body);
    const shown = { reason: body._reason, revision: current, wrong, isLate: Number(body._revision) !== current };
    if (shown.isLate) return show(parts, response, made, { res: res.status(409), shown });
    if (made.faults.length > 0 || wrong.length > 0) return show(parts, response, made, { res: res.status(422), shown });
    if (await correct(parts, response, made, res)) return res.redirect(303, `/responses/${response.responseId}`);
    const now = await responseIn(parts, req);
    const late = { ...shown, revision: revisionOf(now), isLate: true };
    await show(parts, now, made, { res: res.status(409), shown: late });
  });

  return router;
}

function surveyOf({ surveys }: Parts, { survey, version }: Response): Questionnaire {
  const questionnaire = surveys.get(survey, version);
  if (!questionnaire) throw new Problem('survey.notFound');
  return questionnaire;
}

/** Answers that would go elsewhere are asked about once, when everything else is right. */
function wrongWith({ isChanged, dropped, faults }: Correction, { _reason, _confirmed }: Body): string[] {
  const why = reasonFault(_reason);
  const wrong = [...(isChanged || faults.length > 0 ? [] : ['unchanged']), ...(why ? [why] : [])];
  const isRight = wrong.length === 0 && faults.length === 0;
  return isRight && dropped.length > 0 && _confirmed !== 'yes' ? ['drops'] : wrong;
}

function correct(parts: Parts, response: Response, { answers }: Correction, res: Reply): Promise<boolean> {
  const { stores, sha256, now } = parts;
  const { _reason } = res.locals['input'] as Body;
  const by = (res.locals['account'] as { id: string }).id;
  const content = correctedContent(surveyOf(parts, response), response, answers, sha256);
  const change = correction(response, content, { by, at: now(), reason: _reason.trim() });
  const details = { revision: change.entry.revision };
  const fact = { who: by, action: 'response.correct', subject: response.responseId, details };
  return recorded(parts, fact, () => stores.responses.change(response.responseId, change));
}

async function show(
  parts: Parts,
  response: Response,
  made: Correction,
  { res, shown }: { res: Reply; shown: Shown },
): Promise<void> {
  const { language, t, reader } = await reviewerOf(parts, res);
  const questionnaire = surveyOf(parts, response);
  const pages = correctionPages(questionnaire, response, made, language);
  if (pages.length === 0) return res.redirect(303, `/responses/${response.responseId}`);
  const { answers, mode, localDate } = response;
  const rows = answerRows({ questionnaire, answers, mode, today: localDate }, language, t);
  const asking = { questionnaire, mode, language, known: {} };
  res.render('responses/correct', {
    ...shown,
    response,
    survey: reader.survey(response.survey),
    pages,
    faults: made.faults,
    dropped: rows.filter(({ id }) => made.dropped.includes(id)),
    differences: { ...modes[mode], keys: false, unread: false },
    faultWords: (fault: Fault) => faultText(asking, fault, t),
  });
}
