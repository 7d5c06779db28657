import type { LeftOutReason } from '../measurement/frame.js';
import type { Measured } from '../waves/measured.js';
import { count, fixed } from './numbers.js';
import type { Reader } from './reader.js';
import { numbersColumn, numeric, plain, prose, wordsColumn, type Table } from './table.js';

const leftOutOrder: readonly LeftOutReason[] = [
  'breakOff',
  'outOfPopulation',
  'quotaFull',
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
export function leftOutTable({ measurement }: Measured, reader: Reader): Table {
  const { t } = reader;
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
    head: [wordsColumn(reader, 'reason'), numbersColumn(reader, 'responses'), wordsColumn(reader, 'meaning')],
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
      wordsColumn(reader, 'survey'),
      wordsColumn(reader, 'district'),
      wordsColumn(reader, 'entry'),
      numbersColumn(reader, 'n'),
      numbersColumn(reader, 'unweighted'),
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
      wordsColumn(reader, 'survey'),
      wordsColumn(reader, 'district'),
      numbersColumn(reader, 'interviews'),
      numbersColumn(reader, 'users'),
      numbersColumn(reader, 'valid'),
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
