import type { Response as Reply } from 'express';
import { readForm } from '../answers/read-form.js';
import { computedValues, relevantAnswers, route } from '../answers/relevant.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import type { Answers, Fault, Language } from '../definition/types.js';
import type { Parts } from '../web/app.js';
import type { Translate } from '../web/locale.js';
import { wantsJson } from '../web/guard.js';
import { Problem } from '../web/problems.js';
import { draftAnswers, draftToday, type Draft } from './draft.js';
import { modes } from './modes.js';
import { pageDefinition } from './page-definition.js';
import { isReachable, pageBefore, wayOf } from './progress.js';
import { stepsOf } from './steps.js';
import { answerText, faultText, pageView, type FieldView } from './view-model.js';

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
  /** Answers saved from another window since this page was shown. */
  other?: Answers;
  /** The revision the reader's page was made with, where it is shown again as it is. */
  revision?: number;
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
  if (!isReachable(way, pageId)) {
    res.redirect(303, turn.place.page(way.open));
    return;
  }
  renderPage(turn, pageId, res, { answers, faults: [], soft: [] });
}

const faultCodes = [
  'required',
  'notAnOption',
  'notANumber',
  'notADate',
  'notAText',
  'outOfRange',
  'tooEarly',
  'tooLate',
  'tooPrecise',
  'tooLong',
  'tooFew',
  'tooMany',
  'exclusive',
  'twice',
  'missingNotAllowed',
];

/** The sentences that the browser may need, with their places unfilled. */
function faultWords(t: Translate): Record<string, string> {
  const places = {
    min: '{min}',
    max: '{max}',
    earliest: '{earliest}',
    latest: '{latest}',
    decimals: '{decimals}',
    maxLength: '{maxLength}',
    atLeast: '{atLeast}',
    atMost: '{atMost}',
  };
  const sentences = faultCodes.map((code) => [`answer.${code}`, t(`answers.${code}`, places)]);
  return { ...Object.fromEntries(sentences), title: t('interview.faultsTitle', { n: '{n}' }) };
}

export function renderPage(turn: Turn, pageId: string, res: Reply, shown: Shown): void {
  const { questionnaire, draft, place } = turn;
  const language = res.locals['language'] as Language;
  const answers = { ...draftAnswers(draft), ...shown.answers };
  const today = draftToday(draft);
  const way = route(questionnaire, answers, today);
  const page = way.pages.find((each) => each.page.id === pageId);
  if (!page) throw new Problem('page.notFound');
  const asking = {
    questionnaire,
    mode: draft.opening.mode,
    language,
    known: { ...relevantAnswers(questionnaire, answers, today), ...computedValues(questionnaire, answers, today) },
    seed: draft.opening.seed,
    answers: shown.answers,
    faults: shown.faults,
    soft: shown.soft,
  };
  const before = pageBefore(way, pageId);
  const progress = stepsOf(questionnaire, way, pageId);
  const t = res.locals['t'] as Translate;
  res.status(shown.status ?? 200).render('interview/page', {
    survey: questionnaire.definition,
    opening: draft.opening,
    mode: draft.opening.mode,
    differences: modes[draft.opening.mode],
    page: pageView(asking, page),
    pageData: JSON.stringify({
      definition: pageDefinition(questionnaire.definition, page),
      language,
      words: faultWords(t),
    }),
    first: pageId === questionnaire.definition.pages[0]?.id,
    last: progress.certain && progress.step === progress.steps,
    action: place.page(pageId),
    back: before ? place.page(before) : '',
    revision: shown.revision ?? draft.pages[pageId]?.revision ?? 0,
    shownAt: turn.parts.now().getTime(),
    progress,
    faults: shown.faults,
    soft: shown.soft,
    faultWords: (fault: Fault) => faultText(asking, fault, t),
    answerWords: (field: FieldView) => answerText(field, t),
    other: shown.other ? pageView({ ...asking, answers: shown.other, faults: [], soft: [] }, page) : undefined,
  });
}

/** A whole number in a form's hidden field; 0 for anything else. */
export function numberIn(body: Record<string, unknown>, field: string): number {
  const value = Number(body[field]);
  return Number.isSafeInteger(value) && value >= 0 ? value : 0;
}

/** Shows a page again with what is filled in, nothing checked and nothing kept: in another language or text size. Returns whether it was asked to. */
export function showedAgain(turn: Turn, pageId: string, req: { body?: unknown }, res: Reply): boolean {
  const body = (req.body ?? {}) as Record<string, unknown>;
  if (body['_show'] !== 'again') return false;
  const answers = readForm(turn.questionnaire, pageId, body);
  renderPage(turn, pageId, res, { answers, faults: [], soft: [], revision: numberIn(body, '_revision') });
  return true;
}
