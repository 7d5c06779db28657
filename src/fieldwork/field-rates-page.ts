import { count, noNumber, percent } from '../reports/numbers.js';
import type { Reader } from '../reports/reader.js';
import { numeric, type Fact, type Row, type Table } from '../reports/table.js';
import { aaporRateNames, dispositions } from '../statistics/estimation/aapor.js';
import type { AaporRateName } from '../statistics/estimation/aapor.js';
import { districtTables } from './field-rates-districts.js';
import { fieldNotes, type FieldNotes } from './field-rates-notes.js';
import type { FieldRates, RatedTally } from './field-rates.js';
import type { WaveLinks } from './link-counts.js';
import { mainRates, rateCell } from './rate-cell.js';
import { wayLabel } from './way-label.js';

export interface FieldRatesPage {
  ends?: Table;
  rates?: Table;
  others?: Table;
  districts: Table[];
  said: FieldNotes;
  links: Fact[];
  /** Every rate in plain words, with what is divided by what. */
  letters: readonly string[];
  meanings: { name: string; meaning: string; formula: string }[];
}

export interface FieldRatesShown {
  rates: FieldRates;
  links: WaveLinks;
  isOpen: boolean;
}

/** What became of everybody who was to be interviewed, in tables with a column for each way of reaching people. */
export function fieldRatesPage(shown: FieldRatesShown, reader: Reader): FieldRatesPage {
  const { t } = reader;
  const columns = columnsOf(shown.rates, reader);
  const others = aaporRateNames.filter((name) => !mainRates.includes(name));
  const rates = (names: readonly AaporRateName[]) => names.map((name) => rateRow(name, columns, reader));
  const table = (id: string, rows: Row[]): Table => ({
    id: `rates-${id}`,
    caption: t(`fieldwork.rates.${id}.caption`),
    head: [{ text: t(`fieldwork.rates.${id}.head`) }, ...columns.map(({ label }) => ({ text: label, numeric: true }))],
    rows,
  });
  return {
    ...(columns.length > 0
      ? {
          ends: table('ends', endRows(columns, reader)),
          rates: table('main', [...rates(mainRates), shareRow(columns, reader)]),
          others: table('others', rates(others)),
        }
      : {}),
    districts: districtTables(shown.rates.ways, reader),
    said: fieldNotes(shown.rates, shown.isOpen, reader),
    links: linkFacts(shown.links, reader),
    letters: dispositions,
    meanings: aaporRateNames.map((name) => ({
      name,
      meaning: t(`fieldwork.rates.meaning.${name}`),
      formula: t(`fieldwork.rates.formula.${name}`),
    })),
  };
}

interface Column {
  label: string;
  tally: RatedTally;
  e: number | undefined;
}

/** Open links are said in words: they have nothing that a column could hold but their interviews. */
function columnsOf({ ways, together }: FieldRates, reader: Reader): Column[] {
  const known = ways.filter(({ reach }) => reach !== 'open');
  return [
    ...known.map((way) => ({ label: wayLabel(way, reader), tally: way, e: way.e })),
    ...(together ? [{ label: reader.t('fieldwork.rates.together'), tally: together, e: together.e }] : []),
  ];
}

function endRows(columns: readonly Column[], { t }: Reader): Row[] {
  const row = (name: string, valueOf: (column: Column) => number, kind?: 'total' | 'muted'): Row => ({
    head: { text: t(`fieldwork.rates.end.${name}`), small: t(`fieldwork.rates.endText.${name}`) },
    cells: columns.map((column) => numeric(count(valueOf(column)))),
    ...(kind ? { kind } : {}),
  });
  return [
    ...dispositions.map((each) => row(each, ({ tally }) => tally.counts[each])),
    row('cases', ({ tally }) => tally.cases, 'total'),
    row('pending', ({ tally }) => tally.pending, 'muted'),
  ];
}

function rateRow(name: AaporRateName, columns: readonly Column[], { t }: Reader): Row {
  return {
    head: {
      text: t('fieldwork.rates.named', { name, kind: t(`fieldwork.rates.kind.${name.slice(0, -1)}`) }),
      small: t(`fieldwork.rates.meaning.${name}`),
    },
    cells: columns.map(({ tally }) => rateCell(tally, name)),
  };
}

function shareRow(columns: readonly Column[], { t }: Reader): Row {
  return {
    head: { text: t('fieldwork.rates.e'), small: t('fieldwork.rates.eText') },
    cells: columns.map(({ e }) => numeric(e === undefined ? noNumber : percent(e, 1))),
    kind: 'muted',
  };
}

function linkFacts(links: WaveLinks, { t }: Reader): Fact[] {
  if (links.made === 0) return [];
  const names = ['made', 'begun', 'answered', 'underWay', 'untouched', 'withdrawn'] as const;
  return names.map((name) => ({ label: t(`fieldwork.rates.links.${name}`), value: count(links[name]) }));
}
