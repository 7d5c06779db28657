import type { Request, Response as Reply } from 'express';
import type { Questionnaire } from '../definition/questionnaire.js';
import type { Parts } from '../web/app.js';
import { Problem } from '../web/problems.js';
import { answerRows, comparedRows, type AnswerRow } from './answer-rows.js';
import { contentOf, revisionOf } from './change.js';
import { exclusionGrounds, type Change, type Content, type Response } from './response.js';
import { reviewerOf, type Reviewer } from './reviewer-routes.js';

/** What a form on the page of a response holds. */
export interface ResponseForm {
  reason: string;
  ground?: string;
}

export interface Shown {
  input: ResponseForm;
  faults: string[];
  /** Somebody else changed it first. */
  isLate: boolean;
}

export const fresh: Shown = { input: { reason: '' }, faults: [], isLate: false };

export async function responseIn({ stores }: Parts, req: Request): Promise<Response> {
  const response = await stores.responses.find(String(req.params['response']));
  if (!response) throw new Problem('page.notFound');
  return response;
}

/** The page of a response: what was answered, how it came, what people changed. */
export async function showResponse(parts: Parts, response: Response, res: Reply, shown: Shown): Promise<void> {
  const reviewer = await reviewerOf(parts, res);
  const { reader, nameOf } = reviewer;
  const questionnaire = parts.surveys.get(response.survey, response.version);
  const wave = await parts.stores.waves.find(response.wave);
  const rows = questionnaire ? rowsOf(questionnaire, response, response, reviewer) : [];
  res.render('responses/response', {
    ...shown,
    response,
    revision: revisionOf(response),
    survey: reader.survey(response.survey),
    wave: wave ? reader.text(wave.title) : response.wave,
    source: reader.text(
      wave?.sampleSources.find(({ id }) => id === response.sampleSource)?.label ?? { 'zh-CN': response.sampleSource },
    ),
    enumerator: nameOf(response.enumerator),
    district: (code: string | undefined) => (code === undefined ? '' : reader.district(code)),
    exclusion: response.exclusion && { ...response.exclusion, by: nameOf(response.exclusion.by) },
    pages: questionnaire ? pagesOf(questionnaire, rows, reviewer) : [],
    stray: rows.filter(({ page }) => page === ''),
    history: questionnaire ? historyOf(questionnaire, response, reviewer) : [],
    grounds: exclusionGrounds,
  });
}

function rowsOf(
  questionnaire: Questionnaire,
  { answers }: Pick<Content, 'answers'>,
  { mode, localDate }: Response,
  { language, t }: Reviewer,
): AnswerRow[] {
  return answerRows({ questionnaire, answers, mode, today: localDate }, language, t);
}

/** Answers page by page, so that each page can be corrected. */
function pagesOf({ definition }: Questionnaire, rows: readonly AnswerRow[], { reader, t }: Reviewer) {
  return definition.pages.flatMap(({ id, title }, at) => {
    const own = rows.filter(({ page }) => page === id);
    const name = title ? reader.text(title) : t('responses.page', { n: at + 1 });
    return own.length > 0 ? [{ id, title: name, rows: own }] : [];
  });
}

/** Each change with what stood before and after it, newest first. */
function historyOf(questionnaire: Questionnaire, response: Response, reviewer: Reviewer) {
  const { history = [] } = response;
  const contents = [...history.flatMap(({ before }) => before ?? []), contentOf(response)];
  let step = 0;
  const lines = history.map((change: Change) => {
    const corrected = change.before !== undefined;
    const [before, after] = corrected ? [contents[step++], contents[step]] : [];
    const compared =
      before && after
        ? comparedRows(
            questionnaire,
            rowsOf(questionnaire, before, response, reviewer),
            rowsOf(questionnaire, after, response, reviewer),
          )
        : [];
    return {
      ...change,
      by: reviewer.nameOf(change.by),
      rows: compared.filter(({ differs }) => differs),
      results: before && after && before.result !== after.result ? [before.result, after.result] : [],
    };
  });
  return lines.toReversed();
}
