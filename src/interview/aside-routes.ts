import type { Response as Reply } from 'express';
import { readForm } from '../answers/read-form.js';
import type { Answers, Language } from '../definition/types.js';
import { draftAnswers, draftToday } from './draft.js';
import { modes } from './modes.js';
import { pageLoadIn } from './page-load.js';
import { isConsented, leadTo, renderPage, type Turn } from './page-routes.js';
import { isReachable, wayOf } from './progress.js';
import { jumpTo, questionList } from './question-list.js';
import { showStale } from './take-page-routes.js';
import { validAnswers } from './valid-answers.js';

type Body = Record<string, unknown>;

/**
 * Answers what a page's form asks aside from sending the page: to be shown again in another language or text size, to keep what is answered
 * so far, to go to another question. Nothing is checked aloud, and nothing is settled. Returns whether it was one of these.
 */
export async function tookAside(turn: Turn, pageId: string, req: { body?: unknown }, res: Reply): Promise<boolean> {
  const body = (req.body ?? {}) as Body;
  const code = codeIn(turn, body);
  if (body['_show'] === 'again') showAgain(turn, pageId, body, res);
  else if (body['_auto'] === 'yes') {
    await keepUnsent(turn, pageId, body, res);
    res.status(204).end();
  } else if (code !== '') await goTo(turn, pageId, { body, code }, res);
  else return false;
  return true;
}

function showAgain(turn: Turn, pageId: string, body: Body, res: Reply): void {
  const answers = readForm(turn.questionnaire, pageId, body);
  renderPage(turn, pageId, res, { answers, faults: [], soft: [], load: pageLoadIn(body) });
}

/** Keeps the valid ones of the answers that a page has so far; of nobody who has not agreed to answer, and of no page out of reach. */
async function keepUnsent(turn: Turn, page: string, body: Body, res: Reply): Promise<'saved' | 'passed'> {
  const { questionnaire, draft, parts } = turn;
  const before = draftAnswers(draft);
  const way = wayOf(questionnaire, before, draftToday(draft));
  if (draft.state !== 'open' || !isConsented(turn) || !isReachable(way, page)) return 'saved';
  const answers = validOf(turn, readForm(questionnaire, page, body), { ...draft.pages, [page]: undefined });
  if (Object.keys(answers).length === 0 && draft.pages[page] === undefined) return 'saved';
  const { revision, tab } = pageLoadIn(body);
  const language = res.locals['language'] as Language;
  const save = { responseId: draft.responseId, page, revision, tab, answers, spent: 0, language, now: parts.now() };
  return parts.stores.drafts.saveUnsent(save);
}

/** Those of a page's answers that hold beside the answers of the other pages. */
function validOf({ questionnaire, draft }: Turn, given: Answers, pages: object): Answers {
  const others = Object.assign(
    {},
    ...Object.values(pages).map((page) => (page as { answers?: Answers })?.answers),
  ) as Answers;
  const valid = validAnswers(questionnaire, { ...others, ...given }, draftToday(draft));
  return Object.fromEntries(Object.entries(given).filter(([id]) => Object.hasOwn(valid, id)));
}

/** The code of the question to go to, typed or pressed; only whoever asks goes to and fro. */
function codeIn({ draft }: Turn, body: Body): string {
  const given = [body['_jump']].flat().filter((code) => typeof code === 'string');
  return modes[draft.opening.mode].keys ? (given.findLast((code) => code.trim() !== '') ?? '').slice(0, 60) : '';
}

/** Leads to a question by its code, and keeps what is answered here; says so where one cannot go there. */
async function goTo(
  turn: Turn,
  pageId: string,
  { body, code }: { body: Body; code: string },
  res: Reply,
): Promise<void> {
  const kept = await keepUnsent(turn, pageId, body, res);
  const here = readForm(turn.questionnaire, pageId, body);
  if (kept === 'passed') return showStale(turn, pageId, res, here);
  const draft = (await turn.parts.stores.drafts.find(turn.draft.responseId)) ?? turn.draft;
  const answers = draftAnswers(draft);
  const list = questionList(wayOf(turn.questionnaire, answers, draftToday(draft)), answers);
  const jump = jumpTo(turn.questionnaire, list, code);
  if (jump.kind === 'to') return leadTo(res, `${turn.place.page(jump.page)}#f-${jump.id}`);
  const shown = { answers: here, faults: [], soft: [], load: pageLoadIn(body), jump: { code, kind: jump.kind } };
  renderPage({ ...turn, draft }, pageId, res, { ...shown, status: 422 });
}
