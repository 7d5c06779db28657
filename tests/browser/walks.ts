import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { route } from '../../src/answers/relevant.js';
import { validateAnswers } from '../../src/answers/validate.js';
import { placesOf } from '../../src/definition/question-types/ordering.js';
import type { Questionnaire } from '../../src/definition/questionnaire.js';
import type { Answer, Answers, Question, Scale } from '../../src/definition/types.js';

export interface Walk {
  answers: Answers;
  pages: string[];
}

type Draw = (below: number) => number;

interface Luck {
  draw: Draw;
  /** Whether some questions are passed over, or only a reason is given. */
  states: boolean;
}

const attempts = 2000;

/** Ways through a survey, each answered without a fault, that together come by every page there is; as few as luck finds. */
export function walksThrough(questionnaire: Questionnaire, today: string): Walk[] {
  const generator = xoroshiro128plus(7);
  const draw: Draw = (below) => uniformInt(generator, 0, below - 1);
  const all = questionnaire.definition.pages.map(({ id }) => id);
  const walks: Walk[] = [];
  const open = () => all.filter((id) => !walks.some(({ pages }) => pages.includes(id)));
  for (let attempt = 0; attempt < attempts && open().length > 0; attempt += 1) {
    const walk = walkOnce(questionnaire, today, { draw, states: attempt > attempts / 2 });
    if (walk?.pages.some((id) => open().includes(id))) walks.push(walk);
  }
  if (open().length > 0)
    throw new Error(
      `walksThrough requires pages that can be reached, not ${open().join(', ')} of ${questionnaire.definition.id}`,
    );
  return walks.reduce((kept, walk) => (isNeeded(kept, walk) ? kept : kept.filter((each) => each !== walk)), walks);
}

function isNeeded(walks: readonly Walk[], walk: Walk): boolean {
  return walk.pages.some((id) => walks.every((other) => other === walk || !other.pages.includes(id)));
}

function walkOnce(questionnaire: Questionnaire, today: string, { draw, states }: Luck): Walk | undefined {
  const answers: Record<string, Answer> = {};
  for (const { id, question } of questionnaire.answerables.values()) {
    const answer = answerTo(question, questionnaire.scaleOf.get(id), { draw, today });
    const stated = states ? statedOr(question, draw, answer) : answer;
    if (stated !== undefined) answers[id] = stated;
  }
  const { faults, soft } = validateAnswers(questionnaire, answers, today);
  const pages = route(questionnaire, answers, today).pages.map(({ page }) => page.id);
  return faults.length + soft.length > 0 ? undefined : { answers, pages };
}

/** Now and then a reason for not answering, where the question takes one. */
function statedOr({ missing, optional }: Question, draw: Draw, answer: Answer | undefined): Answer | undefined {
  const chance = draw(8);
  if (chance === 0 && missing) return { missing: missing[draw(missing.length)]! };
  return chance === 1 && optional ? undefined : answer;
}

function answerTo(
  question: Question,
  scale: Scale | undefined,
  { draw, today }: { draw: Draw; today: string },
): Answer | undefined {
  const written = 'options' in question ? question.options.map(({ code }) => code) : [];
  const start = written.length > 0 ? draw(written.length) : 0;
  const codes = [...written.slice(start), ...written.slice(0, start)];
  switch (question.type) {
    case 'single':
      return codes[0];
    case 'multiple':
      return codes.slice(0, (question.atLeast ?? 1) + draw(2));
    case 'ordering':
      return codes.slice(0, placesOf(question));
    case 'consent':
      return 1 + (draw(4) === 0 ? 1 : 0);
    case 'date':
      return daysNear(question, today)[draw(6)];
    case 'number':
      return question.min + draw(Math.floor(question.max - question.min) + 1);
    case 'text':
      return '很好';
    case 'note':
      return undefined;
    default:
      return scale ? scale.min + draw(scale.max - scale.min + 1) : undefined;
  }
}

function daysNear({ earliest, latest }: Extract<Question, { type: 'date' }>, today: string): string[] {
  const limits = [earliest, latest].map((limit) => (limit === undefined || limit === 'today' ? today : limit));
  return [...limits, today, '2026-01-01', '2026-05-01', '2025-03-08'];
}
