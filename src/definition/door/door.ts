import { canonicalJson } from '../canonical.js';
import { compileDefinition } from '../compile.js';
import type { Questionnaire } from '../questionnaire.js';
import type { Definition, ModeText, Screening, Text } from '../types.js';
import { usedQuestions } from '../used-questions.js';
import { doorId } from './door-id.js';
import { doorNames } from './door-names.js';
import { doorPages } from './door-pages.js';
import { renamed } from './renamed.js';
import { doorComputed, sharedIds } from './shared-ids.js';

/** What an interview of several surveys is called and about; no survey has words for it. */
export interface DoorWords {
  title: Text;
  intro: ModeText;
  /** Who asks, what for, and what happens to the answers: stands over the question of consent. */
  notice: ModeText;
  thanks: ModeText;
}

/**
 * The door to several surveys: their screening and profile as one questionnaire, asked once for all of them. It has no index. Screenings
 * that are the same in every survey end the interview at the door; the others are each survey's own.
 */
export function doorOf(
  questionnaires: readonly Questionnaire[],
  words: DoorWords,
  sha256: (text: string) => string,
): Questionnaire {
  const definitions = questionnaires.map(({ definition }) => definition);
  const [first] = definitions;
  if (first === undefined) throw new Error('doorOf requires at least one questionnaire');
  const { serviceDistrict: _its, ...profile } = first.profile;
  const { title, intro, thanks, notice } = words;
  const door: Definition = {
    id: doorId(definitions),
    version: 1,
    status: 'published',
    sector: first.sector,
    population: first.population,
    languages: first.languages.filter((each) => definitions.every(({ languages }) => languages.includes(each))),
    modes: first.modes.filter((each) => definitions.every(({ modes }) => modes.includes(each))),
    consentVersion: first.consentVersion,
    title,
    intro,
    thanks,
    scales: {},
    pages: doorPages(definitions, notice),
    computed: computedOf(definitions),
    screening: sharedScreenings(definitions),
    profile,
    index: { scale: '', dimensions: [], satisfaction: '' },
  };
  return compileDefinition(door, sha256);
}

/** Out of the population of every survey, by a rule that they all have and that looks at shared questions only. */
function sharedScreenings(definitions: readonly Definition[]): Screening[] {
  const shared = sharedIds(definitions);
  const [first, ...others] = definitions;
  return (first?.screening ?? []).filter(({ result, when }) => {
    const looksAtShared = usedQuestions(when, first?.computed ?? []).every((id) => shared.has(id));
    const isTheirs = ({ screening }: Definition) =>
      screening.some((each) => each.result === result && canonicalJson(each.when) === canonicalJson(when));
    return result === 'outOfPopulation' && looksAtShared && others.every(isTheirs);
  });
}

function computedOf(definitions: readonly Definition[]): NonNullable<Definition['computed']> {
  const names = doorNames(definitions);
  const all = definitions.flatMap((definition) =>
    doorComputed(definition).map((each) => renamed(each, names.get(definition.id) ?? new Map())),
  );
  return all.filter(({ id }, at) => all.findIndex((each) => each.id === id) === at);
}
