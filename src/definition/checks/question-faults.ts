import { rulesOf } from '../question-types.js';
import type { Fault, Scale } from '../types.js';
import type { Written } from './written.js';

/** Pages that ask something, scales with named ends, and what each type of question says of itself. */
export function questionFaults({ definition, outline }: Written): Fault[] {
  const empty = definition.pages.flatMap(({ id, questions }, at) =>
    questions.length === 0 ? [{ code: 'page.empty', path: `/pages/${at}`, params: { page: id } }] : [],
  );
  const scales = Object.entries(definition.scales).flatMap(([id, scale]) => scaleFaults(scale, `/scales/${id}`));
  const own = outline.questions.flatMap(({ question, path }) => rulesOf(question).faults(question, path, definition));
  return [...empty, ...scales, ...own];
}

function scaleFaults({ min, max, labels }: Scale, path: string): Fault[] {
  if (min >= max) return [{ code: 'scale.empty', path, params: { min, max } }];
  const points = Object.keys(labels).map(Number);
  const outside = points.filter((point) => point < min || point > max);
  const bare = [min, max].filter((end) => !points.includes(end));
  return [
    ...outside.map((point) => ({
      code: 'scale.labelOutOfRange',
      path: `${path}/labels/${point}`,
      params: { min, max },
    })),
    ...bare.map((point) => ({ code: 'scale.endUnlabelled', path, params: { point } })),
  ];
}
