import type { Response as Reply } from 'express';
import { routeIds, type RoutePage } from '../answers/relevant.js';
import { accepted } from '../definition/question-types/consent.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import type { Answers, Fault, Language } from '../definition/types.js';
import type { Parts } from '../web/app.js';
import { wantsJson } from '../web/guard.js';
import type { Translate } from '../web/locale.js';
import { Problem } from '../web/problems.js';
import { openOf } from './combined/given-pages.js';
import { partSteps } from './combined/part-steps.js';
import { draftAnswers, draftToday, type Draft } from './draft.js';
import { modes } from './modes.js';
import { pageDefinition } from './page-definition.js';
import type { PageLoad } from './page-load.js';
import { pageWords } from './page-words.js';
import { isReachable, pageBefore, wayOf, type Way } from './progress.js';
import { questionList } from './question-list.js';
import { stepsOf } from './steps.js';
import { answerText, faultText, pageView, type Asking, type FieldView } from './view-model.js';
import { withSpokenChecks } from './wording.js';

/** Where an interview is conducted: the addresses of its pages. */
export interface Place {
  page: (pageId: string) => string;
  end: string;
}

export interface Turn {
  parts: Parts;
  place: Place;
  draft: Draft;
  questionnaire: Questionnaire;
}

/** What a page is shown with. */
export interface Shown {
  answers: Answers;
  faults: readonly Fault[];
  soft: readonly Fault[];
  /** How far the interview has come by these answers, where that is known already. */
  way?: Way;
  /** Answers saved from another window since this page was shown. */
  other?: Answers;
  /** Ids of what has become relevant by answers on this very page. */
  more?: readonly string[];
  /** Where the reader's own page is shown again: it stays the same load. */
  load?: PageLoad;
  /** Why one could not go to the question whose code was typed. */
  jump?: { code: string; kind: string };
  status?: number;
}

/** Where the sender of a page goes on: a script is told the address, a browser is led there. */
export function leadTo(res: Reply, next: string): void {
  if (wantsJson(res.req)) res.json({ next });
  else res.redirect(303, next);
}

/** Shows a page of the questionnaire, or sends the reader to the first page that still needs an answer. */
export function showPage(turn: Turn, pageId: string, res: Reply): void {
  const answers = draftAnswers(turn.draft);
  const way = wayOf(turn.questionnaire, answers, draftToday(turn.draft));
  if (turn.draft.pages[pageId]?.given || !isReachable(way, pageId)) {
    res.redirect(303, turn.place.page(openOf(way, turn.draft)));
    return;
  }
  renderPage(turn, pageId, res, { answers, faults: [], soft: [], way });
}

export function renderPage(turn: Turn, pageId: string, res: Reply, shown: Shown): void {
  const { questionnaire, draft, place } = turn;
  const language = res.locals['language'] as Language;
  const answers = { ...draftAnswers(draft), ...shown.answers };
  const today = draftToday(draft);
  const way = shown.way ?? wayOf(questionnaire, answers, today);
  const page = way.route.pages.find((each) => each.page.id === pageId);
  if (!page) throw new Problem('page.notFound');
  const asking = {
    questionnaire,
    mode: draft.opening.mode,
    language,
    known: { ...way.answers, ...way.computed },
    seed: draft.opening.seed,
    answers: shown.answers,
    faults: shown.faults,
    soft: shown.soft,
  };
  const before = pageBefore(way.route, pageId);
  const progress = partSteps(draft, way.route, stepsOf(questionnaire, way.route, pageId));
  const t = res.locals['t'] as Translate;
  res.status(shown.status ?? 200).render('interview/page', {
    survey: questionnaire.definition,
    opening: draft.opening,
    mode: draft.opening.mode,
    differences: modes[draft.opening.mode],
    page: pageView(asking, page),
    pageData: pageDataOf(asking, page, { t, today }),
    first: pageId === questionnaire.definition.pages[0]?.id,
    last: progress.certain && progress.step === progress.steps,
    action: place.page(pageId),
    back: before && !draft.pages[before]?.given ? place.page(before) : '',
    load: shown.load ?? freshLoad(turn, pageId),
    savedBy: draft.pages[pageId]?.tab ?? '',
    autosaves: isConsented(turn),
    list: modes[draft.opening.mode].keys ? questionList(way, answers) : [],
    jump: shown.jump,
    progress,
    faults: shown.faults,
    soft: shown.soft,
    more: shown.more ?? [],
    asked: page.questions.flatMap(routeIds).join(' '),
    faultWords: (fault: Fault) => faultText(asking, fault, t),
    answerWords: (field: FieldView) => answerText(field, t),
    other: shown.other ? pageView({ ...asking, answers: shown.other, faults: [], soft: [] }, page) : undefined,
  });
}

/** What the browser checks the page with. */
function pageDataOf(asking: Asking, page: RoutePage, { t, today }: { t: Translate; today: string }): string {
  const definition = withSpokenChecks(pageDefinition(asking.questionnaire.definition, page), asking);
  const words = pageWords(t, modes[asking.mode].keys);
  return JSON.stringify({ definition, language: asking.language, words, today });
}

function freshLoad({ parts, draft }: Turn, pageId: string): PageLoad {
  const revision = draft.pages[pageId]?.revision ?? 0;
  return { revision, tab: parts.randomHex(8), shownAt: parts.now().getTime() };
}

/** Nothing is kept of what is not sent before somebody has agreed to answer. */
export function isConsented({ questionnaire, draft }: Turn): boolean {
  return draftAnswers(draft)[questionnaire.definition.profile.consent] === accepted;
}
