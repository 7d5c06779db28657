import { Router, type Request } from 'express';
import { isDoor } from '../definition/door/door-id.js';
import type { Parts } from '../web/app.js';
import type { Response } from './response.js';
import { placeFrom, placeText, type ReviewFilter, type WaitingConflict, type WaitingSubmission } from './review.js';
import { sentOf } from './release.js';
import { reviewerOf, type Reviewer } from './reviewer-routes.js';
import { submissionFaultCodes } from './submission.js';

const pageLength = 25;
const shownFaults = 3;

/** What waits for a person, and the way to a response by its receipt. */
export function intakeRoutes(parts: Parts): Router {
  const router = Router();
  const { reviews, responses } = parts.stores;

  router.get('/intake', async (req, res) => {
    const asked = textIn(req, 'find').trim();
    const found = asked === '' ? undefined : await findResponse(parts, asked);
    if (found) return res.redirect(303, `/responses/${found.responseId}`);
    const reviewer = await reviewerOf(parts, res);
    const kind = textIn(req, 'kind') === 'conflicts' ? 'conflicts' : 'submissions';
    const filter = filterIn(req, kind);
    const place = placeFrom(req.query['after']);
    const items = await reviews[kind].list(filter, place, pageLength + 1);
    const shown = items.slice(0, pageLength);
    const last = items.length > pageLength ? shown.at(-1) : undefined;
    res.render('responses/intake', {
      asked,
      kind,
      filter,
      rows: shown.map((item) => ('submitted' in item ? conflictRow(item, reviewer) : submissionRow(item, reviewer))),
      older: last ? placeText({ at: last.receivedAt, id: last.id }) : '',
      waiting: await responses.waiting(),
      surveys: surveyChoices(parts, reviewer),
      faultCodes: submissionFaultCodes,
    });
  });

  return router;
}

function surveyChoices({ surveys }: Parts, { reader }: Reviewer) {
  const ids = new Set(surveys.all.map(({ definition }) => definition.id).filter((id) => !isDoor(id)));
  return [...ids].map((id) => ({ value: id, label: reader.survey(id) }));
}

function textIn(req: Request, name: string): string {
  const value = req.query[name];
  return typeof value === 'string' ? value : '';
}

function filterIn(req: Request, kind: string): ReviewFilter {
  const mode = (['phone', 'onsite', 'online'] as const).find((each) => each === req.query['mode']);
  return {
    state: req.query['state'] === 'decided' ? 'decided' : 'waiting',
    survey: textIn(req, 'survey').slice(0, 40),
    mode: mode ?? '',
    fault: kind === 'submissions' ? textIn(req, 'fault').slice(0, 40) : '',
  };
}

/** By receipt, however it is typed, or by the response's id. */
async function findResponse({ stores }: Parts, asked: string): Promise<Response | undefined> {
  const plain = asked.normalize('NFKC').replaceAll(/[\s-]/g, '');
  const groups = /^(\w{4})(\w{4})(\w{4})$/.exec(plain.toUpperCase());
  const byReceipt = groups && (await stores.responses.byReceipt(groups.slice(1).join('-')));
  return byReceipt ?? (await stores.responses.find(plain.toLowerCase().slice(0, 64)));
}

function conflictRow({ id, receivedAt, submitted, state, decision }: WaitingConflict, reviewer: Reviewer) {
  return {
    href: `/intake/conflicts/${id}`,
    receivedAt,
    survey: reviewer.reader.survey(submitted.survey),
    mode: submitted.mode,
    enumerator: reviewer.nameOf(submitted.enumerator),
    faults: [] as string[],
    more: 0,
    response: submitted.responseId.slice(0, 8),
    state,
    decision: decision && { ...decision, by: reviewer.nameOf(decision.by) },
  };
}

function submissionRow(item: WaitingSubmission, reviewer: Reviewer) {
  const { id, receivedAt, faults, state, decision, enumerator } = item;
  const sent = sentOf(item);
  return {
    href: `/intake/quarantine/${id}`,
    receivedAt,
    survey: reviewer.reader.survey(sent.survey),
    mode: sent.mode,
    enumerator: reviewer.nameOf(enumerator),
    faults: faults.slice(0, shownFaults).map((fault) => reviewer.sentence(fault, sent)),
    more: Math.max(0, faults.length - shownFaults),
    response: item.responseId.slice(0, 8),
    state,
    decision: decision && { ...decision, by: reviewer.nameOf(decision.by) },
  };
}
