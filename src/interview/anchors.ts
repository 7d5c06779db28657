import { routeIds, type RoutePage } from '../answers/relevant.js';
import type { Question } from '../definition/types.js';

/** After so many ratings in a row the scale is said again. */
const again = 5;

/**
 * Where on a page a scale is said aloud: under the id of each question that begins a block (a rating group, or ratings on one scale
 * in a row), unless its own wording for the phone says it, and of each rating or item that follows five others.
 */
export function anchorsOn({ questions }: RoutePage): ReadonlySet<string> {
  const places = new Set<string>();
  let block = '';
  let said = 0;
  for (const each of questions) {
    const scale = 'scale' in each.question ? each.question.scale : '';
    const begins = scale !== '' && (scale !== block || each.question.type === 'rating-group');
    if (begins && !isSpoken(each.question)) places.add(each.question.id);
    if (begins) said = 0;
    block = scale;
    for (const id of scale === '' ? [] : routeIds(each)) {
      if (said === again) places.add(id);
      said = said === again ? 1 : said + 1;
    }
  }
  return places;
}

function isSpoken({ text }: Question): boolean {
  return 'default' in text && text.phone !== undefined;
}
