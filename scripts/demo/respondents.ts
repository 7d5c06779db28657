import type { Questionnaire } from '../../src/definition/questionnaire.js';
import type { Answer, Question, Screening } from '../../src/definition/types.js';
import { ruleReferences } from '../../src/definition/rules.js';
import type { Chance } from './chance.js';
import type { Person } from './population.js';
import type { Respondent } from './question-answers.js';
import { meanOpinion, spread } from './satisfaction.js';

export interface Standing {
  person: Person;
  /** Where the service was used. */
  service: string;
  /** Districts in their order, and by how much each has moved. */
  districts: readonly string[];
  drift: readonly number[];
  /** What the day or the site adds to every opinion, and what people add who come by themselves. */
  shift: number;
}

/** Somebody with a profile and an opinion about everything that enters the index. */
export function respondent(questionnaire: Questionnaire, standing: Standing, chance: Chance): Respondent {
  const { definition } = questionnaire;
  const { person, service, districts, drift } = standing;
  const own = spread.person * chance.normal() + standing.shift;
  const opinions = new Map(
    definition.index.dimensions.flatMap(({ id: dimension, items }) =>
      items.map(({ item }) => {
        const opinion = { survey: definition.id, dimension, item, district: districts.indexOf(service), drift };
        return [item, meanOpinion(opinion, person) + own] as const;
      }),
    ),
  );
  const all = [...opinions.values()];
  return {
    questionnaire,
    person,
    settled: settledAnswers(questionnaire, standing, chance),
    opinions,
    opinion: all.reduce((sum, opinion) => sum + opinion, 0) / all.length,
    core: new Map(
      Object.entries(definition.index.core ?? {}).flatMap(([construct, ids]) => ids.map((id) => [id, construct])),
    ),
  };
}

/** What a screening asks about is left to chance again where the person is to be screened out by it. */
export function unsettled(respondent: Respondent, screening: Screening): Respondent {
  const free = new Set(ruleReferences(screening.when));
  return { ...respondent, settled: new Map([...respondent.settled].filter(([id]) => !free.has(id))) };
}

function settledAnswers(
  { definition, answerables }: Questionnaire,
  { person, service }: Standing,
  chance: Chance,
): Map<string, Answer> {
  const { profile } = definition;
  const districtCode = (id: string, district: string) => codeOf(answerables.get(id)?.question, district);
  const settled: [string, Answer][] = [
    [profile.sex.question, chance.pick(profile.sex.categories[person.sex])],
    [profile.age.question, chance.pick(ageCodes(profile.age.categories, person.older))],
    [profile.residenceDistrict, districtCode(profile.residenceDistrict, person.residence)],
  ];
  const { serviceDistrict } = profile;
  if (serviceDistrict) settled.push([serviceDistrict, districtCode(serviceDistrict, service)]);
  return new Map(settled);
}

/** Codes of the categories that begin at 60 or more, or of those below. */
function ageCodes(categories: Record<string, number[]>, older: boolean): number[] {
  return Object.entries(categories).flatMap(([name, codes]) =>
    Number.parseInt(name, 10) >= 60 === older ? codes : [],
  );
}

function codeOf(question: Question | undefined, district: string): number {
  const option =
    question?.type === 'single' ? question.options.find((option) => option.district === district) : undefined;
  if (!option) throw new Error(`respondent requires an option for the district ${district}`);
  return option.code;
}
