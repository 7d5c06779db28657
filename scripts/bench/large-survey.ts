import { compileDefinition } from '../../src/definition/compile.js';
import type { Questionnaire } from '../../src/definition/questionnaire.js';
import type { Answer, Answers, Computed, Definition, Page, Question, Text } from '../../src/definition/types.js';

export interface LargeSurvey {
  questionnaire: Questionnaire;
  /** An answer to every question; all are asked, and no check is broken. */
  answers: Answers;
}

/** Where the questions begin: after those of the survey that it is made from. */
interface Numbered {
  at: number;
  id: string;
  before: string;
}

const words = (chinese: string, english: string): Text => ({ 'zh-CN': chinese, en: english });

/**
 * The hardest survey of so many questions: every one of them has a condition, a hard and a soft check, and a computed value made from the one
 * before it; every text puts in an earlier answer and a computed value; every list and page has a random order where the language allows it.
 */
export function largeSurvey(
  base: Definition,
  start: Answers,
  { questions, perPage, sha256 }: { questions: number; perPage: number; sha256: (text: string) => string },
): LargeSurvey {
  const first = base.pages.filter(({ id }) => ['consent', 'about'].includes(id));
  const numbered = Array.from({ length: questions }, (_, at) => ({ at, id: `n${at}`, before: `n${at - 1}` }));
  const pages = Array.from({ length: Math.ceil(questions / perPage) }, (_, page): Page => {
    const own = numbered.slice(page * perPage, (page + 1) * perPage);
    return { id: `page${page}`, when: { answered: 'sex' }, questions: own.map(questionOf) };
  });
  const definition = { ...base, pages: [...first, ...pages], computed: numbered.map(computedOf) };
  const asked = new Set(first.flatMap((page) => page.questions.map(({ id }) => id)));
  const answers = Object.entries(start).filter(([id]) => asked.has(id));
  return {
    questionnaire: compileDefinition(definition, sha256),
    answers: Object.fromEntries([...answers, ...numbered.map(({ at, id }) => [id, answerOf(at)] as const)]),
  };
}

function computedOf({ at, id }: Numbered): Computed {
  const counted = { if: [{ answered: id }, 1, 0] } satisfies Computed['value'];
  const value = at === 0 ? counted : ({ add: [{ answer: `c${at - 1}` }, counted] } satisfies Computed['value']);
  return { id: `c${at}`, label: words('已答', 'Answered'), value, decimals: 1 };
}

function questionOf(numbered: Numbered): Question {
  const { at, id, before } = numbered;
  const piped = at === 0 ? 'sex' : before;
  return {
    ...typed(at),
    id,
    text: words(`您说过“{{${piped}|没有说}}”，第${at}题`, `You said {{${piped}|nothing}}: question ${at}`),
    hint: words(`已答 {{c${Math.max(0, at - 1)}|0}} 题`, `{{c${Math.max(0, at - 1)}|0}} answered`),
    ...(at > 0 && {
      when: { or: [{ answered: before }, { atLeast: [{ answer: `c${at - 1}` }, 1] }] },
    }),
    checks: [
      { holds: { atLeast: [{ answer: `c${at}` }, 1] }, severity: 'hard', text: words('至少一题', 'At least one') },
      {
        holds: { not: { and: [{ missing: [id, ['dontKnow']] }, { answered: piped }] } },
        severity: 'soft',
        text: words('真的不知道吗？', 'Really unknown?'),
      },
    ],
    missing: ['dontKnow', 'refused'],
  } as Question;
}

const options = Array.from({ length: 8 }, (_, at) => ({
  code: at + 1,
  label: words(`第${at + 1}项`, `Option ${at + 1}`),
}));

/** Types by turns; the answers below go with them. */
function typed(at: number): object {
  const all: object[] = [
    { type: 'rating', scale: 'quality10' },
    { type: 'single', options, order: 'shuffle' },
    { type: 'number', min: 0, max: 1000, unit: words('次', 'times') },
    { type: 'multiple', options, order: 'rotate' },
    { type: 'date', earliest: '2020-01-01', latest: 'today' },
    { type: 'ordering', options, order: 'shuffle', places: 3 },
    { type: 'text', maxLength: 200 },
  ];
  return all[at % all.length] as object;
}

function answerOf(at: number): Answer {
  const all: Answer[] = [8, 3, at, [1, 4], '2026-05-01', [2, 5, 1], '很好，没有别的意见。'];
  return all[at % all.length] as Answer;
}
