import type { Place } from '../outline.js';
import { rulesOf } from '../question-types.js';
import type { Answer, Definition } from '../types.js';
import type { Wanted } from './can-hold.js';
import type { Written } from './written.js';

/** Beyond so many combinations for one question, and for all of a survey, it is left open, in favour of the author. */
const most = 200_000;
export const mostTries = 1_000_000;

/** Whether some legal answers to these questions pass the test: all are tried, where they can be listed. */
export function someAnswers({ definition, tries }: Written, places: Place[], { unreachable, test }: Wanted): boolean {
  const lists = places.map((place) => (unreachable.has(place.id) ? [undefined] : answersOf(definition, place)));
  const known = lists.filter((list) => list !== undefined);
  const combinations = known.reduce((product, list) => product * list.length, 1);
  if (known.length < lists.length || combinations > Math.min(most, tries.left)) return true;
  const answers: Record<string, Answer> = {};
  return tryFrom(0);

  function tryFrom(at: number): boolean {
    const place = places[at];
    if (place === undefined) {
      tries.left -= 1;
      return test(answers);
    }
    return (known[at] ?? []).some((answer) => {
      if (answer === undefined) delete answers[place.id];
      else answers[place.id] = answer;
      return tryFrom(at + 1);
    });
  }
}

/** Every answer a question can have, absence among them where it may be passed over. */
function answersOf({ scales }: Definition, { question, item, page }: Place): (Answer | undefined)[] | undefined {
  const scale = 'scale' in question ? scales[question.scale] : undefined;
  const values = rulesOf(question).values(question, scale);
  if (values === undefined) return undefined;
  const isAlwaysAnswered =
    [question, item, page].every((part) => part?.when === undefined) && question.optional !== true;
  return [
    ...values,
    ...(question.missing ?? []).map((missing) => ({ missing })),
    ...(isAlwaysAnswered ? [] : [undefined]),
  ];
}
