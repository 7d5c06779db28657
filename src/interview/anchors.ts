import { routeIds, type RoutePage } from '../answers/relevant.js';

/** After so many ratings in a row the scale is said again. */
const again = 5;

/**
 * Where on a page a scale is said aloud: under the id of each question that begins a block of ratings on one scale, and of each
 * rating or item that follows five others.
 */
export function anchorsOn({ questions }: RoutePage): ReadonlySet<string> {
  const places = new Set<string>();
  let block = '';
  let said = 0;
  for (const each of questions) {
    const scale = 'scale' in each.question ? each.question.scale : '';
    if (scale !== block) said = 0;
    if (scale !== block && scale !== '') places.add(each.question.id);
    block = scale;
    for (const id of scale === '' ? [] : routeIds(each)) {
      if (said === again) places.add(id);
      said = said === again ? 1 : said + 1;
    }
  }
  return places;
}
