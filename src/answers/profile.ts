import { valueOf } from '../definition/answer-of.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import type { Answers } from '../definition/types.js';
import { follow } from './relevant.js';

export interface PersonProfile {
  residence?: string;
  service?: string;
  serviceFoundBy?: 'answer' | 'residence';
  sex?: 'male' | 'female';
  age?: string;
}

/** Who a person is and where, by the definition's profile. Whoever was screened out has no service district. */
export function profileOf(questionnaire: Questionnaire, given: Answers, today?: string): PersonProfile {
  const { answers, route } = follow(questionnaire, given, today);
  const { profile } = questionnaire.definition;
  const residence = districtOf(questionnaire, profile.residenceDistrict, answers);
  const sex = categoryOf(profile.sex.categories, valueOf(answers, profile.sex.question));
  const age = categoryOf(profile.age.categories, valueOf(answers, profile.age.question));
  return {
    ...(residence !== undefined && { residence }),
    ...(route.ended === undefined && serviceOf(questionnaire, answers, residence)),
    ...(sex !== undefined && { sex: sex as 'male' | 'female' }),
    ...(age !== undefined && { age }),
  };
}

function serviceOf(
  questionnaire: Questionnaire,
  answers: Answers,
  residence: string | undefined,
): Pick<PersonProfile, 'service' | 'serviceFoundBy'> {
  const { serviceDistrict } = questionnaire.definition.profile;
  const service = serviceDistrict === undefined ? undefined : districtOf(questionnaire, serviceDistrict, answers);
  if (service !== undefined) return { service, serviceFoundBy: 'answer' };
  return residence === undefined ? {} : { service: residence, serviceFoundBy: 'residence' };
}

function districtOf({ answerables }: Questionnaire, id: string, answers: Answers): string | undefined {
  const question = answerables.get(id)?.question;
  const code = valueOf(answers, id);
  return question?.type === 'single' ? question.options.find((option) => option.code === code)?.district : undefined;
}

function categoryOf(categories: Record<string, number[]>, code: unknown): string | undefined {
  return Object.keys(categories).find((name) => categories[name]?.includes(code as number));
}
