import type { Measured } from '../../waves/measured.js';
import { csvFile, type CsvValue } from '../csv.js';
import { rankingOf } from '../tree.js';
import { answerColumns, labelsOf } from './columns.js';
import { figureHead, figureValues, rankHead, rankValues } from './figure-columns.js';
import { frameCodebook } from './frame-codebook.js';

/** The totals that the weights were raked to, by survey. */
export function marginsCsv({ wave, measurement }: Measured): string {
  const head = [
    'data_kind',
    'survey',
    'variable',
    'district',
    'category',
    'target',
    'rows',
    'start_weight',
    'final_weight',
    'fallback',
    'approximate',
    'source',
    'as_of',
  ];
  const rows = measurement.weighting.flatMap(({ survey, cells }) =>
    cells.map((cell): CsvValue[] => [
      wave.kind,
      survey,
      cell.variable,
      cell.district,
      cell.category,
      cell.target,
      cell.n,
      cell.start,
      cell.final,
      Number(cell.fallback),
      Number(cell.approximate),
      cell.source,
      cell.asOf,
    ]),
  );
  return csvFile(head, rows);
}

/** Every code of every column of the microdata, in both languages. */
export function codebookCsv(measured: Measured): string {
  const { questionnaires } = measured;
  const head = ['column', 'survey', 'question', 'type', 'text_zh', 'text_en', 'code', 'label_zh', 'label_en'];
  const rows = questionnaires.flatMap((questionnaire) =>
    answerColumns(questionnaire).flatMap((column): CsvValue[][] => {
      const { answerable, question } = column;
      const words = answerable.item?.text ?? question.text;
      const text = 'default' in words ? words.default : words;
      const start = [column.name, column.survey, column.id, question.type, text['zh-CN'], text.en];
      const labels = labelsOf(column, questionnaire.scaleOf.get(column.id));
      if (question.type === 'number')
        labels.unshift(
          [question.min, { 'zh-CN': '最小值', en: 'Smallest value' }],
          [question.max, { 'zh-CN': '最大值', en: 'Largest value' }],
        );
      return labels.map(([code, label]) => [...start, code, label['zh-CN'], label.en]);
    }),
  );
  return csvFile(head, [...frameCodebook(measured), ...rows]);
}

/** The index tree: which column of the microdata each item is, its scale, and the weight of each node in the one above. */
export function treeCsv({ questionnaires, measurement, frame }: Measured): string {
  const columns = questionnaires.flatMap((questionnaire) => answerColumns(questionnaire));
  const rows = measurement.nodes.map((node): CsvValue[] => {
    const block = frame.surveys.find(({ survey }) => survey === node.survey);
    const column =
      node.kind === 'item' ? columns.find(({ survey, id }) => survey === node.survey && id === node.name) : undefined;
    return [node.id, node.kind, node.parent, node.weight, node.survey, column?.name, block?.min, block?.max];
  });
  return csvFile(['node', 'kind', 'parent', 'weight', 'survey', 'column', 'scale_min', 'scale_max'], rows);
}

/** Every figure with its error, unrounded. */
export function estimatesCsv(measured: Measured): string {
  const { wave, measurement } = measured;
  const head = ['data_kind', 'figure', 'node', 'district', ...figureHead, ...rankHead];
  const scores = measurement.scores.map(({ node, district, figure }): CsvValue[] => {
    const rank = rankingOf(measurement, node)?.rows.find((row) => row.district === district);
    return [wave.kind, 'index', node, district, ...figureValues(figure), ...rankValues(rank)];
  });
  const shares = measurement.satisfied.map(({ survey, district, figure }): CsvValue[] => [
    wave.kind,
    'satisfied_share',
    `survey:${survey}`,
    district,
    ...figureValues(figure),
  ]);
  return csvFile(head, filled([...scores, ...shares, ...cityRows(measured)], head.length));
}

function cityRows({ wave, measurement }: Measured): CsvValue[][] {
  return measurement.city.flatMap(({ node, official, pooled }): CsvValue[][] => {
    const { estimate, error, marks, reasons } = official;
    const status = estimate === undefined ? 'notShown' : 'shown';
    const codes = reasons.map(({ code, params }) => `${code}:${params['district'] ?? ''}`).join(' ');
    const values = [
      status,
      estimate,
      error?.se,
      error?.low,
      error?.high,
      undefined,
      undefined,
      undefined,
      undefined,
      marks.join(' '),
      codes,
    ];
    return [
      [wave.kind, 'city_official', node, 'all', ...values],
      [wave.kind, 'city_pooled', node, 'all', ...figureValues(pooled)],
    ];
  });
}

/** CSV wants the same number of values in every line. */
function filled(rows: readonly CsvValue[][], length: number): CsvValue[][] {
  return rows.map((row) => [...row, ...Array.from({ length: length - row.length }, () => undefined)]);
}

/** Covariances between the district figures of the overall index, each sector and each survey. */
export function covarianceCsv({ wave, measurement }: Measured): string {
  const rows = measurement.covariances.flatMap(({ node, districts, values }) =>
    districts.flatMap((a, i) => districts.map((b, j): CsvValue[] => [wave.kind, node, a, b, values[i]?.[j]])),
  );
  return csvFile(['data_kind', 'node', 'district_a', 'district_b', 'covariance'], rows);
}
