import { rulesOf } from '../../src/definition/question-types.js';
import type { Questionnaire } from '../../src/definition/questionnaire.js';
import type { Answer, Question, QuestionOf } from '../../src/definition/types.js';
import type { Chance } from './chance.js';
import { optionWeights, suggestionFor } from './plausible.js';
import type { Person } from './population.js';
import { ratingOf, spread } from './satisfaction.js';

/** Somebody who is being asked one survey. */
export interface Respondent {
  questionnaire: Questionnaire;
  person: Person;
  /** Answers that are settled before anything is asked: profile and service district, by question id. */
  settled: ReadonlyMap<string, Answer>;
  /** The person's own mean opinion, by item of the index. */
  opinions: ReadonlyMap<string, number>;
  /** Mean of those opinions. */
  opinion: number;
  /** How much of an opinion a core question follows, by question id. */
  core: ReadonlyMap<string, string>;
}

const suggestionShare = 0.12;
/** Share of items without an opinion, by its reason; it does not depend on the opinion. */
const missingShares = [
  ['dontKnow', 0.025],
  ['notUsed', 0.03],
  ['refused', 0.005],
] as const;

/** Shift and slope of what the core questions ask, against the overall opinion. */
const coreLines: Record<string, { shift: number; slope: number }> = {
  expectation: { shift: -2, slope: 0.4 },
  quality: { shift: 0, slope: 1 },
  value: { shift: -3, slope: 0.9 },
  satisfaction: { shift: -1, slope: 1 },
  complaintHandling: { shift: -18, slope: 0.8 },
  loyalty: { shift: 2, slope: 0.9 },
};
const centre = 80;

/** Answers to one question: none for a note, one an item for a rating group. */
export function answerQuestion(respondent: Respondent, question: Question, chance: Chance): Record<string, Answer> {
  const answered = rulesOf(question)
    .ids(question)
    .map((id) => [id, answerOne(respondent, question, { id, chance })] as const);
  return Object.fromEntries(answered.filter((entry): entry is [string, Answer] => entry[1] !== undefined));
}

function answerOne(
  respondent: Respondent,
  question: Question,
  { id, chance }: { id: string; chance: Chance },
): Answer | undefined {
  const settled = respondent.settled.get(id);
  if (settled !== undefined) return settled;
  switch (question.type) {
    case 'consent':
      return chance.between(1, 20) > 1 ? 1 : 2;
    case 'single':
      return single(respondent, question, chance);
    case 'multiple':
      return multiple(respondent, question, chance);
    case 'number':
      return chance.between(Math.ceil(question.min), Math.floor(question.max));
    case 'rating':
    case 'rating-group':
      return missingAnswer(respondent, question, { id, chance }) ?? rating(respondent, id, chance);
    case 'text':
      return chance.happens(suggestionShare)
        ? suggestionFor(respondent.questionnaire.definition.id, chance)
        : undefined;
    case 'note':
      return undefined;
  }
}

/** Items of the index are left out as often as `missingShares` says, other ratings a third as often. */
function missingAnswer(
  { opinions }: Respondent,
  { missing = [] }: Question,
  { id, chance }: { id: string; chance: Chance },
): Answer | undefined {
  const draw = chance.share() * (opinions.has(id) ? 1 : 3);
  let below = 0;
  for (const [code, share] of missingShares) {
    below += share;
    if (draw < below) return missing.includes(code) ? { missing: code } : undefined;
  }
  return undefined;
}

function rating({ questionnaire, opinions, opinion, core }: Respondent, id: string, chance: Chance): number {
  const scale = questionnaire.scaleOf.get(id);
  if (!scale) throw new Error(`answerQuestion requires a scale for ${id}`);
  const { shift, slope } = coreLines[core.get(id) ?? ''] ?? { shift: 0, slope: 1 };
  const mean = opinions.get(id) ?? centre + shift + slope * (opinion - centre);
  return ratingOf(mean + spread.answer * chance.normal(), scale);
}

/** Complaints, spoken and unspoken, come from people who are less satisfied. */
function single(respondent: Respondent, question: QuestionOf<'single'>, chance: Chance): number {
  const construct = respondent.core.get(question.id);
  const often = { complaint: 0.07, silentDissatisfaction: 0.15 }[construct ?? ''];
  if (often !== undefined) return chance.happens(often * 1.06 ** (centre - respondent.opinion)) ? 1 : 2;
  return question.options[chance.weighted(optionWeights(question, respondent.person))]?.code ?? 0;
}

function multiple({ person }: Respondent, question: QuestionOf<'multiple'>, chance: Chance): number[] {
  const { options, atLeast = 1, atMost = options.length } = question;
  const weights = optionWeights(question, person);
  const first = options[chance.weighted(weights)];
  if (!first || first.exclusive) return first ? [first.code] : [];
  const others = chance.shuffled(options.filter((option) => option !== first && !option.exclusive));
  const wanted = Math.min(atMost, Math.max(atLeast, 1 + chance.weighted([55, 30, 15])));
  return [first, ...others.slice(0, wanted - 1)].map(({ code }) => code).sort((a, b) => a - b);
}
