import type { MarginCell, SurveyWeighting } from '../measurement/wave-measurement.js';
import type { Measured } from '../waves/measured.js';
import { categoryName, reasonText, tagOf } from './marks.js';
import { count, fixed } from './numbers.js';
import type { Reader } from './reader.js';
import { numbersColumn, numeric, plain, wordsColumn, type Fact, type Table, type Tag } from './table.js';

/** How one survey was weighted: facts, faults and every margin with its source. */
export interface WeightingPanel {
  survey: string;
  facts: Fact[];
  tags: Tag[];
  faults: string[];
  cells: Table;
}

export function weightingPanels({ measurement }: Measured, reader: Reader): WeightingPanel[] {
  return measurement.weighting.map((weighting) => ({
    survey: reader.survey(weighting.survey),
    facts: weighting.status === 'weighted' ? facts(weighting, reader) : [],
    tags: weighting.marks.map((mark) => tagOf(mark, reader)),
    faults: weighting.faults.map((fault) => reasonText(fault, reader)),
    cells: cellsTable(weighting, reader),
  }));
}

function facts(weighting: SurveyWeighting, { t }: Reader): Fact[] {
  const fact = (name: string, value: string): Fact => ({
    label: t(`reports.weighting.${name}`),
    value,
    note: t(`reports.weighting.${name}Meaning`),
  });
  return [
    fact(
      'interviews',
      t('reports.weighting.interviewsValue', { n: count(weighting.n), users: count(weighting.users) }),
    ),
    fact('rounds', count(weighting.rounds)),
    fact('gap', gapText(weighting.gap)),
    fact('deff', fixed(weighting.deff, 3)),
    fact('effectiveN', count(Math.floor(weighting.effectiveN))),
    fact('ratio', fixed(weighting.weightRatio, 1)),
    fact('range', `${fixed(weighting.smallest, 1)} – ${fixed(weighting.largest, 1)}`),
  ];
}

const gapText = (gap: number): string => (gap < 1e-9 ? '< 0.0000001%' : `${(100 * gap).toPrecision(2)}%`);

function cellsTable({ survey, cells }: SurveyWeighting, reader: Reader): Table {
  const { t } = reader;
  return {
    id: `margins-${survey}`,
    caption: t('reports.weighting.caption', { survey: reader.survey(survey) }),
    head: [
      wordsColumn(reader, 'district'),
      wordsColumn(reader, 'category'),
      numbersColumn(reader, 'n'),
      numbersColumn(reader, 'startSum'),
      numbersColumn(reader, 'target'),
      numbersColumn(reader, 'finalSum'),
      wordsColumn(reader, 'source'),
    ],
    rows: cells.map((cell) => ({
      head: { text: reader.district(cell.district) },
      cells: [
        plain(
          cell.category === 'unknown'
            ? reader.t(`reports.${cell.variable}.unknown`)
            : categoryName(cell.category, reader),
        ),
        numeric(count(cell.n)),
        numeric(fixed(cell.start, 1)),
        numeric(count(cell.target)),
        numeric(count(cell.final)),
        {
          text: t('reports.weighting.source', { source: cell.source, date: cell.asOf }),
          tags: sourceTags(cell, reader),
        },
      ],
    })),
  };
}

function sourceTags({ fallback, approximate }: MarginCell, reader: Reader): Tag[] {
  return [
    ...(fallback ? [tagOf('fallbackMargin', reader)] : []),
    ...(approximate ? [tagOf('approximateMargin', reader)] : []),
  ];
}
