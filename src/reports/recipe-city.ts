import { scoreOf, type CityScore } from '../measurement/wave-measurement.js';
import type { Measured } from '../waves/measured.js';
import { reasonText } from './marks.js';
import { fixed, interval, noNumber, percent } from './numbers.js';
import type { Reader } from './reader.js';
import { recipeAddress } from './recipe-address.js';
import type { Formula } from './recipe-formula.js';
import { numbersColumn, numeric, wordsColumn, type Row, type Table } from './table.js';

/** How the city's official score is made: fixed population shares times district indexes. */
export function cityFormula(measured: Measured, city: CityScore, reader: Reader): Formula {
  const { t } = reader;
  const { official } = city;
  const error = official.error
    ? [t('reports.formula.cityError', { se: fixed(official.error.se, 4), interval: interval(official.error) })]
    : [];
  const reasons = official.reasons.map((fault) => reasonText(fault, reader));
  return {
    paragraphs: [t('reports.formula.city'), ...error, ...reasons],
    tables: [sharesTable(measured, city, reader)],
  };
}

function sharesTable({ wave, measurement }: Measured, { node, official }: CityScore, reader: Reader): Table {
  const { t } = reader;
  const rows: Row[] = official.shares.map(({ district, share }) => {
    const { estimate } = scoreOf(measurement, node, district).figure;
    return {
      head: { text: reader.district(district), href: recipeAddress(wave.id, node, district) },
      cells: [
        numeric(percent(share, 2)),
        numeric(fixed(estimate, 4)),
        numeric(estimate === undefined ? noNumber : fixed(share * estimate, 4)),
      ],
    };
  });
  const total: Row = {
    head: { text: t('reports.formula.sum') },
    cells: [numeric(''), numeric(''), numeric(fixed(official.estimate, 4))],
    kind: 'total',
  };
  return {
    id: 'shares',
    caption: t('reports.formula.shares'),
    head: [
      wordsColumn(reader, 'district'),
      numbersColumn(reader, 'share'),
      numbersColumn(reader, 'index'),
      numbersColumn(reader, 'product'),
    ],
    rows: [...rows, total],
  };
}
