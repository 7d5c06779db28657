import { scoreOf, type Figure, type TreeNode, type WaveMeasurement } from '../measurement/wave-measurement.js';
import type { Measured } from '../waves/measured.js';
import { domainRows, weightedSums } from './domain-rows.js';
import { count, fixed, noNumber, percent } from './numbers.js';
import type { Reader } from './reader.js';
import { recipeAddress } from './recipe-address.js';
import { numbersColumn, numeric, wordsColumn, type Row, type Table } from './table.js';
import { childrenOf } from './tree.js';

/** The formula of a number with its numbers in it. */
export interface Formula {
  paragraphs: string[];
  tables: Table[];
}

/** How a node's score is made in a district: from its parts, or for an item from its answers. */
export function formulaOf(measured: Measured, node: TreeNode, district: string, reader: Reader): Formula {
  if (node.kind === 'item') return itemFormula(measured, node, district, reader);
  const children = childrenOf(measured.measurement, node.id);
  const { t } = reader;
  return {
    paragraphs: [t('reports.formula.tree', { node: reader.node(node.id) })],
    tables: [partsTable(measured, { node, children, district }, reader)],
  };
}

function figureIn(measurement: WaveMeasurement, node: string, district: string): Figure | undefined {
  if (district === 'all') return measurement.city.find((city) => city.node === node)?.pooled;
  return scoreOf(measurement, node, district).figure;
}

interface Parts {
  node: TreeNode;
  children: TreeNode[];
  district: string;
}

/** Four decimals, so that the products add up to the published value. */
function partsTable({ wave, measurement }: Measured, { node, children, district }: Parts, reader: Reader): Table {
  const { t } = reader;
  const rows: Row[] = children.map((child) => {
    const estimate = figureIn(measurement, child.id, district)?.estimate;
    return {
      head: { text: reader.node(child.id), href: recipeAddress(wave.id, child.id, district) },
      cells: [
        numeric(percent(child.weight, 2)),
        numeric(fixed(estimate, 4)),
        numeric(estimate === undefined ? noNumber : fixed(child.weight * estimate, 4)),
      ],
    };
  });
  const total = figureIn(measurement, node.id, district)?.estimate;
  return {
    id: 'parts',
    caption: t('reports.formula.parts', { node: reader.node(node.id) }),
    head: [
      wordsColumn(reader, 'part'),
      numbersColumn(reader, 'weight'),
      numbersColumn(reader, 'index'),
      numbersColumn(reader, 'product'),
    ],
    rows: [
      ...rows,
      {
        head: { text: t('reports.formula.sum') },
        cells: [numeric(''), numeric(''), numeric(fixed(total, 4))],
        kind: 'total',
      },
    ],
  };
}

function itemFormula(measured: Measured, node: TreeNode, district: string, { t }: Reader): Formula {
  const { frame, measurement } = measured;
  const domain = domainRows(frame, node.survey, district);
  const column = domain?.block.items.find(({ id }) => id === node.name);
  const hidden = figureIn(measurement, node.id, district)?.status === 'notShown';
  if (!domain || !column || hidden) return { paragraphs: [t('reports.formula.hidden')], tables: [] };
  const { n, weight, product } = weightedSums(domain, column.values, measurement.weights.final);
  const { min, max } = domain.block;
  const mean = product / weight;
  const params = { n: count(n), product: fixed(product, 2), weight: fixed(weight, 2), mean: fixed(mean, 4) };
  const score = fixed((100 * (mean - min)) / (max - min), 4);
  return {
    paragraphs: [
      t('reports.formula.mean', params),
      t('reports.formula.linear', { mean: params.mean, min, max, score }),
    ],
    tables: [
      codesTable(
        domain.rows.map((row) => column.values[row - domain.block.from] as number),
        { min, max },
        t,
      ),
    ],
  };
}

/** How often each code was given, unweighted. */
function codesTable(values: readonly number[], { min, max }: { min: number; max: number }, t: Reader['t']): Table {
  const codes = Array.from({ length: max - min + 1 }, (_, i) => min + i);
  const invalid = values.filter((value) => Number.isNaN(value)).length;
  const row = (text: string, n: number): Row => ({ head: { text }, cells: [numeric(count(n))] });
  return {
    id: 'codes',
    caption: t('reports.formula.codes'),
    head: [wordsColumn({ t }, 'code'), numbersColumn({ t }, 'answers')],
    rows: [
      ...codes.map((code) => row(String(code), values.filter((value) => value === code).length)),
      row(t('reports.formula.noValidAnswer'), invalid),
    ],
  };
}

/** The satisfied share of a survey: weights of satisfied users over weights of all with a valid code. */
export function satisfiedFormula(
  { wave, frame, measurement }: Measured,
  survey: string,
  district: string,
  { t }: Reader,
): Formula {
  const domain = domainRows(frame, survey, district);
  const figure = measurement.satisfied.find((each) => each.survey === survey && each.district === district)?.figure;
  if (!domain || figure?.estimate === undefined) return { paragraphs: [t('reports.formula.hidden')], tables: [] };
  const { satisfiedFrom } = wave.method;
  const codes = domain.block.satisfaction;
  const satisfied = codes.map((code) => (Number.isNaN(code) ? code : Number(code >= satisfiedFrom)));
  const { n, weight, product } = weightedSums(domain, satisfied, measurement.weights.final);
  const params = {
    n: count(n),
    from: satisfiedFrom,
    product: fixed(product),
    weight: fixed(weight),
    share: fixed((100 * product) / weight),
  };
  const { min, max } = domain.block;
  return {
    paragraphs: [t('reports.formula.satisfied', params), t('reports.formula.satisfiedNotScore')],
    tables: [
      codesTable(
        domain.rows.map((row) => codes[row - domain.block.from] as number),
        { min, max },
        t,
      ),
    ],
  };
}
