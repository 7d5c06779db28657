import { Router, type Request, type Response as Reply } from 'express';
import type { Questionnaire } from '../definition/questionnaire.js';
import type { Parts } from '../web/app.js';
import { Problem } from '../web/problems.js';
import { validated } from '../web/validated.js';
import { answerRows, comparedRows } from './answer-rows.js';
import { recorded } from './recorded.js';
import type { Response } from './response.js';
import { reasonFault, type WaitingConflict } from './review.js';
import { reviewerOf, type Reviewer } from './reviewer-routes.js';
import { isUnfinished, mayTake, settleConflict } from './settle-conflict.js';

interface Input {
  decision?: 'keep' | 'take';
  reason: string;
}

interface Opened {
  conflict: WaitingConflict;
  earlier: Response;
}

interface Shown {
  input: Input;
  faults: string[];
  /** Somebody else came first. */
  isLate: boolean;
}

const fresh: Shown = { input: { reason: '' }, faults: [], isLate: false };

/** Two versions of one response, side by side, until a person settles which stands. */
export function conflictRoutes(parts: Parts): Router {
  const router = Router();

  router.get('/intake/conflicts/:conflict', async (req, res) => show(parts, await open(parts, req), res, fresh));

  router.post('/intake/conflicts/:conflict', validated('conflict-decision'), async (req, res) => {
    const input = res.locals['input'] as Input;
    const opened = await open(parts, req);
    const faults = faultsOf(opened, input);
    if (faults.length > 0) return show(parts, opened, res.status(422), { input, faults, isLate: false });
    const isSettled = await settle(parts, opened, input, res);
    if (isSettled) return res.redirect(303, `/intake/conflicts/${opened.conflict.id}`);
    await show(parts, await open(parts, req), res.status(409), { ...fresh, isLate: true });
  });

  return router;
}

async function open({ stores }: Parts, req: Request): Promise<Opened> {
  const conflict = await stores.reviews.conflicts.find(String(req.params['conflict']));
  const earlier = conflict && (await stores.responses.earlierOf(conflict.submitted));
  if (!conflict || !earlier) throw new Problem('page.notFound');
  return { conflict, earlier };
}

function faultsOf({ conflict, earlier }: Opened, { decision, reason }: Input): string[] {
  const cannot = decision === 'take' && !mayTake(conflict, earlier) ? ['otherSurvey'] : [];
  const why = reasonFault(reason);
  return [...(decision ? [] : ['decisionMissing']), ...cannot, ...(why ? [why] : [])];
}

function settle(parts: Parts, { conflict, earlier }: Opened, input: Input, res: Reply): Promise<boolean> {
  const by = (res.locals['account'] as { id: string }).id;
  const take = input.decision === 'take';
  const fact = { who: by, action: 'conflict.settle', subject: earlier.responseId, details: { takesLater: take } };
  const decision = { by, at: parts.now(), reason: input.reason.trim(), take };
  return recorded(parts, fact, () => settleConflict(parts, conflict, earlier, decision));
}

async function show(parts: Parts, { conflict, earlier }: Opened, res: Reply, shown: Shown): Promise<void> {
  const reviewer = await reviewerOf(parts, res);
  const questionnaire = parts.surveys.get(earlier.survey, earlier.version);
  const { decision } = conflict;
  res.render('responses/conflict', {
    ...shown,
    conflict,
    earlier,
    survey: reviewer.reader.survey(earlier.survey),
    enumerator: reviewer.nameOf(conflict.submitted.enumerator),
    decision: decision && { ...decision, by: reviewer.nameOf(decision.by) },
    mayTake: mayTake(conflict, earlier),
    isUnfinished: isUnfinished(conflict, earlier),
    rows: questionnaire ? comparison(questionnaire, { conflict, earlier }, reviewer) : [],
  });
}

/** A conflict shows what stood when it was settled, not what it led to. */
function comparison(questionnaire: Questionnaire, { conflict, earlier }: Opened, { language, t }: Reviewer) {
  const change = earlier.history?.find((each) => each.conflict === conflict.id);
  const before = { ...earlier, ...change?.before };
  const rows = ({ answers, mode, localDate }: Response) =>
    answerRows({ questionnaire, answers, mode, today: localDate }, language, t);
  return comparedRows(questionnaire, rows(before), rows(conflict.submitted));
}
