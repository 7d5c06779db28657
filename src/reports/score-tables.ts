import { scoreOf, type CityScore, type Score, type TreeNode } from '../measurement/wave-measurement.js';
import type { Measured } from '../waves/measured.js';
import { indexCell, shareCell } from './district-table.js';
import { signsOf, tagsOf } from './marks.js';
import { fixed, interval, percent } from './numbers.js';
import type { Reader } from './reader.js';
import { recipeAddress } from './recipe-address.js';
import { numeric, type Cell, type Row, type Table } from './table.js';

function scoreCell(score: Score, measured: Measured, reader: Reader): Cell {
  const cell = indexCell(score, measured, reader);
  const tags = tagsOf(signsOf(score.figure, score.band), reader);
  return { ...cell, tags, ...(score.figure.error ? { small: interval(score.figure.error) } : {}) };
}

const withWeight = (node: TreeNode, { node: name, t }: Reader): string =>
  t('reports.withWeight', { name: name(node.id), weight: percent(node.weight, 1) });

/** Districts down, nodes across: scores with their intervals. */
export function nodesByDistrict(
  measured: Measured,
  nodes: readonly TreeNode[],
  caption: string,
  reader: Reader,
): Table {
  const { measurement } = measured;
  const rows: Row[] = measurement.districts.map((district) => ({
    head: { text: reader.district(district) },
    cells: nodes.map((node) => scoreCell(scoreOf(measurement, node.id, district), measured, reader)),
  }));
  const cities = nodes.map((node) => measurement.city.find((city) => city.node === node.id));
  const city: Row = {
    head: { text: reader.t('reports.city') },
    cells: cities.map((each) => cityCell(each, measured)),
    kind: 'total',
  };
  return {
    id: `nodes-${nodes[0]?.kind ?? 'none'}`,
    caption,
    head: [
      { text: reader.t('reports.column.district') },
      ...nodes.map((node) => ({ text: withWeight(node, reader), numeric: true })),
    ],
    rows: cities.some((each) => each) ? [...rows, city] : rows,
  };
}

function cityCell(city: CityScore | undefined, { wave }: Measured): Cell {
  if (!city) return numeric('');
  const { estimate, error } = city.official;
  return numeric(fixed(estimate), {
    href: recipeAddress(wave.id, city.node, 'all'),
    ...(error ? { small: interval(error) } : {}),
  });
}

/** Nodes down (items, mostly), districts across. */
export function districtsByNode(
  measured: Measured,
  nodes: readonly TreeNode[],
  caption: string,
  reader: Reader,
): Table {
  const { measurement } = measured;
  return {
    id: `items-${nodes[0]?.parent.replaceAll(/[:/]/g, '-') ?? 'none'}`,
    caption,
    head: [
      { text: reader.t('reports.column.item') },
      ...measurement.districts.map((district) => ({ text: reader.district(district), numeric: true })),
    ],
    rows: nodes.map((node) => ({
      head: { text: withWeight(node, reader) },
      cells: measurement.districts.map((district) =>
        scoreCell(scoreOf(measurement, node.id, district), measured, reader),
      ),
    })),
  };
}

/** Satisfied shares: another thing than scores, and in a table of their own. */
export function satisfiedTable(measured: Measured, reader: Reader): Table {
  const { wave, measurement } = measured;
  const districts = [...measurement.districts, 'all'];
  return {
    id: 'satisfied',
    caption: reader.t('reports.satisfied.caption', { from: wave.method.satisfiedFrom }),
    head: [
      { text: reader.t('reports.column.district') },
      ...wave.surveys.map(({ id }) => ({ text: reader.survey(id), numeric: true })),
    ],
    rows: districts.map((district) => ({
      head: { text: reader.district(district) },
      cells: wave.surveys.map(({ id }) => shareCell(measured, id, district)),
      ...(district === 'all' ? { kind: 'total' as const } : {}),
    })),
  };
}
