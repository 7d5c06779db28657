import type { ModeComparison } from '../measurement/mode-comparison.js';
import type { Measured } from '../waves/measured.js';
import { fixed } from './numbers.js';
import { heldTable } from './held-table.js';
import { heldCovarianceTable, modeRecipeTable } from './held-recipe.js';
import { modeScoresTable, modeSharesTable } from './mode-tables.js';
import type { Reader } from './reader.js';
import type { Table } from './table.js';
import { choices } from './tree.js';
import { waveHead, type WaveHead } from './wave-head.js';

/** The modes of a wave side by side, and its districts with the modes at one mix. */
export interface ModesPage {
  head: WaveHead;
  nodeName: string;
  nodes: { id: string; name: string; kind: string; current: boolean }[];
  scores: Table;
  shares: Table;
  /** Where the mix comes from. */
  target: string;
  held: Table;
  recipe: Table;
  /** No rows where no district has a held score. */
  covariance: Table;
  /** What the intervals of the page are. */
  confidence: string;
}

export function modesPage(measured: Measured, comparison: ModeComparison, reader: Reader): ModesPage {
  const { measurement } = measured;
  const { node } = comparison;
  return {
    head: waveHead(measured, reader),
    nodeName: reader.node(node),
    nodes: choices(measurement).map(({ id, kind }) => ({ id, kind, name: reader.node(id), current: id === node })),
    scores: modeScoresTable(measured, comparison, reader),
    shares: modeSharesTable(comparison, reader),
    target: reader.t(`reports.modes.target.${comparison.targetFrom}`),
    held: heldTable(measured, comparison, reader),
    recipe: modeRecipeTable(comparison, reader),
    covariance: heldCovarianceTable(comparison, reader),
    confidence: fixed(100 * measurement.confidence, 0),
  };
}
