import ejs from 'ejs';
import { join } from 'node:path';
import { computedValues, relevantAnswers, route } from '../../src/answers/relevant.js';
import type { Questionnaire } from '../../src/definition/questionnaire.js';
import type { Answers, Fault, Language, Mode } from '../../src/definition/types.js';
import { modes } from '../../src/interview/modes.js';
import { faultText, pageView, type Asking, type PageView, type QuestionView } from '../../src/interview/view-model.js';
import { loadCatalogue, translator } from '../../src/web/locale.js';
import { root } from '../../src/web/root.js';

const catalogue = loadCatalogue();

export interface Reading {
  mode: Mode;
  language: Language;
  answers: Answers;
  faults: readonly Fault[];
  soft: readonly Fault[];
  seed: number;
}

export function asking(questionnaire: Questionnaire, given: Partial<Reading> = {}): Asking {
  const answers = given.answers ?? {};
  const known = { ...relevantAnswers(questionnaire, answers), ...computedValues(questionnaire, answers) };
  return { questionnaire, mode: 'online', language: 'zh-CN', faults: [], soft: [], seed: 1, ...given, answers, known };
}

/** A page as it is shown, every rule that hides something apart. */
export function shownPage(reader: Asking, pageId: string): PageView {
  const way = route(reader.questionnaire, reader.answers);
  const page = reader.questionnaire.definition.pages.find(({ id }) => id === pageId);
  if (!page) throw new Error(`shownPage requires a page of the survey, not ${pageId}`);
  const all = page.questions.map((question) => ({
    question,
    items: question.type === 'rating-group' ? question.items : [],
  }));
  return pageView(reader, way.pages.find((each) => each.page.id === pageId) ?? { page, questions: all });
}

export function shownQuestion(reader: Asking, id: string): QuestionView {
  const page = reader.questionnaire.definition.pages.find(({ questions }) => questions.some((each) => each.id === id));
  const found = shownPage(reader, page?.id ?? '').questions.find((question) => question.id === id);
  if (!found) throw new Error(`shownQuestion requires a question of the survey, not ${id}`);
  return found;
}

/** A question's HTML, as the page includes it. */
export function questionHtml(reader: Asking, question: QuestionView): Promise<string> {
  const t = translator(catalogue, reader.language);
  return ejs.renderFile(join(root, 'views/questions', `${question.type}.ejs`), {
    question,
    differences: modes[reader.mode],
    t,
    faultWords: (fault: Fault) => faultText(reader, fault, t),
  });
}
