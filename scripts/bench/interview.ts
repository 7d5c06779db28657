import { join } from 'node:path';
import { answerEverything } from '../drill/answer-everything.js';
import { readForm } from '../../src/answers/read-form.js';
import { route, routeIds } from '../../src/answers/relevant.js';
import { validatePage } from '../../src/answers/validate.js';
import { isMissing } from '../../src/definition/answer-of.js';
import type { Answer, Answers } from '../../src/definition/types.js';
import { draftAnswers, draftToday, type Draft } from '../../src/interview/draft.js';
import { renderPage, type Turn } from '../../src/interview/page-routes.js';
import { isReachable, pageAfter, wayOf } from '../../src/interview/progress.js';
import { openingOf } from '../../src/responses/opening.js';
import type { SampleSource, Wave } from '../../src/waves/wave.js';
import { randomHex, sha256 } from '../../src/web/digest.js';
import { loadSurveys } from '../../src/web/load-surveys.js';
import { root } from '../../src/web/root.js';
import { largeSurvey, type LargeSurvey } from './large-survey.js';
import { percentile } from './percentile.js';
import { withPages, type Show } from './shown-pages.js';

const rounds = 3;

/** Milliseconds of processor time that this process has had: what else the machine does leaves it alone. */
const spent = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const parts = ['engine', 'view model', 'rendering'] as const;
type Times = Record<(typeof parts)[number], number[]>;

/** What taking one page and showing the next costs the server, without the store: milliseconds of processor time a page, by the size of the survey. */
export async function interview(): Promise<void> {
  const base = loadSurveys(join(root, 'schemas')).latest('education');
  if (!base) throw new Error('interview requires the survey education');
  const sizes = [
    { questions: 50, perPage: 10 },
    { questions: 100, perPage: 10 },
    { questions: 500, perPage: 10 },
    { questions: 500, perPage: 1 },
  ];
  const rows: Record<string, string | number>[] = [];
  await withPages(async (show) => {
    for (const size of sizes) {
      const survey = largeSurvey(base.definition, answerEverything(base), { ...size, sha256 });
      await walk(survey, show);
      const times: Times = { engine: [], 'view model': [], rendering: [] };
      for (let round = 0; round < rounds; round += 1) {
        const walked = await walk(survey, show);
        for (const part of parts) times[part].push(...walked[part]);
      }
      rows.push({
        questions: size.questions,
        'a page': size.perPage,
        ...Object.fromEntries(parts.flatMap(figures(times))),
      });
    }
  });
  console.log('interview: processor ms to take a page and show the next');
  console.table(rows);
}

function figures(times: Times): (part: (typeof parts)[number]) => [string, number][] {
  const rounded = (value: number) => Math.round(value * 100) / 100;
  return (part) => [
    [`${part} p50`, rounded(percentile(times[part], 0.5))],
    [`${part} p95`, rounded(percentile(times[part], 0.95))],
  ];
}

/** One interview from the first page to the last. */
async function walk({ questionnaire, answers }: LargeSurvey, show: Show): Promise<Times> {
  const times: Times = { engine: [], 'view model': [], rendering: [] };
  let draft = freshDraft(questionnaire);
  const bodies = bodiesOf({ questionnaire, answers });
  for (let page: string | undefined = questionnaire.definition.pages[0]?.id; page !== undefined;) {
    const body = bodies.get(page) ?? {};
    const started = spent();
    const [taken, next] = take({ questionnaire, draft, page, body });
    times.engine.push(spent() - started);
    draft = taken;
    page = next;
    if (next !== undefined) await showOne({ questionnaire, draft, page: next }, show, times);
  }
  const asked = Object.keys(answers).length;
  if (Object.keys(draftAnswers(draft)).length !== asked) throw new Error('walk requires a way on which all is asked');
  return times;
}

type Questionnaire = LargeSurvey['questionnaire'];

/** As the pages do it: read, check, keep, find the next page, and see whether it may be shown. */
function take(turn: {
  questionnaire: Questionnaire;
  draft: Draft;
  page: string;
  body: Answers;
}): [Draft, string | undefined] {
  const { questionnaire, draft, page, body } = turn;
  const today = draftToday(draft);
  const answers = readForm(questionnaire, page, body);
  const { faults, soft } = validatePage(questionnaire, page, { ...draftAnswers(draft), ...answers }, today);
  if (faults.length + soft.length > 0)
    throw new Error(`take requires answers without fault: ${JSON.stringify(faults)}`);
  const taken = { ...draft, pages: { ...draft.pages, [page]: { revision: 1, answers, spent: 1000 } } };
  const next = pageAfter(route(questionnaire, draftAnswers(taken), today), page);
  if (next === undefined) return [taken, undefined];
  if (!isReachable(wayOf(questionnaire, draftAnswers(taken), today), next))
    throw new Error(`take requires a way to ${next}`);
  return [taken, next];
}

async function showOne(
  { questionnaire, draft, page }: { questionnaire: Questionnaire; draft: Draft; page: string },
  show: Show,
  times: Times,
): Promise<void> {
  const { reply, caught } = show.catcher();
  const place = { page: (id: string) => `/s/bench/r/1/p/${id}`, end: '/s/bench/r/1/end' };
  const turn = { parts: { now: () => new Date(), randomHex }, place, draft, questionnaire } as unknown as Turn;
  // Whether the page may be shown was seen on the same way, and is counted with the engine.
  const way = wayOf(questionnaire, draftAnswers(draft), draftToday(draft));
  const started = spent();
  renderPage(turn, page, reply, { answers: draftAnswers(draft), faults: [], soft: [], way });
  const made = spent();
  await show.render(caught());
  times['view model'].push(made - started);
  times.rendering.push(spent() - made);
}

function freshDraft(questionnaire: Questionnaire): Draft {
  const now = new Date('2026-11-03T02:00:00Z');
  const source = { id: 'open', mode: 'online', entry: 'open' } as SampleSource;
  const wave = { id: 'bench', kind: 'simulated' } as Wave;
  const opening = openingOf({ responseId: 'a'.repeat(32), questionnaire, wave, source, language: 'zh-CN', now });
  return {
    responseId: opening.responseId,
    opening,
    language: 'zh-CN',
    pages: {},
    modeTrail: [],
    state: 'open',
    updatedAt: now,
  };
}

/** What a browser sends for each page. */
function bodiesOf({ questionnaire, answers }: LargeSurvey): Map<string, Answers> {
  const field = (answer: Answer) => {
    if (isMissing(answer)) return `missing:${answer.missing}`;
    return Array.isArray(answer) ? answer.map(String) : String(answer);
  };
  return new Map(
    route(questionnaire, answers, '2026-11-03').pages.map(({ page, questions }) => [
      page.id,
      Object.fromEntries(
        questions.flatMap(routeIds).flatMap((id) => (answers[id] === undefined ? [] : [[id, field(answers[id])]])),
      ) as Answers,
    ]),
  );
}
