import { scoreOf, type CityScore, type Figure, type Score, type TreeNode } from '../measurement/wave-measurement.js';
import type { Measured } from '../waves/measured.js';
import { indexCell, shareCell } from './district-table.js';
import { sharedMarks, signsOf, tagsOf, type Sign } from './marks.js';
import { fixed, interval, percent } from './numbers.js';
import type { Reader } from './reader.js';
import { recipeAddress } from './recipe-address.js';
import { numeric, wordsColumn, type Cell, type Row, type Table } from './table.js';
import { satisfiedOf } from './tree.js';

const withWeight = (node: TreeNode, { node: name, t }: Reader): string =>
  t('reports.withWeight', { name: name(node.id), weight: percent(node.weight, 1) });

const unranked: ReadonlySet<Sign> = new Set(['notRanked', 'notShown', 'crossesBand']);

/** A score with its interval and what is peculiar to it; marks that a whole row or column shares stand once at its end. */
function scoreCell(score: Score, shared: readonly Sign[], measured: Measured, reader: Reader): Cell {
  if (score.figure.status === 'notShown') return indexCell(score, measured, reader);
  const compared = !/^(dimension|item):/.test(score.node);
  const signs = signsOf(score.figure, score.band).filter((sign) => !shared.includes(sign));
  const tags = tagsOf(
    signs.filter((sign) => compared || !unranked.has(sign)),
    reader,
  );
  const small = score.figure.error ? { small: interval(score.figure.error) } : {};
  return { ...indexCell(score, measured, reader), tags, ...small };
}

const marksCell = (signs: readonly Sign[], reader: Reader): Cell => ({ text: '', tags: tagsOf(signs, reader) });

/** Districts down, nodes across: scores with their intervals. */
export function nodesByDistrict(
  measured: Measured,
  nodes: readonly TreeNode[],
  caption: string,
  reader: Reader,
): Table {
  const { measurement } = measured;
  const rows = measurement.districts.map((district): Row => {
    const scores = nodes.map((node) => scoreOf(measurement, node.id, district));
    const shared = sharedMarks(scores.map(({ figure }) => figure));
    const cells = scores.map((score) => scoreCell(score, shared, measured, reader));
    return { head: { text: reader.district(district) }, cells: [...cells, marksCell(shared, reader)] };
  });
  return {
    id: `nodes-${nodes[0]?.kind ?? 'none'}`,
    caption,
    head: [
      wordsColumn(reader, 'district'),
      ...nodes.map((node) => ({ text: withWeight(node, reader), numeric: true })),
      wordsColumn(reader, 'marks'),
    ],
    rows: [...rows, ...cityRow(measured, nodes, reader)],
  };
}

/** The city's official scores, where the nodes have them. */
function cityRow(measured: Measured, nodes: readonly TreeNode[], reader: Reader): Row[] {
  const cities = nodes.map((node) => measured.measurement.city.find((city) => city.node === node.id));
  if (cities.every((city) => city === undefined)) return [];
  const marks = [...new Set(cities.flatMap((city) => city?.official.marks ?? []))];
  const cells = cities.map((city) => cityCell(city, measured, reader));
  return [{ head: { text: reader.t('reports.city') }, cells: [...cells, marksCell(marks, reader)], kind: 'total' }];
}

function cityCell(city: CityScore | undefined, { wave }: Measured, { t }: Reader): Cell {
  if (!city) return numeric('');
  const { estimate, error } = city.official;
  return numeric(estimate === undefined ? t('reports.city.noScore') : fixed(estimate), {
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
  const { districts } = measurement;
  const shared = districts.map((district) =>
    sharedMarks(nodes.map((node) => scoreOf(measurement, node.id, district).figure)),
  );
  const rows = nodes.map((node): Row => {
    const cells = districts.map((district, d) =>
      scoreCell(scoreOf(measurement, node.id, district), shared[d] ?? [], measured, reader),
    );
    return { head: { text: withWeight(node, reader) }, cells };
  });
  const marks: Row = {
    head: { text: reader.t('reports.column.marks') },
    cells: shared.map((each) => marksCell(each, reader)),
  };
  return {
    id: `items-${nodes[0]?.parent.replaceAll(/[:/]/g, '-') ?? 'none'}`,
    caption,
    head: [
      wordsColumn(reader, 'item'),
      ...districts.map((district) => ({ text: reader.district(district), numeric: true })),
    ],
    rows: shared.some((each) => each.length > 0) ? [...rows, marks] : rows,
  };
}

/** Satisfied shares: another thing than scores, and in a table of their own. */
export function satisfiedTable(measured: Measured, reader: Reader): Table {
  const { wave, measurement } = measured;
  return {
    id: 'satisfied',
    caption: reader.t('reports.satisfied.caption', { from: wave.method.satisfiedFrom }),
    head: [
      wordsColumn(reader, 'district'),
      ...wave.surveys.map(({ id }) => ({ text: reader.survey(id), numeric: true })),
      wordsColumn(reader, 'marks'),
    ],
    rows: [...measurement.districts, 'all'].map((district) => satisfiedRow(measured, district, reader)),
  };
}

function satisfiedRow(measured: Measured, district: string, reader: Reader): Row {
  const { wave, measurement } = measured;
  const figures = wave.surveys.map(({ id }) => satisfiedOf(measurement, id, district)?.figure);
  const shared = sharedMarks(figures.filter((figure): figure is Figure => figure !== undefined));
  const cells = wave.surveys.map(({ id }) => shareCell(measured, { survey: id, district, shared }, reader));
  const row = { head: { text: reader.district(district) }, cells: [...cells, marksCell(shared, reader)] };
  return district === 'all' ? { ...row, kind: 'total' } : row;
}
