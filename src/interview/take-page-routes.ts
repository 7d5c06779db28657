import type { Response as Reply } from 'express';
import { readForm } from '../answers/read-form.js';
import { route } from '../answers/relevant.js';
import { validatePage } from '../answers/validate.js';
import type { Answers, Language } from '../definition/types.js';
import { attemptOf } from '../fieldwork/attempt.js';
import { outcomeOfResult } from '../fieldwork/outcome.js';
import { Problem } from '../web/problems.js';
import { withoutGiven } from './combined/given-pages.js';
import { isCombined } from './combined/part-of.js';
import { sendCombined } from './combined/send-routes.js';
import { draftAnswers, draftToday } from './draft.js';
import { pageLoadIn, shownIdsIn } from './page-load.js';
import { leadTo, renderPage, type Shown, type Turn } from './page-routes.js';
import { pageAfter, wayOf } from './progress.js';
import { fullQuota } from './quota-step.js';
import { settleDraft } from './settle.js';
import type { PageSave } from './store.js';

/** Longest time counted for one visit of a page: an hour. */
const longestVisit = 3_600_000;

/** Takes one page: keeps it, and goes on to the next page, the end, or back to the page with what is wrong. */
export async function takePage(turn: Turn, pageId: string, req: { body?: unknown }, res: Reply): Promise<void> {
  const { questionnaire, parts, place } = turn;
  const body = (req.body ?? {}) as Record<string, unknown>;
  if (!questionnaire.definition.pages.some((page) => page.id === pageId)) throw new Problem('page.notFound');
  if (turn.draft.pages[pageId]?.given) return leadTo(res, place.end);
  const submitted = readForm(questionnaire, pageId, body);
  const refused = refusal(turn, pageId, submitted, body);
  if (refused) return renderPage(turn, pageId, res, { ...refused, load: pageLoadIn(body) });
  const language = res.locals['language'] as Language;
  const outcome = await parts.stores.drafts.savePage(saveOf(turn, pageId, body, { answers: submitted, language }));
  if (outcome === 'stale') return showStale(turn, pageId, res, submitted);
  if (outcome === 'submitted') return leadTo(res, place.end);
  await goOn(turn, pageId, res);
}

/** The page as it is shown again where something must be put right, or is worth a second look that was not had yet. */
function refusal(turn: Turn, pageId: string, answers: Answers, body: Record<string, unknown>): Shown | undefined {
  const { [pageId]: _earlier, ...others } = turn.draft.pages;
  const before = draftAnswers({ ...turn.draft, pages: others });
  const { faults, soft } = validatePage(turn.questionnaire, pageId, { ...before, ...answers }, draftToday(turn.draft));
  const shown = shownIdsIn(body);
  // Answers on this very page make more of it relevant: what one has not seen yet is no fault of one's own.
  const more = faults.filter(({ code, path }) => code === 'answer.required' && shown?.has(path) === false);
  const own = faults.filter((fault) => !more.includes(fault));
  if (own.length > 0) return { answers, faults: own, soft: [], status: 422 };
  if (more.length > 0) return { answers, faults: [], soft: [], more: more.map(({ path }) => path) };
  return soft.length > 0 && body['_confirmed'] !== 'yes' ? { answers, faults: [], soft } : undefined;
}

function saveOf(
  { draft, parts }: Turn,
  page: string,
  body: Record<string, unknown>,
  given: Pick<PageSave, 'answers' | 'language'>,
): PageSave {
  const now = parts.now();
  const { revision, tab, shownAt } = pageLoadIn(body);
  const spent = Math.min(Math.max(now.getTime() - shownAt, 0), longestVisit);
  return { responseId: draft.responseId, page, revision, tab, spent, now, ...given };
}

export async function showStale(turn: Turn, pageId: string, res: Reply, submitted: Answers): Promise<void> {
  const draft = (await turn.parts.stores.drafts.find(turn.draft.responseId)) ?? turn.draft;
  const other = draft.pages[pageId]?.answers ?? {};
  renderPage({ ...turn, draft }, pageId, res, { answers: submitted, faults: [], soft: [], other, status: 409 });
}

async function goOn(turn: Turn, pageId: string, res: Reply): Promise<void> {
  const draft = await turn.parts.stores.drafts.find(turn.draft.responseId);
  if (draft?.state !== 'open') return leadTo(res, turn.place.end);
  const quota = await fullQuota(turn.parts, draft, turn.questionnaire);
  if (quota) return submit({ ...turn, draft }, res, quota.id);
  const wholeRoute = route(turn.questionnaire, draftAnswers(draft), draftToday(draft));
  const next = pageAfter(withoutGiven(wholeRoute, draft), pageId);
  if (next) return leadTo(res, turn.place.page(next));
  await submit({ ...turn, draft }, res);
}

/** Sends the interview in, or what there is of it where a quota is full; where an earlier page is open after all, leads there. */
async function submit(turn: Turn, res: Reply, fullQuotaId?: string): Promise<void> {
  if (isCombined(turn.draft.opening)) return sendCombined(turn, res, fullQuotaId);
  const { parts, draft, questionnaire, place } = turn;
  const finished = await settleDraft(parts, draft, fullQuotaId === undefined, fullQuotaId);
  if (finished.kind === 'invalid') {
    return leadTo(res, place.page(wayOf(questionnaire, draftAnswers(draft), draftToday(draft)).open));
  }
  const attempt = attemptOf(draft.opening, outcomeOfResult(finished.response.result), parts.now());
  if (attempt) await parts.stores.attempts.record(attempt);
  leadTo(res, place.end);
}
