import { Router, type Request, type Response as Reply } from 'express';
import type { Parts } from '../web/app.js';
import { Problem } from '../web/problems.js';
import { validated } from '../web/validated.js';
import { answerRows } from './answer-rows.js';
import { deviceTimes, isMoment } from './device-times.js';
import { answerFault } from './fault-sentence.js';
import { localTime } from './local-date.js';
import { recorded } from './recorded.js';
import { obstacle, recheck, sentOf, type Recheck } from './release.js';
import { releaseSubmission } from './release-submission.js';
import { reasonFault, type Decision, type WaitingSubmission } from './review.js';
import { reviewerOf, type Reviewer } from './reviewer-routes.js';

interface Input {
  reason: string;
  source?: string;
  leaveOut?: 'yes';
}

interface Opened {
  item: WaitingSubmission;
  checked: Recheck;
}

interface Shown {
  input: Input;
  faults: string[];
  /** Which of the two forms has the faults. */
  form: 'release' | 'reject' | '';
  isLate: boolean;
}

const fresh: Shown = { input: { reason: '' }, faults: [], form: '', isLate: false };

/** What a device sent that did not validate, until a person lets it in or refuses it. */
export function quarantineRoutes(parts: Parts): Router {
  const router = Router();

  router.get('/intake/quarantine/:item', async (req, res) => show(parts, await open(parts, req), res, fresh));

  for (const form of ['release', 'reject'])
    router.get(`/intake/quarantine/:item/${form}`, (req, res) =>
      res.redirect(303, `/intake/quarantine/${encodeURIComponent(req.params.item)}`),
    );

  router.post('/intake/quarantine/:item/release', validated('release'), async (req, res) => {
    const input = res.locals['input'] as Input;
    const opened = await open(parts, req);
    const why = reasonFault(input.reason);
    const isDecided = opened.item.state !== 'waiting' && !(await isUnfinished(parts, opened.item));
    const against = opened.item.state === 'waiting' ? obstacle(opened.checked, wished(opened, input)) : undefined;
    const faults = [...(against ? [against] : []), ...(why ? [why] : [])];
    if (faults.length > 0)
      return show(parts, opened, res.status(422), { input, faults, form: 'release', isLate: false });
    await after(parts, req, res, !isDecided && (await release(parts, opened, input, res)));
  });

  router.post('/intake/quarantine/:item/reject', validated('rejection'), async (req, res) => {
    const input = res.locals['input'] as Input;
    const opened = await open(parts, req);
    const why = reasonFault(input.reason);
    if (why) return show(parts, opened, res.status(422), { input, faults: [why], form: 'reject', isLate: false });
    await after(parts, req, res, await reject(parts, opened, input, res));
  });

  return router;
}

async function open({ stores, surveys }: Parts, req: Request): Promise<Opened> {
  const item = await stores.reviews.submissions.find(String(req.params['item']));
  if (!item) throw new Problem('page.notFound');
  const wave = await stores.waves.find(sentOf(item).wave);
  return { item, checked: recheck(item, surveys, wave) };
}

/** Let in by decision, but not there yet: whoever opens it can go on. */
async function isUnfinished({ stores }: Parts, { state, responseId }: WaitingSubmission): Promise<boolean> {
  return state === 'released' && (await stores.responses.find(responseId)) === undefined;
}

/** The source counts only where none was named, and leaving out only where something is faulty. */
function wished({ checked }: Opened, { source, leaveOut }: Input): { source?: string; leaveOut: boolean } {
  const isNeeded = checked.overridable.some(({ code }) => code === 'submission.unknownSource');
  return { ...(isNeeded && source ? { source } : {}), leaveOut: leaveOut === 'yes' };
}

function decisionOf(parts: Parts, { reason }: Input, res: Reply): Decision {
  return { by: (res.locals['account'] as { id: string }).id, at: parts.now(), reason: reason.trim() };
}

function release(parts: Parts, opened: Opened, input: Input, res: Reply): Promise<boolean> {
  const { item, checked } = opened;
  const decision = { ...decisionOf(parts, input, res), ...wished(opened, input) };
  const details = { item: item.id, leftOut: checked.leftOut.length };
  const fact = { who: decision.by, action: 'quarantine.release', subject: item.responseId, details };
  return recorded(parts, fact, () => releaseSubmission(parts, item, checked, decision));
}

function reject(parts: Parts, { item }: Opened, input: Input, res: Reply): Promise<boolean> {
  const decision = decisionOf(parts, input, res);
  const fact = {
    who: decision.by,
    action: 'quarantine.reject',
    subject: item.responseId,
    details: { item: item.id },
  };
  return recorded(parts, fact, () => parts.stores.reviews.submissions.decide(item.id, 'rejected', decision));
}

async function after(parts: Parts, req: Request, res: Reply, isDone: boolean): Promise<void> {
  const opened = await open(parts, req);
  if (isDone) res.redirect(303, `/intake/quarantine/${opened.item.id}`);
  else await show(parts, opened, res.status(409), { ...fresh, isLate: true });
}

async function show(parts: Parts, { item, checked }: Opened, res: Reply, shown: Shown): Promise<void> {
  const reviewer = await reviewerOf(parts, res);
  const { sent } = checked;
  const { decision } = item;
  const sentence = (fault: Parameters<Reviewer['sentence']>[0]) => reviewer.sentence(fault, sent);
  const response = await parts.stores.responses.find(item.responseId);
  res.render('responses/quarantine', {
    ...shown,
    item,
    sent,
    survey: reviewer.reader.survey(sent.survey),
    enumerator: reviewer.nameOf(item.enumerator),
    times: { startedAt: byItsClock(sent.startedAt), endedAt: byItsClock(sent.endedAt) },
    clock: deviceTimes(sent, item.receivedAt),
    decision: decision && { ...decision, by: reviewer.nameOf(decision.by) },
    atReceipt: item.faults.map(sentence),
    lasting: checked.lasting.map(sentence),
    overridable: checked.overridable.map(sentence),
    missing: checked.answers.filter(({ code }) => code === 'answer.required').map(sentence),
    checked,
    response,
    isUnfinished: item.state === 'released' && !response,
    rows: rowsOf(checked, reviewer),
  });
}

/** A time as the device said it, in local time; what names no moment as it was sent. */
function byItsClock(text: string): string {
  return isMoment(text) ? localTime(new Date(text)) : text;
}

/** Every answer that was sent, and every question without one that should have one; each with what is wrong. */
function rowsOf(checked: Recheck, { language, t }: Reviewer) {
  const { questionnaire, sent } = checked;
  if (!questionnaire) {
    return Object.entries(sent.answers).map(([id, answer]) => ({
      heading: { id, stem: '', text: id },
      words: JSON.stringify(answer),
      faults: [] as string[],
      isLeftOut: false,
    }));
  }
  const reader = { language, mode: sent.mode };
  const rows = answerRows({ questionnaire, answers: sent.answers, mode: sent.mode }, language, t);
  return rows.map(({ words, ...heading }) => {
    const question = questionnaire.answerables.get(heading.id)?.question.id;
    const own = checked.answers.filter(({ path }) => path === heading.id || path === question);
    return {
      heading,
      words,
      faults: own.map((fault) => answerFault(fault, questionnaire, reader, t)),
      isLeftOut: checked.leftOut.includes(heading.id),
    };
  });
}
