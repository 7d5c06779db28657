import { scoreOf, type Interval, type TreeNode, type WaveMeasurement } from '../measurement/wave-measurement.js';
import type { Measured } from '../waves/measured.js';
import type { Wave } from '../waves/wave.js';
import { fixed, interval } from './numbers.js';
import type { Reader } from './reader.js';
import { recipeAddress } from './recipe-address.js';
import { numbersColumn, numeric, plain, wordsColumn, type Row, type Table } from './table.js';
import { childrenOf, topNodes } from './tree.js';
import { waveHead, type WaveHead } from './wave-head.js';

/** Simulated waves know the truth: the index that the generator used, beside what was measured. */
export interface TruthPage {
  head: WaveHead;
  summary: string;
  tables: Table[];
}

/** The true index of a node in a district, up the tree from the surveys; undefined where the generator gave none. */
export function trueIndex(
  measurement: WaveMeasurement,
  truth: NonNullable<Wave['truth']>,
  node: TreeNode,
  district: string,
): number | undefined {
  if (node.kind === 'survey')
    return truth.find((each) => each.survey === node.survey && each.district === district)?.index;
  const parts = childrenOf(measurement, node.id).map((child) => ({
    child,
    index: trueIndex(measurement, truth, child, district),
  }));
  if (parts.length === 0 || parts.some(({ index }) => index === undefined)) return undefined;
  return parts.reduce((sum, { child, index }) => sum + child.weight * (index ?? 0), 0);
}

export function truthPage(measured: Measured, reader: Reader): TruthPage {
  const { wave, measurement } = measured;
  const sectors = new Set(measurement.nodes.filter(({ kind }) => kind === 'sector').map(({ id }) => id));
  const comparisons = topNodes(measurement)
    .filter(({ id }) => !sectors.has(id))
    .map((node) => ({ node, lines: linesOf(measurement, wave.truth ?? [], node) }));
  const judged = comparisons.flatMap(({ lines }) => lines).filter(({ inside }) => inside !== undefined);
  const params = {
    inside: judged.filter(({ inside }) => inside).length,
    all: judged.length,
    confidence: fixed(100 * measurement.confidence, 0),
  };
  return {
    head: waveHead(measured, reader),
    summary: reader.t('reports.truth.summary', params),
    tables: comparisons.map(({ node, lines }) => truthTable(measured, node, lines, reader)),
  };
}

interface Line {
  district: string;
  truth?: number;
  estimate?: number;
  error?: Interval;
  /** Absent where there is nothing to compare. */
  inside?: boolean;
}

function linesOf(measurement: WaveMeasurement, truth: NonNullable<Wave['truth']>, node: TreeNode): Line[] {
  return measurement.districts.map((district) => {
    const index = trueIndex(measurement, truth, node, district);
    const { estimate, error } = scoreOf(measurement, node.id, district).figure;
    const line: Line = {
      district,
      ...(index === undefined ? {} : { truth: index }),
      ...(estimate === undefined ? {} : { estimate }),
    };
    if (index === undefined || !error) return line;
    return { ...line, error, inside: error.low <= index && index <= error.high };
  });
}

function truthTable({ wave }: Measured, node: TreeNode, lines: readonly Line[], reader: Reader): Table {
  const { t } = reader;
  const rows: Row[] = lines.map(({ district, truth, estimate, error, inside }) => ({
    head: { text: reader.district(district) },
    cells: [
      numeric(fixed(truth)),
      numeric(fixed(estimate), { href: recipeAddress(wave.id, node.id, district) }),
      numeric(interval(error)),
      numeric(truth === undefined || estimate === undefined ? fixed(undefined) : fixed(estimate - truth)),
      plain(
        inside === undefined
          ? t('reports.truth.notJudged')
          : t(inside ? 'reports.truth.inside' : 'reports.truth.outside'),
      ),
    ],
  }));
  return {
    id: `truth-${node.id.replaceAll(/[:/]/g, '-')}`,
    caption: reader.node(node.id),
    head: [
      wordsColumn(reader, 'district'),
      numbersColumn(reader, 'truth'),
      numbersColumn(reader, 'estimate'),
      numbersColumn(reader, 'interval'),
      numbersColumn(reader, 'difference'),
      wordsColumn(reader, 'inside'),
    ],
    rows,
  };
}
