import { canonicalJson } from '../canonical.js';
import type { Definition, Fault } from '../types.js';
import { screenedPages } from './screened-pages.js';
import { sharedIds } from './shared-ids.js';

/** What keeps surveys from having one door: consent and profile must be the same question by question, and nothing is rated at a door. */
export function doorFaults(definitions: readonly Definition[]): Fault[] {
  const [first, ...others] = definitions;
  if (first === undefined) return [];
  return [
    ...others
      .filter(({ consentVersion }) => consentVersion !== first.consentVersion)
      .map(({ id }) => fault('consent', id)),
    ...others.flatMap((other) => profileFaults(first, other)),
    ...definitions.flatMap(ratingFaults),
  ];
}

function fault(code: string, survey: string, params: Fault['params'] = {}): Fault {
  return { code: `door.${code}`, path: survey, params: { survey, ...params } };
}

/** Which of the profile's questions differ; where none does, but their codes are read differently, the profile itself. */
function profileFaults(first: Definition, other: Definition): Fault[] {
  const shared = sharedIds([first, other]);
  const { consent, sex, age, residenceDistrict } = first.profile;
  const questions = [consent, sex.question, age.question, residenceDistrict].filter((id) => !shared.has(id));
  const differing = questions.map((question) => fault('question', other.id, { question, other: first.id }));
  const isSame = canonicalJson(personOf(first)) === canonicalJson(personOf(other));
  return differing.length > 0 || isSame ? differing : [fault('profile', other.id, { other: first.id })];
}

function personOf({ profile: { consent, sex, age, residenceDistrict } }: Definition): object {
  return { consent, sex, age, residenceDistrict };
}

function ratingFaults(definition: Definition): Fault[] {
  const questions = screenedPages(definition).flatMap((page) => page.questions);
  return questions
    .filter(({ type }) => type === 'rating' || type === 'rating-group')
    .map(({ id: question }) => fault('rating', definition.id, { question }));
}
