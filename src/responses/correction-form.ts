import { readForm } from '../answers/read-form.js';
import { computedValues, relevantAnswers, route } from '../answers/relevant.js';
import { canonicalJson } from '../definition/canonical.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import type { Answers, Fault, Language } from '../definition/types.js';
import { pageView, type FieldView, type PageView, type QuestionView } from '../interview/view-model.js';
import { correctionFaults, withAnswers } from './corrected.js';
import type { Response } from './response.js';

/** Answers as a corrector filled them in, and what is to be said about them. */
export interface Correction {
  /** Pages of the form; a fault on another page brings that page in. */
  pages: string[];
  answers: Answers;
  faults: Fault[];
  /** Answers elsewhere that would go, since their questions would not be asked. */
  dropped: string[];
  isChanged: boolean;
}

/** The form of a page as it was answered. */
export function freshCorrection(response: Response, page: string): Correction {
  return { pages: [page], answers: response.answers, faults: [], dropped: [], isChanged: false };
}

export function correctionIn(
  questionnaire: Questionnaire,
  response: Response,
  pages: readonly string[],
  body: Record<string, unknown>,
): Correction {
  const given = Object.assign({}, ...pages.map((page) => readForm(questionnaire, page, body))) as Answers;
  const own = [...questionnaire.answerables.values()].filter(({ page }) => pages.includes(page.id)).map(({ id }) => id);
  const answers = withAnswers(response, own, given);
  const kept = relevantAnswers(questionnaire, answers, response.localDate);
  const faults = correctionFaults(questionnaire, response, answers);
  return {
    pages: [...new Set([...pages, ...faults.flatMap(({ path }) => pageOf(questionnaire, path))])],
    answers,
    faults,
    dropped: Object.keys(response.answers).filter((id) => !own.includes(id) && !Object.hasOwn(kept, id)),
    isChanged: canonicalJson(kept) !== canonicalJson(response.answers),
  };
}

function pageOf({ answerables }: Questionnaire, path: string): string[] {
  const found = [...answerables.values()].find(({ id, question }) => id === path || question.id === path);
  return found ? [found.page.id] : [];
}

/** The pages of the form, as far as they are asked. Nobody is spoken to: there is nothing to read out, and every stated non-answer is in sight. */
export function correctionPages(
  questionnaire: Questionnaire,
  response: Response,
  { pages, answers, faults }: Correction,
  language: Language,
): PageView[] {
  const today = response.localDate;
  const asking = {
    questionnaire,
    mode: response.mode,
    language,
    known: { ...relevantAnswers(questionnaire, answers, today), ...computedValues(questionnaire, answers, today) },
    seed: response.seed,
    answers,
    faults,
    soft: [],
  };
  const asked = route(questionnaire, answers, today).pages.filter(({ page }) => pages.includes(page.id));
  return asked.map((page) => {
    const view = pageView(asking, page);
    return { ...view, questions: view.questions.map((question) => unspoken(question)) };
  });
}

function unspoken(question: QuestionView): QuestionView {
  const items = question.items.map((item) => inSight(item));
  return { ...inSight(question), note: '', card: 0, items };
}

function inSight<T extends FieldView>(field: T): T {
  return { ...field, anchors: false, choices: field.choices.map((choice) => ({ ...choice, hidden: false })) };
}
