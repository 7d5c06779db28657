import { itemImportance } from '../../measurement/item-importance.js';
import { surveyModel } from '../../measurement/survey-model.js';
import type { Measured } from '../../waves/measured.js';
import { count } from '../numbers.js';
import type { Reader } from '../reader.js';
import type { Table } from '../table.js';
import { waveHead, type WaveHead } from '../wave-head.js';
import { ecsiDiagram } from './ecsi-diagram.js';
import { constructTable, districtModelTable, importanceTable, pathTable, questionTable } from './model-tables.js';
import { quadrantChart } from './quadrant-chart.js';

/** A part of the page: charts with their tables, or why there are none. */
export interface ModelPart {
  charts: string[];
  tables: Table[];
  /** A sentence; empty where there is something to show. */
  refused: string;
}

export interface SurveyModelView {
  survey: string;
  name: string;
  /** How many people, and how the errors were made. */
  basis: string;
  model: ModelPart;
  importance: ModelPart;
}

/** What drives satisfaction in the surveys of a sector. */
export interface ModelPage {
  head: WaveHead;
  sector: string;
  /** Sectors of the wave, this one too. */
  sectors: { id: string; name: string; current: boolean }[];
  surveys: SurveyModelView[];
}

/** The sector's page, or nothing where the wave does not have the sector. */
export function modelPage(measured: Measured, sector: string, reader: Reader): ModelPage | undefined {
  const blocks = measured.frame.surveys.filter((block) => block.sector === sector);
  if (blocks.length === 0) return undefined;
  const sectors = [...new Set(measured.frame.surveys.map((block) => block.sector))];
  return {
    head: waveHead(measured, reader),
    sector: reader.sector(sector),
    sectors: sectors.map((id) => ({ id, name: reader.sector(id), current: id === sector })),
    surveys: blocks.map((block) => surveyView(measured, block, reader)),
  };
}

const shapes = ['wide', 'narrow'] as const;

function surveyView(
  { wave, frame, measurement }: Measured,
  block: Measured['frame']['surveys'][number],
  reader: Reader,
): SurveyModelView {
  const final = measurement.weights.final.subarray(block.from, block.to);
  const { survey } = block;
  const name = reader.survey(survey);
  const model = surveyModel(frame, block, final);
  const map = itemImportance(frame, block, final);
  const reading = { survey, reader, confidence: measurement.confidence, shownFloor: wave.method.floors.shown };
  const { t } = reader;
  return {
    survey,
    name,
    basis:
      model.status === 'estimated' ? t('models.basis', { n: count(model.n), groups: model.groups, df: model.df }) : '',
    model:
      model.status === 'refused'
        ? refusal(t(`models.refused.${model.reason}`, { n: count(model.n) }))
        : {
            charts: shapes.map((shape) =>
              ecsiDiagram(model, { title: t('models.diagram.title', { survey: name }), t }, shape),
            ),
            tables: [
              constructTable(model, reading),
              pathTable(model, reading),
              questionTable(model, reading),
              districtModelTable(model, reading),
            ],
            refused: '',
          },
    importance:
      map.status === 'refused'
        ? refusal(t(`models.refused.${map.reason}`, { n: count(map.n) }))
        : {
            charts: shapes.map((shape) =>
              quadrantChart(map, { title: t('models.quadrant.title', { survey: name }), t }, shape),
            ),
            tables: [importanceTable(map, reading)],
            refused: '',
          },
  };
}

const refusal = (refused: string): ModelPart => ({ charts: [], tables: [], refused });
