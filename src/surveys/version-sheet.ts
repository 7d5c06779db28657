import { estimates, type Estimate } from '../definition/estimate.js';
import { modeLimits, modeWarnings } from '../definition/mode-warnings.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import type { Definition, Fault, Mode, Page, Screening } from '../definition/types.js';
import { showCards } from '../interview/show-cards.js';
import { changesSince, type Changes } from './changes.js';
import { questionSheet, type QuestionSheet, type Sheeting } from './question-sheet.js';
import { wordingsOf, type Said, type Speaker, type Wording } from './speaker.js';

export interface PageSheet {
  id: string;
  number: number;
  title: Said[];
  when: Said[];
  order: string;
  questions: QuestionSheet[];
}

export interface IndexLine {
  id: string;
  label: Said[];
  /** Percent of the survey's index. */
  weight: string;
  items: { id: string; label: Said[]; weight: string }[];
}

/** A whole version of a survey for reading and printing. */
export interface VersionSheet {
  definition: Definition;
  hash: string;
  title: Said[];
  intro: Wording[];
  thanks: Wording[];
  pages: PageSheet[];
  computed: { name: Said[]; value: Said[]; decimals: number | undefined }[];
  screening: { id: string; result: Screening['result']; rule: Said[]; wordings: Wording[] }[];
  profile: { role: string; name: Said[] }[];
  index: IndexLine[];
  satisfaction: Said[];
  core: { construct: string; isKnown: boolean; names: Said[][] }[];
  changes: Changes | undefined;
  cards: number;
}

export function versionSheet(
  { definition, hash }: Questionnaire,
  speaker: Speaker,
  previous: Questionnaire | undefined,
): VersionSheet {
  const { modes } = definition;
  const cards = showCards(definition);
  const wordings = (text: Definition['intro']) => wordingsOf(text, speaker, modes);
  return {
    definition,
    hash,
    title: speaker.text(definition.title),
    intro: wordings(definition.intro),
    thanks: wordings(definition.thanks),
    pages: pageSheets({ definition, speaker, cards }),
    computed: (definition.computed ?? []).map(({ id, value, decimals }) => ({
      name: speaker.name(id),
      value: speaker.operand(value),
      decimals,
    })),
    screening: definition.screening.map(({ id, when, result, text }) => ({
      id,
      result,
      rule: speaker.rule(when),
      wordings: wordings(text),
    })),
    profile: profileLines(definition, speaker),
    index: indexLines(definition, speaker),
    satisfaction: speaker.name(definition.index.satisfaction),
    core: Object.entries(definition.index.core ?? {}).map(([construct, ids]) => ({
      construct,
      isKnown: constructs.includes(construct),
      names: ids.map((id) => speaker.name(id)),
    })),
    changes: changesSince(definition, previous?.definition, speaker),
    cards: modes.includes('onsite') ? cards.length : 0,
  };
}

/** Those that have a word of their own; others go by their id. */
const constructs =
  'expectation quality value satisfaction complaint complaintHandling silentDissatisfaction loyalty'.split(' ');

/** Questions are numbered through the survey; notes ask nothing. */
function pageSheets(sheeting: Sheeting): PageSheet[] {
  const { definition, speaker } = sheeting;
  let asked = 0;
  return definition.pages.map(({ id, title, when, order, questions }: Page, at) => ({
    id,
    number: at + 1,
    title: title ? speaker.text(title) : [],
    when: when ? speaker.rule(when) : [],
    order: order ?? '',
    questions: questions.map((question) => {
      if (question.type !== 'note') asked += 1;
      return questionSheet(question, question.type === 'note' ? 0 : asked, sheeting);
    }),
  }));
}

function profileLines({ profile }: Definition, speaker: Speaker): VersionSheet['profile'] {
  const { consent, sex, age, residenceDistrict, serviceDistrict } = profile;
  const roles = { consent, sex: sex.question, age: age.question, residenceDistrict, serviceDistrict };
  return Object.entries(roles).flatMap(([role, id]) => (id === undefined ? [] : [{ role, name: speaker.name(id) }]));
}

function indexLines({ index }: Definition, speaker: Speaker): IndexLine[] {
  return index.dimensions.map(({ id, label, weight, items }) => ({
    id,
    label: speaker.text(label),
    weight: percent(weight),
    items: items.map((each) => ({
      id: each.item,
      label: speaker.name(each.item),
      weight: percent(weight * (each.weight ?? 1 / items.length)),
    })),
  }));
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(2))}%`;
}

export interface ModeMinutes extends Estimate {
  mode: Mode;
  limit: number;
  isOver: boolean;
}

/** How long a survey takes in its modes, in its first language, and what is past a mode's limits. */
export function lengthsOf(definition: Definition): { minutes: ModeMinutes[]; warnings: Fault[] } {
  const [language = 'zh-CN'] = definition.languages;
  const known = estimates(definition, language);
  const minutes = [...known].map(([mode, estimate]) => {
    const limit = modeLimits.minutes[mode];
    return { ...estimate, mode, limit, isOver: estimate.typical > limit };
  });
  return { minutes, warnings: modeWarnings(definition, language, known) };
}
