import type { Questionnaire } from '../definition/questionnaire.js';
import { textFor } from '../definition/text.js';
import type { Language, ModeText, Text } from '../definition/types.js';

export type Translate = (key: string, params?: Record<string, string | number>) => string;

/** Who reads a report: the language, its words, and what places and nodes of the index are called in it. */
export interface Reader {
  language: Language;
  t: Translate;
  text: (text: Text | ModeText) => string;
  district: (code: string) => string;
  /** Name of a node of the index tree by its id. */
  node: (id: string) => string;
  survey: (id: string) => string;
  sector: (id: string) => string;
}

const knownSectors = [
  'education',
  'transport',
  'elderly-care',
  'finance',
  'healthcare',
  'tourism',
  'residential',
  'information',
  'logistics',
  'demonstration',
];

export function readerOf(language: Language, t: Translate, questionnaires: readonly Questionnaire[]): Reader {
  const text = (each: Text | ModeText) => textFor(each, language);
  const districts = districtLabels(questionnaires);
  const bySurvey = new Map(questionnaires.map((questionnaire) => [questionnaire.definition.id, questionnaire]));
  const survey = (id: string) => text(bySurvey.get(id)?.definition.title ?? { 'zh-CN': id });
  const sector = (id: string) => {
    if (knownSectors.includes(id)) return t(`reports.sector.${id}`);
    const asked = questionnaires.find(({ definition }) => definition.sector === id);
    return asked ? text(asked.definition.title) : id;
  };
  const node = (id: string) => nodeName(id, { t, text, survey, sector, bySurvey });
  const district = (code: string) =>
    code === 'all' ? t('reports.city') : text(districts.get(code) ?? { 'zh-CN': code });
  return { language, t, text, district, node, survey, sector };
}

/** The districts' names stand in the definitions, as the options of their district questions. */
function districtLabels(questionnaires: readonly Questionnaire[]): Map<string, Text> {
  const labels = new Map<string, Text>();
  for (const { answerables } of questionnaires) {
    for (const { question } of answerables.values()) {
      if (question.type !== 'single') continue;
      for (const option of question.options) if (option.district) labels.set(option.district, option.label);
    }
  }
  return labels;
}

interface Names extends Pick<Reader, 't' | 'text' | 'survey' | 'sector'> {
  bySurvey: ReadonlyMap<string, Questionnaire>;
}

function nodeName(id: string, names: Names): string {
  const [kind = '', rest = ''] = splitOnce(id, ':');
  if (kind === 'overall') return names.t('reports.overall');
  if (kind === 'sector') return names.sector(rest);
  if (kind === 'survey') return names.survey(rest);
  const [survey = '', name = ''] = splitOnce(rest, '/');
  const questionnaire = names.bySurvey.get(survey);
  if (kind === 'dimension') {
    const dimension = questionnaire?.definition.index.dimensions.find((each) => each.id === name);
    return dimension ? names.text(dimension.label) : name;
  }
  const answerable = questionnaire?.answerables.get(name);
  return answerable ? names.text(answerable.item?.text ?? answerable.question.text) : name;
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
