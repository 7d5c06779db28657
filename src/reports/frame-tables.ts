import type { LeftOutReason } from '../measurement/frame.js';
import type { Measured } from '../waves/measured.js';
import { count, fixed } from './numbers.js';
import type { Reader } from './reader.js';
import { numeric, plain, prose, type Table } from './table.js';

const leftOutOrder: readonly LeftOutReason[] = [
  'breakOff',
  'outOfPopulation',
  'outsideEntry',
  'usersSource',
  'noResidence',
  'unknownSource',
  'otherVersion',
  'otherWave',
  'otherKind',
  'excluded',
];

/** Responses that are not in the measurement frame, by reason. */
export function leftOutTable({ measurement }: Measured, { t }: Reader): Table {
  const rows = leftOutOrder.flatMap((reason) => {
    const n = measurement.frame.leftOut.find((each) => each.reason === reason)?.n ?? 0;
    return n === 0
      ? []
      : [
          {
            head: { text: t(`reports.leftOut.${reason}`) },
            cells: [numeric(count(n)), prose(t(`reports.leftOutText.${reason}`))],
          },
        ];
  });
  return {
    id: 'left-out',
    caption: t('reports.leftOut.caption'),
    head: [
      { text: t('reports.column.reason') },
      { text: t('reports.column.responses'), numeric: true },
      { text: t('reports.column.meaning') },
    ],
    rows,
  };
}

/** Open links, codes at a site and interviews of users alone: shown apart, in no index and no rank. */
export function outsideTable({ measurement }: Measured, reader: Reader): Table {
  const { t } = reader;
  return {
    id: 'outside',
    caption: t('reports.outside.caption'),
    head: [
      { text: t('reports.column.survey') },
      { text: t('reports.column.district') },
      { text: t('reports.column.entry') },
      { text: t('reports.column.n'), numeric: true },
      { text: t('reports.column.unweighted'), numeric: true },
    ],
    rows: measurement.frame.outside.map(({ survey, district, kind, n, index }) => ({
      head: { text: reader.survey(survey) },
      cells: [
        plain(reader.district(district)),
        plain(t(`reports.entry.${kind}`)),
        numeric(count(n)),
        numeric(fixed(index)),
      ],
    })),
  };
}

/** Interviews by residence district; service users and valid ones by service district. */
export function sampleTable({ measurement }: Measured, reader: Reader): Table {
  const { t } = reader;
  return {
    id: 'sample',
    caption: t('reports.sample.caption'),
    head: [
      { text: t('reports.column.survey') },
      { text: t('reports.column.district') },
      { text: t('reports.column.interviews'), numeric: true },
      { text: t('reports.column.users'), numeric: true },
      { text: t('reports.column.valid'), numeric: true },
    ],
    rows: measurement.frame.counts.map(({ survey, district, interviews, users, valid }) => ({
      head: { text: reader.survey(survey) },
      cells: [
        plain(reader.district(district)),
        numeric(count(interviews)),
        numeric(count(users)),
        numeric(count(valid)),
      ],
    })),
  };
}
