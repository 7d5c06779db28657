import { evaluateRule, holds } from '../rules.js';
import type { WrittenQuestion } from '../outline.js';
import type { Answers, Fault } from '../types.js';
import { canHold } from './can-hold.js';
import type { Written } from './written.js';

/** Checks that no answers get past, and checks that none can break. */
export function checkFaults(written: Written): Fault[] {
  return written.outline.questions.flatMap((asked) =>
    (asked.question.checks ?? []).flatMap((_, at) => oneFault(written, asked, at)),
  );
}

function oneFault(written: Written, { question, path, page }: WrittenQuestion, at: number): Fault[] {
  const check = question.checks?.[at];
  if (check === undefined) return [];
  const over = [page.when, question.when].filter((rule) => rule !== undefined);
  const can = (test: (answers: Answers) => boolean) =>
    canHold(written, [...over, check.holds], {
      unreachable: new Set(),
      test: (answers) => over.every((rule) => holds(rule, answers)) && test(answers),
    });
  const fault = (code: string): Fault[] => [{ code, path: `${path}/checks/${at}`, params: { question: question.id } }];
  if (!can(() => true)) return [];
  if (!can((answers) => evaluateRule(check.holds, answers) !== false)) return fault('check.alwaysBroken');
  return can((answers) => evaluateRule(check.holds, answers) === false) ? [] : fault('check.neverBroken');
}
