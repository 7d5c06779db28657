import type { Measured } from '../waves/measured.js';
import { bandName } from './bands.js';
import { csvFile, type CsvValue } from './csv.js';
import { districtLines, rankSetText, rankWithSet, type DistrictLine } from './district-lines.js';
import { reasonText, signsOf, tagOf } from './marks.js';
import { fixed } from './numbers.js';
import type { Reader } from './reader.js';

/** Columns for people: in their language, as published. */
const readable = [
  'district',
  'rank',
  'marginal',
  'tier',
  'index',
  'low',
  'high',
  'n',
  'effectiveN',
  'band',
  'marks',
  'reasons',
  'kind',
] as const;

/** Columns for programs: names that never change, numbers unrounded. The archive's README says what each holds. */
const machineColumns = [
  'district_code',
  'node',
  'rank',
  'rank_displayed',
  'rank_set_best',
  'rank_set_worst',
  'rank_marginal_best',
  'rank_marginal_worst',
  'tier',
  'index_unrounded',
  'se',
  'ci_low',
  'ci_high',
  'n',
  'effective_n',
  'psus',
  'df',
  'status',
  'mark_codes',
  'reason_codes',
  'data_kind',
  'wave',
  'method_version',
  'margin_version',
  'boundary_version',
  'frame_revision',
] as const;

/** The ranking of a node as CSV: columns for people on the left, for programs on the right. */
export function rankingCsv(measured: Measured, node: string, reader: Reader): string {
  const head = [...readable.map((name) => reader.t(`reports.csv.${name}`)), ...machineColumns];
  const rows = districtLines(measured, node).map((line) => [
    ...readableValues(line, measured, reader),
    ...machineValues(line, measured),
  ]);
  return csvFile(head, rows);
}

function readableValues({ score, rank }: DistrictLine, { wave }: Measured, reader: Reader): CsvValue[] {
  const { figure, band, district } = score;
  const { t } = reader;
  return [
    reader.district(district),
    rank ? rankWithSet(rank, reader) : t('reports.notRanked'),
    rank ? rankSetText(rank.marginal) : '',
    rank?.tier,
    figure.estimate === undefined ? t('reports.insufficient') : fixed(figure.estimate),
    figure.error ? fixed(figure.error.low) : '',
    figure.error ? fixed(figure.error.high) : '',
    figure.n,
    Math.floor(figure.effectiveN),
    band ? bandName(wave, band.id, reader) : '',
    signsOf(figure, band)
      .map((sign) => tagOf(sign, reader).text)
      .join('; '),
    figure.reasons.map((fault) => reasonText(fault, reader)).join(' '),
    t(wave.kind === 'simulated' ? 'reports.simulated' : 'reports.real'),
  ];
}

function machineValues({ score, rank }: DistrictLine, { wave, measurement, revision }: Measured): CsvValue[] {
  const { figure, band } = score;
  return [
    score.district,
    score.node,
    rank?.rank,
    rank?.displayedRank,
    rank?.set.best,
    rank?.set.worst,
    rank?.marginal.best,
    rank?.marginal.worst,
    rank?.tier,
    figure.estimate,
    figure.error?.se,
    figure.error?.low,
    figure.error?.high,
    figure.n,
    figure.effectiveN,
    figure.psus,
    figure.df,
    figure.status,
    signsOf(figure, band).join(' '),
    figure.reasons.map(({ code }) => code).join(' '),
    wave.kind,
    wave.id,
    measurement.methodVersion,
    measurement.marginVersion,
    measurement.boundaryVersion,
    revision.id,
  ];
}
