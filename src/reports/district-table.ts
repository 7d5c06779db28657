import type { Mark, Score } from '../measurement/wave-measurement.js';
import type { WaveChange } from '../measurement/wave-change.js';
import type { Measured } from '../waves/measured.js';
import { bandName } from './bands.js';
import { districtLines, rankWithSet, type DistrictLine } from './district-lines.js';
import { reasonText, signsOf, tagsOf } from './marks.js';
import { modeMix } from './mode-mix.js';
import { count, effective, fixed, interval } from './numbers.js';
import type { Reader } from './reader.js';
import { recipeAddress } from './recipe-address.js';
import { changeAddress, changeCell, changeIn } from './since.js';
import {
  numbersColumn,
  numeric,
  plain,
  prose,
  wordsColumn,
  type Cell,
  type Column,
  type Row,
  type Table,
} from './table.js';
import { rowsByTier } from './tiers.js';
import { satisfiedOf, surveysUnder } from './tree.js';

/** The district table of a node: rank and rank set, index, interval, change since an earlier wave, n, effective n, satisfied share, mode mix, band, marks. */
export function districtTable(measured: Measured, node: string, reader: Reader, change?: WaveChange): Table {
  const [survey, ...more] = surveysUnder(measured.measurement, node);
  const single = more.length === 0 ? survey : undefined;
  return {
    id: 'districts',
    caption: reader.t('reports.districts.caption', { node: reader.node(node) }),
    head: head(reader, { share: single !== undefined, change: change !== undefined }),
    rows: rowsByTier(
      districtLines(measured, node),
      (line) => rowOf(line, { measured, reader, single, change }),
      reader,
    ),
  };
}

function head(reader: Reader, also: { share: boolean; change: boolean }): Column[] {
  return [
    wordsColumn(reader, 'district'),
    numbersColumn(reader, 'rank'),
    numbersColumn(reader, 'index'),
    numbersColumn(reader, 'interval'),
    ...(also.change ? [numbersColumn(reader, 'change')] : []),
    numbersColumn(reader, 'n'),
    numbersColumn(reader, 'effectiveN'),
    ...(also.share ? [numbersColumn(reader, 'satisfiedShare')] : []),
    wordsColumn(reader, 'modes'),
    wordsColumn(reader, 'band'),
    wordsColumn(reader, 'marks'),
  ];
}

interface Context {
  measured: Measured;
  reader: Reader;
  single: string | undefined;
  change: WaveChange | undefined;
}

function rowOf({ score, rank }: DistrictLine, context: Context): Row {
  const { measured, reader, single, change } = context;
  const { figure, band, node, district } = score;
  const mix = modeMix(measured.frame, surveysUnder(measured.measurement, node), district, reader);
  const cells: Cell[] = [
    numeric(rank ? rankWithSet(rank, reader) : reader.t('reports.notRanked')),
    indexCell(score, measured, reader),
    numeric(interval(figure.error)),
    ...(change ? [changeCell(changeIn(change, node, district), reader, changeAddress(measured.wave.id))] : []),
    numeric(count(figure.n)),
    numeric(effective(figure)),
    ...(single === undefined ? [] : [shareCell(measured, { survey: single, district, shared: figure.marks }, reader)]),
    prose(mix),
    plain(band ? bandName(measured.wave, band.id, reader) : ''),
    { text: reasons(score, reader), tags: tagsOf(signsOf(figure, band), reader) },
  ];
  return { head: { text: reader.district(district) }, cells, ...(rank ? {} : { kind: 'muted' as const }) };
}

function reasons(score: Score, reader: Reader): string {
  return score.figure.reasons.map((fault) => reasonText(fault, reader)).join(' ');
}

/** An index that opens its recipe; where no number is given, the recipe says why. */
export function indexCell({ node, district, figure }: Score, { wave }: Measured, { t }: Reader): Cell {
  const text = figure.estimate === undefined ? t('reports.insufficient') : fixed(figure.estimate);
  return numeric(text, { href: recipeAddress(wave.id, node, district) });
}

/** The satisfied share of a survey, with its interval below and the marks that are not shared with its neighbours. */
export function shareCell(
  { wave, measurement }: Measured,
  { survey, district, shared }: { survey: string; district: string; shared: readonly Mark[] },
  reader: Reader,
): Cell {
  const figure = satisfiedOf(measurement, survey, district)?.figure;
  const href = recipeAddress(wave.id, `satisfied:${survey}`, district);
  if (figure?.estimate === undefined) return numeric(reader.t('reports.insufficient'), { href });
  const { error, marks } = figure;
  const tags = tagsOf(
    marks.filter((mark) => !shared.includes(mark)),
    reader,
  );
  const small = error ? { small: `${fixed(error.low, 1)} – ${fixed(error.high, 1)}%` } : {};
  return numeric(`${fixed(figure.estimate, 1)}%`, { href, tags, ...small });
}
