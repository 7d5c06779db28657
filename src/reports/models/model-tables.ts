import type { ImportanceMap } from '../../measurement/item-importance.js';
import type { ModelFigure, ModelPath } from '../../measurement/model-figures.js';
import { intervalFactor } from '../../statistics/numbers/student-t.js';
import { count, effective, fixed, noNumber, percent } from '../numbers.js';
import type { Reader } from '../reader.js';
import { numeric, plain, prose, type Column, type Table } from '../table.js';
import { isSignificant, signed, type Estimated } from './ecsi-diagram.js';

type Mapped = Extract<ImportanceMap, { status: 'estimated' }>;

/** What the tables of one survey need. */
export interface ModelReading {
  survey: string;
  reader: Reader;
  confidence: number;
  /** Effective number of respondents below which a district's number is not shown. */
  shownFloor: number;
}

const columns = ({ t }: Reader, names: readonly [string, boolean][]): Column[] =>
  names.map(([name, isNumeric]) => ({ text: t(`models.column.${name}`), ...(isNumeric ? { numeric: true } : {}) }));

/** Constructs with index, R2 and reliability; what a single question cannot have is left empty. */
export function constructTable(model: Estimated, reading: ModelReading): Table {
  const { reader, survey } = reading;
  return {
    id: `constructs-${survey}`,
    caption: reader.t('models.constructs.caption'),
    head: columns(reader, [
      ['construct', false],
      ['index', true],
      ['interval', true],
      ['r2', true],
      ['alpha', true],
      ['rhoC', true],
      ['ave', true],
    ]),
    rows: model.constructs.map((construct) => {
      const { id, index, r2, reliability } = construct;
      return {
        head: {
          text: reader.t(`surveys.construct.${id}`),
          ...(id === 'complaint' ? { small: reader.t('models.complaintShare') } : {}),
        },
        cells: [
          numeric(fixed(index?.estimate)),
          numeric(intervalOf(index, model.df, reading, 2)),
          numeric(fixed(r2?.estimate), r2 ? { small: intervalOf(r2, model.df, reading, 2) } : {}),
          numeric(fixed(reliability?.alpha)),
          numeric(fixed(reliability?.rhoC)),
          numeric(fixed(reliability?.ave)),
        ],
      };
    }),
  };
}

/** The questions of each construct with their weight in its score and their loading. */
export function questionTable(model: Estimated, { survey, reader }: ModelReading): Table {
  return {
    id: `questions-${survey}`,
    caption: reader.t('models.questions.caption'),
    head: columns(reader, [
      ['construct', false],
      ['question', false],
      ['weight', true],
      ['loading', true],
    ]),
    rows: model.constructs.flatMap(({ id, items }) =>
      items.map((item) => ({
        head: { text: reader.t(`surveys.construct.${id}`) },
        cells: [
          prose(reader.node(`item:${survey}/${item.id}`)),
          numeric(signed(item.weight)),
          numeric(signed(item.loading)),
        ],
      })),
    ),
  };
}

/** Of effects: with two, an interval that ends just below 0 would seem to hold it. */
const decimals = 3;

export function pathTable(model: Estimated, reading: ModelReading): Table {
  const { reader, survey } = reading;
  const name = (id: string) => reader.t(`surveys.construct.${id}`);
  return {
    id: `paths-${survey}`,
    caption: reader.t('models.paths.caption'),
    head: columns(reader, [
      ['path', false],
      ['direct', true],
      ['interval', true],
      ['p', true],
      ['total', true],
      ['verdict', false],
    ]),
    rows: model.paths.map((path) => ({
      head: { text: `${name(path.from)} → ${name(path.to)}` },
      cells: [
        numeric(signed(path.direct.estimate, decimals)),
        numeric(intervalOf(path.direct, model.df, reading, decimals)),
        numeric(pValue(path)),
        numeric(signed(path.total.estimate, decimals), { small: intervalOf(path.total, model.df, reading, decimals) }),
        plain(reader.t(isSignificant(path) ? 'models.significant' : 'models.notSignificant')),
      ],
      ...(isSignificant(path) ? {} : { kind: 'muted' as const }),
    })),
  };
}

function pValue({ p }: ModelPath): string {
  if (p === undefined) return noNumber;
  return p < 0.001 ? '< 0.001' : fixed(p, 3);
}

/** Satisfaction by district with the weights of all districts. */
export function districtModelTable(model: Estimated, reading: ModelReading): Table {
  const { reader, survey } = reading;
  return {
    id: `model-districts-${survey}`,
    caption: reader.t('models.districts.caption'),
    head: columns(reader, [
      ['district', false],
      ['index', true],
      ['interval', true],
      ['n', true],
    ]),
    rows: model.districts.map(({ district, index }, d) => {
      const { n, effectiveN } = model.sizes[d] ?? { n: 0, effectiveN: 0 };
      const shown = effectiveN >= reading.shownFloor;
      return {
        head: { text: reader.district(district) },
        cells: [
          numeric(shown ? fixed(index?.estimate) : reader.t('reports.insufficient')),
          numeric(intervalOf(shown ? index : undefined, model.df, reading, 2)),
          numeric(count(n), { small: reader.t('reports.effectiveShort', { n: effective({ effectiveN }) }) }),
        ],
        ...(shown ? {} : { kind: 'muted' as const }),
      };
    }),
  };
}

/** Items by number, the most important first. */
export function importanceTable(map: Mapped, { survey, reader }: ModelReading): Table {
  return {
    id: `importance-${survey}`,
    caption: reader.t('models.importance.caption', { r2: percent(map.r2), n: count(map.n) }),
    head: columns(reader, [
      ['number', false],
      ['item', false],
      ['importance', true],
      ['performance', true],
      ['quadrant', false],
    ]),
    rows: map.items
      .map((item, i) => ({ item, number: i + 1 }))
      .toSorted((a, b) => b.item.importance - a.item.importance)
      .map(({ item, number }) => ({
        head: { text: String(number) },
        cells: [
          prose(reader.node(`item:${survey}/${item.id}`)),
          numeric(percent(item.importance, 1)),
          numeric(fixed(item.performance)),
          plain(reader.t(`models.quadrant.${quadrantOf(item)}`)),
        ],
      })),
  };
}

export function quadrantOf({
  highImportance,
  highPerformance,
}: Mapped['items'][number]): 'improve' | 'keep' | 'low' | 'enough' {
  if (highImportance) return highPerformance ? 'keep' : 'improve';
  return highPerformance ? 'enough' : 'low';
}

function intervalOf(figure: ModelFigure | undefined, df: number, { confidence }: ModelReading, places: number): string {
  if (figure?.se === undefined) return noNumber;
  const half = intervalFactor(confidence, df) * figure.se;
  return `${signed(figure.estimate - half, places)} – ${signed(figure.estimate + half, places)}`;
}
