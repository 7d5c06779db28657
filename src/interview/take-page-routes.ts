import type { Response as Reply } from 'express';
import { readForm } from '../answers/read-form.js';
import { route } from '../answers/relevant.js';
import { validatePage } from '../answers/validate.js';
import type { Answers, Language } from '../definition/types.js';
import { attemptOf } from '../fieldwork/attempt.js';
import { outcomeOfResult } from '../fieldwork/outcome.js';
import { Problem } from '../web/problems.js';
import { draftAnswers } from './draft.js';
import { numberIn, renderPage, type Turn } from './page-routes.js';
import { firstOpenPage, pageAfter } from './progress.js';
import { settleDraft } from './settle.js';

/** Longest time counted for one visit of a page: an hour. */
const longestVisit = 3_600_000;

/** Takes one page: keeps it, and goes on to the next page, the end, or back to the page with what is wrong. */
export async function takePage(turn: Turn, pageId: string, req: { body?: unknown }, res: Reply): Promise<void> {
  const { questionnaire, draft, parts } = turn;
  const body = (req.body ?? {}) as Record<string, unknown>;
  if (!questionnaire.definition.pages.some((page) => page.id === pageId)) throw new Problem('page.notFound');
  const submitted = readForm(questionnaire, pageId, body);
  const before = draftAnswers({
    ...draft,
    pages: { ...draft.pages, [pageId]: { revision: 0, answers: {}, spent: 0 } },
  });
  const checked = validatePage(questionnaire, pageId, { ...before, ...submitted });
  if (checked.faults.length > 0) {
    renderPage(turn, pageId, res, { answers: submitted, faults: checked.faults, soft: [], status: 422 });
    return;
  }
  if (checked.soft.length > 0 && body['_confirmed'] !== 'yes') {
    renderPage(turn, pageId, res, { answers: submitted, faults: [], soft: checked.soft });
    return;
  }
  const spent = Math.min(Math.max(parts.now().getTime() - numberIn(body, '_shown'), 0), longestVisit);
  const language = res.locals['language'] as Language;
  const save = {
    responseId: draft.responseId,
    page: pageId,
    revision: numberIn(body, '_revision'),
    answers: submitted,
    spent,
    language,
    now: parts.now(),
  };
  const outcome = await parts.stores.drafts.savePage(save);
  if (outcome === 'stale') return showStale(turn, pageId, res, submitted);
  if (outcome === 'submitted') return res.redirect(303, turn.place.end);
  await goOn(turn, pageId, res);
}

async function showStale(turn: Turn, pageId: string, res: Reply, submitted: Answers): Promise<void> {
  const draft = (await turn.parts.stores.drafts.find(turn.draft.responseId)) ?? turn.draft;
  const other = draft.pages[pageId]?.answers ?? {};
  renderPage({ ...turn, draft }, pageId, res, { answers: submitted, faults: [], soft: [], other, status: 409 });
}

async function goOn(turn: Turn, pageId: string, res: Reply): Promise<void> {
  const draft = await turn.parts.stores.drafts.find(turn.draft.responseId);
  if (!draft || draft.state === 'submitted') return res.redirect(303, turn.place.end);
  const answers = draftAnswers(draft);
  const next = pageAfter(route(turn.questionnaire, answers), pageId);
  if (next) return res.redirect(303, turn.place.page(next));
  await submit({ ...turn, draft }, res);
}

/** Sends the interview in; where an earlier page is open after all, leads there. */
async function submit(turn: Turn, res: Reply): Promise<void> {
  const { parts, draft, questionnaire, place } = turn;
  const finished = await settleDraft(parts, draft, true);
  if (finished.kind === 'invalid') {
    const answers = draftAnswers(draft);
    return res.redirect(303, place.page(firstOpenPage(questionnaire, route(questionnaire, answers), answers)));
  }
  const attempt = attemptOf(draft.opening, outcomeOfResult(finished.response.result), parts.now());
  if (attempt) await parts.stores.attempts.record(attempt);
  res.redirect(303, place.end);
}
