import { itemImportance } from '../../measurement/item-importance.js';
import type { ModelConstruct, ModelFigure, ModelPath } from '../../measurement/model-figures.js';
import { surveyModel, type SurveyModel } from '../../measurement/survey-model.js';
import type { Measured } from '../../waves/measured.js';
import { byteOrderMark, csvLines, type CsvValue } from '../csv.js';

const head = ['data_kind', 'survey', 'figure', 'name', 'to', 'district', 'estimate', 'se', 'df', 'p', 'n', 'reason'];

type Estimated = Extract<SurveyModel, { status: 'estimated' }>;

/** A line before the kind of data and the survey stand in it: figure, names, and its numbers by column. */
interface Line {
  figure: string;
  name?: string;
  to?: string;
  district?: string;
  value?: ModelFigure | undefined;
  df?: number;
  p?: number | undefined;
  n?: number;
  reason?: string;
}

/** The path model and the importance of the items of each survey, unrounded; a piece a survey. */
export function* modelsCsv({ wave, frame, measurement }: Measured): Generator<string> {
  yield byteOrderMark + csvLines([head]);
  for (const block of frame.surveys) {
    const final = measurement.weights.final.subarray(block.from, block.to);
    const lines = [
      ...modelLines(surveyModel(frame, block, final), wave.method.floors.shown),
      ...importanceLines(itemImportance(frame, block, final)),
    ];
    yield csvLines(lines.map((line) => [wave.kind, block.survey, ...valuesOf(line)]));
  }
}

function valuesOf({ figure, name, to, district, value, df, p, n, reason }: Line): CsvValue[] {
  return [figure, name, to, district, value?.estimate, value?.se, df, p, n, reason];
}

function modelLines(model: SurveyModel, shownFloor: number): Line[] {
  if (model.status === 'refused') return [{ figure: 'model', n: model.n, reason: model.reason }];
  return [
    ...model.constructs.flatMap((construct) => constructLines(construct, model)),
    ...model.paths.flatMap((path) => pathLines(path, model)),
    ...districtLines(model, shownFloor),
  ];
}

function constructLines({ id, index, r2, reliability, items }: ModelConstruct, { n, df }: Estimated): Line[] {
  const { alpha, rhoC, ave } = reliability ?? {};
  const qualities = Object.entries({ alpha, rho_c: rhoC, ave });
  return [
    { figure: 'construct_index', name: id, value: index, df, n },
    ...(r2 ? [{ figure: 'r2', name: id, value: r2, df }] : []),
    ...qualities.flatMap(([figure, estimate]) =>
      estimate === undefined ? [] : [{ figure, name: id, value: { estimate } }],
    ),
    ...items.flatMap((item) => [
      { figure: 'item_weight', name: id, to: item.id, value: { estimate: item.weight } },
      { figure: 'item_loading', name: id, to: item.id, value: { estimate: item.loading } },
    ]),
  ];
}

function pathLines({ from, to, direct, total, p }: ModelPath, { df }: Estimated): Line[] {
  return [
    { figure: 'path_direct', name: from, to, value: direct, df, p },
    { figure: 'path_total', name: from, to, value: total, df },
  ];
}

/** Below the floor a district has no number, here as on the page. */
function districtLines({ districts, sizes, df }: Estimated, shownFloor: number): Line[] {
  return districts.map(({ district, index }, d): Line => {
    const { n, effectiveN } = sizes[d] ?? { n: 0, effectiveN: 0 };
    const line = { figure: 'district_index', name: 'satisfaction', district, n };
    return effectiveN < shownFloor ? { ...line, reason: 'belowShownFloor' } : { ...line, value: index, df };
  });
}

function importanceLines(map: ReturnType<typeof itemImportance>): Line[] {
  if (map.status === 'refused') return [{ figure: 'importance', n: map.n, reason: map.reason }];
  return map.items.flatMap(({ id, importance, performance }) => [
    { figure: 'importance', name: id, value: { estimate: importance }, n: map.n },
    { figure: 'performance', name: id, value: { estimate: performance }, n: map.n },
  ]);
}
