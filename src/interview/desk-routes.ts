import { Router, type Request, type Response as Reply } from 'express';
import type { SignedIn } from '../accounts/account.js';
import type { Language } from '../definition/types.js';
import { attemptOf } from '../fieldwork/attempt.js';
import { appointmentDays, appointmentTime } from '../fieldwork/appointment.js';
import { choosable } from '../fieldwork/outcome.js';
import type { Parts } from '../web/app.js';
import { Problem } from '../web/problems.js';
import { validated } from '../web/validated.js';
import { tookAside } from './aside-routes.js';
import { closingWords } from './closing-words.js';
import { endInterview, openDraftsOf } from './combined/end-interview.js';
import { endAddress, isCombined } from './combined/part-of.js';
import { draftAnswers, draftToday, type Draft } from './draft.js';
import { showPage, type Turn } from './page-routes.js';
import { takePage } from './take-page-routes.js';
import { wayOf } from './progress.js';
import { settleDraft } from './settle.js';

interface OutcomeForm extends Agreed {
  outcome: string;
  confirmed?: string;
}

/** When an appointment is, in Asia/Shanghai. */
interface Agreed {
  date?: string;
  time?: string;
}

/** An interview by phone or on site, page by page. Only the enumerator who began it goes on with it. */
export function deskRoutes(parts: Parts): Router {
  const router = Router();

  router.get('/interviews/:response/p/:page', async (req, res) => {
    const turn = await ownTurn(parts, req.params.response, res);
    if (turn) showPage(turn, req.params.page, res);
  });

  router.post('/interviews/:response/p/:page', async (req: Request<{ response: string; page: string }>, res) => {
    const turn = await ownTurn(parts, req.params.response, res);
    if (!turn || (await tookAside(turn, req.params.page, req, res))) return;
    await takePage(turn, req.params.page, req, res);
  });

  // A form that was shown again stands at the address it was sent to: reading it leads back to the interview.
  router.get('/interviews/:response/outcome', async (req, res) => {
    res.redirect(303, openPage(await own(parts, req.params.response, res)));
  });

  router.post('/interviews/:response/outcome', validated('outcome'), async (req, res) => {
    const turn = await own(parts, req.params['response'] as string, res);
    const { draft } = turn;
    const { outcome, confirmed, ...agreed } = res.locals['input'] as OutcomeForm;
    if (confirmed !== 'yes' && surprises(draft, outcome)) {
      res.render('interview/confirm', { draft, outcome, pages: Object.keys(draft.pages).length, back: openPage(turn) });
      return;
    }
    if (outcome === 'appointment') return takeAppointment(turn, agreed, res);
    await recordOutcome(parts, draft, outcome);
    res.redirect(303, '/interviews');
  });

  router.get('/interviews/:response/end', async (req, res) => {
    const { draft, questionnaire, place } = await own(parts, req.params.response, res);
    if (isCombined(draft.opening)) return res.redirect(303, place.end);
    const response = await parts.stores.responses.find(draft.responseId);
    if (!response && draft.state === 'submitted') return res.redirect(303, '/interviews');
    if (!response) return res.redirect(303, openPage({ draft, questionnaire, place }));
    const closing = closingWords(questionnaire, response, res.locals['language'] as Language);
    res.render('interview/end', { survey: questionnaire.definition, response, closing, mode: response.mode });
  });

  return router;
}

async function own(parts: Parts, responseId: string, res: Reply): Promise<Turn> {
  const draft = await parts.stores.drafts.find(responseId);
  const { id } = res.locals['account'] as SignedIn;
  if (!draft || draft.opening.enumerator !== id) throw new Problem('page.notFound');
  const questionnaire = parts.surveys.get(draft.opening.survey, draft.opening.version);
  if (!questionnaire) throw new Problem('survey.notFound');
  const base = `/interviews/${responseId}`;
  const place = { page: (pageId: string) => `${base}/p/${pageId}`, end: endAddress(draft.opening, `${base}/end`) };
  return { parts, draft, questionnaire, place };
}

/** The address of the first page that still needs an answer. */
function openPage({ draft, questionnaire, place }: Omit<Turn, 'parts'>): string {
  return place.page(wayOf(questionnaire, draftAnswers(draft), draftToday(draft)).open);
}

function deskMode(draft: Draft): 'phone' | 'onsite' {
  return draft.opening.mode === 'phone' ? 'phone' : 'onsite';
}

/** The interview, ready for a page; leads to its end where it has ended. */
async function ownTurn(parts: Parts, responseId: string, res: Reply): Promise<Turn | undefined> {
  const turn = await own(parts, responseId, res);
  offerOutcomes(parts, turn.draft, res);
  if (turn.draft.state === 'open') return turn;
  res.redirect(303, turn.place.end);
  return undefined;
}

/** Tells a page which outcomes may be recorded beside it. */
export function offerOutcomes(parts: Parts, draft: Draft, res: Reply): void {
  res.locals['outcomes'] = choosable(deskMode(draft)).filter(({ code }) => code !== 'appointment');
  res.locals['appointmentDays'] = appointmentDays(parts.now());
}

/** Nobody picked up, yet pages are answered: most likely the wrong button. Refusing and breaking off are what happens in mid-interview. */
function surprises(draft: Draft, code: string): boolean {
  const outcome = choosable(deskMode(draft)).find((each) => each.code === code);
  return outcome?.ends === true && outcome.class !== 'R' && Object.keys(draft.pages).length > 1;
}

/** Records how an attempt ended that the interview itself does not tell; what was answered so far is settled. */
async function recordOutcome(parts: Parts, draft: Draft, code: string): Promise<void> {
  const outcome = choosable(deskMode(draft)).find((each) => each.code === code);
  if (!outcome) throw new Problem('request.malformed');
  if (outcome.ends && isCombined(draft.opening)) return endInterview(parts, draft.opening.interviewId, code);
  const now = parts.now();
  const attemptId = outcome.ends ? draft.responseId : `${draft.responseId}:${now.getTime()}`;
  const attempt = attemptOf(draft.opening, code, now, attemptId);
  if (attempt) await parts.stores.attempts.record(attempt);
  if (!outcome.ends || draft.state !== 'open') return;
  if (Object.keys(draft.pages).length === 0) await parts.stores.drafts.close(draft.responseId, now);
  else await settleDraft(parts, draft, false);
}

/** The interview stays open until the agreed time; asks again for a time that cannot be. */
async function takeAppointment(turn: Turn, agreed: Agreed, res: Reply): Promise<void> {
  const now = turn.parts.now();
  const at = appointmentTime(agreed.date ?? '', agreed.time ?? '', now);
  if (at) {
    await recordAppointment(turn.parts, turn.draft, at);
    return res.redirect(303, '/interviews');
  }
  const shown = { opening: turn.draft.opening, agreed, back: openPage(turn), appointmentDays: appointmentDays(now) };
  res.status(422).render('interview/appointment', shown);
}

/** The agreed time is kept with the attempt and with the interview. */
async function recordAppointment(parts: Parts, draft: Draft, appointmentAt: Date): Promise<void> {
  const now = parts.now();
  const attempt = attemptOf(draft.opening, 'appointment', now, `${draft.responseId}:${now.getTime()}`);
  if (attempt) await parts.stores.attempts.record({ ...attempt, appointmentAt });
  const ids = isCombined(draft.opening) ? await openDraftsOf(parts, draft.opening.interviewId) : [draft.responseId];
  for (const id of ids) await parts.stores.drafts.appoint(id, appointmentAt, now);
}
