import type { ModeComparison } from '../measurement/mode-comparison.js';
import { modeColumns } from './mode-tables.js';
import { fixed, noNumber, percent } from './numbers.js';
import type { Reader } from './reader.js';
import { numbersColumn, numeric, plain, wordsColumn, type Row, type Table } from './table.js';

/** How each held score is made: target share x score, and the covariance that its error comes from. */
export function modeRecipeTable(comparison: ModeComparison, reader: Reader): Table {
  const { target, held } = comparison;
  return {
    id: 'held-recipe',
    caption: reader.t('reports.modes.recipe'),
    head: [
      wordsColumn(reader, 'district'),
      wordsColumn(reader, 'mode'),
      numbersColumn(reader, 'targetShare'),
      numbersColumn(reader, 'modeScore'),
      numbersColumn(reader, 'targetProduct'),
      ...modeColumns(target, reader).map(({ text }) => ({
        text: reader.t('reports.modes.covarianceWith', { mode: text }),
        numeric: true,
      })),
    ],
    rows: held.flatMap(({ district }) => districtRows(district, comparison, reader)),
  };
}

function districtRows(district: string, comparison: ModeComparison, reader: Reader): Row[] {
  const { target, scores, held, covariances } = comparison;
  const values = covariances.find((each) => each.district === district)?.values ?? [];
  const own = scores.filter((score) => score.district === district);
  const known = (m: number): boolean => own[m]?.figure.estimate !== undefined;
  const parts = target.map(({ mode, share }, m): Row => {
    const estimate = own[m]?.figure.estimate;
    return {
      head: { text: reader.district(district) },
      cells: [
        plain(reader.t(`reports.mode.${mode}`)),
        numeric(percent(share, 2)),
        numeric(fixed(estimate, 4)),
        numeric(estimate === undefined ? noNumber : fixed(share * estimate, 4)),
        ...target.map((_, n) => numeric(known(m) && known(n) ? fixed(values[m]?.[n], 4) : noNumber)),
      ],
    };
  });
  const figure = held.find((each) => each.district === district)?.figure;
  const total: Row = {
    head: { text: reader.district(district) },
    cells: [
      plain(reader.t('reports.modes.heldTotal')),
      numeric(''),
      numeric(''),
      numeric(fixed(figure?.estimate, 4)),
      numeric(reader.t('reports.modes.heldSe', { se: fixed(figure?.error?.se, 4) })),
      ...target.slice(1).map(() => numeric('')),
    ],
    kind: 'total',
  };
  return [...parts, total];
}

/** What the rank sets at the held mix were simulated from. */
export function heldCovarianceTable({ heldCovariance, ranking }: ModeComparison, reader: Reader): Table {
  const { districts, values } = heldCovariance;
  return {
    id: 'held-covariance',
    caption: reader.t('reports.modes.covariance', { draws: ranking.draws, seed: ranking.seed }),
    head: [
      wordsColumn(reader, 'district'),
      ...districts.map((district) => ({ text: reader.district(district), numeric: true })),
    ],
    rows: districts.map((district, a) => ({
      head: { text: reader.district(district) },
      cells: districts.map((_, b) => numeric(fixed(values[a]?.[b], 4))),
    })),
  };
}
