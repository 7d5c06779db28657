import type { CityScore } from '../measurement/wave-measurement.js';
import type { Measured } from '../waves/measured.js';
import { bandName } from './bands.js';
import { reasonText, tagOf, tagsOf, signsOf } from './marks.js';
import { count, effective, fixed, interval } from './numbers.js';
import type { Reader } from './reader.js';
import { recipeAddress } from './recipe-address.js';
import { numbersColumn, numeric, plain, wordsColumn, type Row, type Table } from './table.js';

/** The city's official score and, under its own name, the pooled value of all service users. */
export function cityTable(measured: Measured, node: string, reader: Reader): Table | undefined {
  const city = measured.measurement.city.find((each) => each.node === node);
  if (!city) return undefined;
  const { t } = reader;
  return {
    id: 'city',
    caption: t('reports.city.caption', { node: reader.node(node) }),
    head: [
      wordsColumn(reader, 'what'),
      numbersColumn(reader, 'value'),
      numbersColumn(reader, 'interval'),
      numbersColumn(reader, 'n'),
      wordsColumn(reader, 'band'),
      wordsColumn(reader, 'notes'),
    ],
    rows: [officialRow(city, measured, reader), pooledRow(city, measured, reader)],
  };
}

function officialRow({ node, official }: CityScore, { wave }: Measured, reader: Reader): Row {
  const why = official.reasons.map((fault) => reasonText(fault, reader)).join(' ');
  const signs = [...(official.band?.crosses ? (['crossesBand'] as const) : []), ...official.marks];
  return {
    head: { text: reader.t('reports.city.official'), small: reader.t('reports.city.officialMeaning') },
    cells: [
      numeric(official.estimate === undefined ? reader.t('reports.city.noScore') : fixed(official.estimate), {
        href: recipeAddress(wave.id, node, 'all'),
      }),
      numeric(interval(official.error)),
      numeric(''),
      plain(official.band ? bandName(wave, official.band.id, reader) : ''),
      { text: why, tags: signs.map((sign) => tagOf(sign, reader)) },
    ],
  };
}

function pooledRow({ node, pooled }: CityScore, { wave }: Measured, reader: Reader): Row {
  return {
    head: { text: reader.t('reports.city.pooled'), small: reader.t('reports.city.pooledMeaning') },
    cells: [
      numeric(fixed(pooled.estimate), { href: recipeAddress(wave.id, node, 'all') }),
      numeric(interval(pooled.error)),
      numeric(count(pooled.n), { small: reader.t('reports.effectiveShort', { n: effective(pooled) }) }),
      plain(''),
      { text: '', tags: tagsOf(signsOf(pooled), reader) },
    ],
  };
}
