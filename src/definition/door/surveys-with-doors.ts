import type { Questionnaire } from '../questionnaire.js';
import type { Surveys } from '../surveys.js';
import { doorSurveys } from './door-id.js';
import { doorOf, type DoorWords } from './door.js';

/** Every questionnaire at hand, and the door to any of them under its id: a draft at a door finds its questionnaire like any other. */
export function surveysWithDoors(surveys: Surveys, words: DoorWords, sha256: (text: string) => string): Surveys {
  const doors = new Map<string, Questionnaire>();

  function door(id: string): Questionnaire | undefined {
    const known = doors.get(id);
    if (known) return known;
    const named = doorSurveys(id);
    const questionnaires = named.flatMap((each) => surveys.get(each.id, each.version) ?? []);
    if (named.length === 0 || questionnaires.length < named.length) return undefined;
    const made = doorOf(questionnaires, words, sha256);
    doors.set(id, made);
    return made;
  }

  return { ...surveys, get: (id, version) => surveys.get(id, version) ?? door(id) };
}
