import type { Figure } from '../measurement/wave-measurement.js';
import type { Measured } from '../waves/measured.js';
import { reasonText, signsOf, tagOf } from './marks.js';
import { count, fixed, interval } from './numbers.js';
import type { Reader } from './reader.js';
import { cityFormula } from './recipe-city.js';
import { changeFacts, errorFacts, rankFacts, versionFacts } from './recipe-facts.js';
import { formulaOf, satisfiedFormula, type Formula } from './recipe-formula.js';
import { receivedTable, usedTable } from './recipe-responses.js';
import { weightsTable } from './recipe-weights.js';
import type { Fact, Table, Tag } from './table.js';
import { nodeOf, surveysUnder } from './tree.js';
import { leftOutTable } from './frame-tables.js';
import { waveHead, type WaveHead } from './wave-head.js';

/** What a number is made of. `district` may be 'all'; `node` may be `satisfied:<survey>`. */
export interface Asked {
  node: string;
  district: string;
}

export interface RecipeSection {
  id: string;
  title: string;
  paragraphs: string[];
  facts: Fact[];
  tables: Table[];
  tags: Tag[];
}

export interface RecipePage {
  head: WaveHead;
  heading: string;
  lead: string;
  sections: RecipeSection[];
}

/** A number that has a recipe. */
interface Subject extends Asked {
  /** Node in whose ranking it stands; '' for a number that is not ranked. */
  rankNode: string;
  name: string;
  surveys: string[];
  figure: Figure;
  tags: Tag[];
  formulas: { title: string; formula: Formula }[];
}

/** The recipe of a number, or nothing where there is no such number. */
export function recipePage(measured: Measured, asked: Asked, reader: Reader): RecipePage | undefined {
  const subject = asked.node.startsWith('satisfied:')
    ? satisfiedSubject(measured, asked, reader)
    : indexSubject(measured, asked, reader);
  if (!subject) return undefined;
  const { t } = reader;
  const heading = t('reports.recipe.heading', { district: reader.district(asked.district), node: subject.name });
  return {
    head: waveHead(measured, reader),
    heading,
    lead: leadOf(subject, measured, reader),
    sections: sectionsOf(subject, measured, reader),
  };
}

function satisfiedSubject(measured: Measured, { node, district }: Asked, reader: Reader): Subject | undefined {
  const survey = node.slice('satisfied:'.length);
  const figure = measured.measurement.satisfied.find(
    (each) => each.survey === survey && each.district === district,
  )?.figure;
  if (!figure) return undefined;
  const formula = satisfiedFormula(measured, survey, district, reader);
  return {
    node: `survey:${survey}`,
    rankNode: '',
    district,
    name: reader.t('reports.satisfied.name', { survey: reader.survey(survey) }),
    surveys: [survey],
    figure,
    tags: signsOf(figure).map((sign) => tagOf(sign, reader)),
    formulas: [{ title: reader.t('reports.recipe.formula'), formula }],
  };
}

function indexSubject(measured: Measured, { node, district }: Asked, reader: Reader): Subject | undefined {
  const { measurement } = measured;
  const found = nodeOf(measurement, node);
  const score = measurement.scores.find((each) => each.node === node && each.district === district);
  const city = district === 'all' ? measurement.city.find((each) => each.node === node) : undefined;
  const figure = score?.figure ?? city?.pooled;
  if (!found || !figure) return undefined;
  const formula = formulaOf(measured, found, district, reader);
  const cityFormulas = city
    ? [{ title: reader.t('reports.city.official'), formula: cityFormula(measured, city, reader) }]
    : [];
  return {
    node,
    rankNode: node,
    district,
    name: reader.node(node),
    surveys: surveysUnder(measurement, node),
    figure,
    tags: signsOf(figure, score?.band).map((sign) => tagOf(sign, reader)),
    formulas: [...cityFormulas, { title: reader.t(city ? 'reports.city.pooled' : 'reports.recipe.formula'), formula }],
  };
}

function leadOf({ figure, name, district }: Subject, { measurement }: Measured, reader: Reader): string {
  const { t } = reader;
  const params = { node: name, district: reader.district(district), value: fixed(figure.estimate), n: count(figure.n) };
  if (figure.estimate === undefined) return t('reports.recipe.leadHidden', params);
  if (!figure.error) return t('reports.recipe.leadWithoutError', params);
  const confidence = fixed(100 * measurement.confidence, 0);
  return t('reports.recipe.lead', { ...params, interval: interval(figure.error), confidence });
}

const nothing = { paragraphs: [], facts: [], tables: [], tags: [] };

function sectionsOf(subject: Subject, measured: Measured, reader: Reader): RecipeSection[] {
  const { t } = reader;
  const { rankNode, district, surveys, figure, tags } = subject;
  const section = (id: string, rest: Partial<RecipeSection>): RecipeSection => ({
    id,
    title: t(`reports.recipe.${id}`),
    ...nothing,
    ...rest,
  });
  const ranks = rankNode === '' ? [] : rankFacts(measured, rankNode, district, reader);
  const formulas = subject.formulas.map(({ title, formula }, i) => ({
    ...nothing,
    ...formula,
    id: `formula-${i}`,
    title,
  }));
  const tables = [
    usedTable(measured, subject, reader),
    receivedTable(measured, surveys, reader),
    leftOutTable(measured, reader),
  ];
  return [
    ...formulas,
    section('responses', {
      paragraphs: [t('reports.recipe.responsesText')],
      tables: tables.filter(({ rows }) => rows.length > 0),
    }),
    section('weights', {
      paragraphs: [t('reports.recipe.weightsText')],
      tables: [weightsTable(measured, surveys, district, reader)],
    }),
    section('error', { paragraphs: [t('reports.recipe.errorText')], facts: errorFacts(measured, figure, reader) }),
    ...(ranks.length > 0 ? [section('rank', { facts: ranks })] : []),
    section('marks', { paragraphs: markParagraphs(figure, tags, reader), tags }),
    section('versions', { facts: [...versionFacts(measured, surveys, reader), ...changeFacts(measured, reader)] }),
  ];
}

function markParagraphs(figure: Figure, tags: readonly Tag[], reader: Reader): string[] {
  const reasons = figure.reasons.map((fault) => reasonText(fault, reader));
  return reasons.length === 0 && tags.length === 0 ? [reader.t('reports.recipe.noMarks')] : reasons;
}
