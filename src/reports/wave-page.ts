import type { Measured } from '../waves/measured.js';
import { cityTable } from './city-table.js';
import { districtTable } from './district-table.js';
import { leftOutTable, outsideTable, sampleTable } from './frame-tables.js';
import { legend, tagsIn } from './marks.js';
import { rankNote } from './rank-note.js';
import { rankTable } from './rank-table.js';
import type { Reader } from './reader.js';
import { nodesByDistrict, satisfiedTable } from './score-tables.js';
import type { Table, Tag } from './table.js';
import { changeNote, type Since } from './since.js';
import { childrenOf, choices } from './tree.js';
import { waveHead, type WaveHead } from './wave-head.js';
import { weightingPanels, type WeightingPanel } from './weighting-panel.js';

/** Everything on the page of a wave. */
export interface WavePage {
  head: WaveHead;
  node: string;
  nodeName: string;
  /** Other nodes whose district table can be opened. */
  nodes: { id: string; name: string; kind: string; current: boolean }[];
  districts: Table;
  /** What the changes are counted from, or why there are none. */
  changeNote: string;
  rankNote: string;
  ranks: Table;
  city?: Table;
  sectors?: Table;
  surveys: { id: string; version: number; name: string; sector: string }[];
  satisfied: Table;
  outside: Table;
  sample: Table;
  weighting: WeightingPanel[];
  leftOut: Table;
  legend: Tag[];
  hasTruth: boolean;
}

export function wavePage(measured: Measured, node: string, reader: Reader, since?: Since): WavePage {
  const { wave, measurement } = measured;
  const districts = districtTable(measured, node, reader, since?.change);
  const sectors = nodesByDistrict(
    measured,
    childrenOf(measurement, 'overall'),
    reader.t('reports.sectors.caption'),
    reader,
  );
  const city = cityTable(measured, node, reader);
  const shown = [districts, sectors, ...(city ? [city] : [])];
  return {
    head: waveHead(measured, reader),
    node,
    nodeName: reader.node(node),
    nodes: choices(measurement).map(({ id, kind }) => ({ id, kind, name: reader.node(id), current: id === node })),
    districts,
    changeNote: since ? changeNote(since, reader) : reader.t('reports.change.openNote'),
    rankNote: rankNote(measured, node, reader),
    ranks: rankTable(measured, node, reader),
    ...(city ? { city } : {}),
    ...(node === 'overall' ? { sectors } : {}),
    surveys: wave.surveys.map(({ id, version }) => ({
      id,
      version,
      name: reader.survey(id),
      sector: sectorOf(measured, id),
    })),
    satisfied: satisfiedTable(measured, reader),
    outside: outsideTable(measured, reader),
    sample: sampleTable(measured, reader),
    weighting: weightingPanels(measured, reader),
    leftOut: leftOutTable(measured, reader),
    legend: legend(shown.map(tagsIn)),
    hasTruth: wave.truth !== undefined,
  };
}

function sectorOf({ frame }: Measured, survey: string): string {
  return frame.surveys.find((block) => block.survey === survey)?.sector ?? '';
}
