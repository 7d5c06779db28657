import type { Measured } from '../waves/measured.js';
import { cityTable } from './city-table.js';
import { districtTable } from './district-table.js';
import { legend, tagsIn } from './marks.js';
import { rankNote } from './rank-note.js';
import type { Reader } from './reader.js';
import { districtsByNode, nodesByDistrict } from './score-tables.js';
import type { Table, Tag } from './table.js';
import { childrenOf } from './tree.js';
import { waveHead, type WaveHead } from './wave-head.js';

/** The page of one survey: its districts, dimensions and items. */
export interface SurveyPage {
  head: WaveHead;
  node: string;
  name: string;
  districts: Table;
  rankNote: string;
  city?: Table;
  dimensions: Table;
  /** A table a dimension. */
  items: Table[];
  legend: Tag[];
}

export function surveyPage(measured: Measured, survey: string, reader: Reader): SurveyPage {
  const { measurement } = measured;
  const node = `survey:${survey}`;
  const name = reader.survey(survey);
  const dimensions = childrenOf(measurement, node);
  const districts = districtTable(measured, node, reader);
  const dimensionTable = nodesByDistrict(
    measured,
    dimensions,
    reader.t('reports.dimensions.caption', { survey: name }),
    reader,
  );
  const items = dimensions.map((dimension) =>
    districtsByNode(measured, childrenOf(measurement, dimension.id), reader.node(dimension.id), reader),
  );
  const city = cityTable(measured, node, reader);
  return {
    head: waveHead(measured, reader),
    node,
    name,
    districts,
    rankNote: rankNote(measured, node, reader),
    ...(city ? { city } : {}),
    dimensions: dimensionTable,
    items,
    legend: legend([districts, dimensionTable, ...items].map(tagsIn)),
  };
}
