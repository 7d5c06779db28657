import type { Place } from '../outline.js';
import { rulesOf } from '../question-types.js';
import type { Answer, Answers, Definition } from '../types.js';

/** Beyond so many combinations the question is left open, in favour of the author. */
const most = 200_000;

/** Whether some legal answers to these questions pass the test: all are tried, where they can be listed. */
export function someAnswers(
  definition: Definition,
  places: Place[],
  { unreachable, test }: { unreachable: Set<string>; test: (answers: Answers) => boolean },
): boolean {
  const lists = places.map((place) => (unreachable.has(place.id) ? [undefined] : answersOf(definition, place)));
  const known = lists.filter((list) => list !== undefined);
  const combinations = known.reduce((product, list) => product * list.length, 1);
  if (known.length < lists.length || combinations > most) return true;
  return tryFrom(0, {});

  function tryFrom(at: number, answers: Answers): boolean {
    const place = places[at];
    if (place === undefined) return test(answers);
    return (known[at] ?? []).some((answer) =>
      tryFrom(at + 1, answer === undefined ? answers : { ...answers, [place.id]: answer }),
    );
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
