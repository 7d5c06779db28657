import type { Bias } from './remedies.js';
import type { Tallied } from './tally.js';
import type { Validity } from './validity.js';

const percent = ({ mean, error }: Tallied): string => `${(100 * mean).toFixed(1)} % ± ${(100 * error).toFixed(1)}`;
const points = ({ mean, error }: Tallied): string => `${mean.toFixed(2)} ± ${error.toFixed(2)}`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

/** What should hold, beside what was found; ± is one Monte Carlo standard error. */
export function validityTable(found: Validity): string {
  const { coverage, errorRatio } = found;
  return table(
    ['what is reported', 'should be', 'found'],
    [
      [
        '95 % interval of a district index holds the truth, six districts together',
        '93.5-96.5 %',
        percent(found.districts),
      ],
      ...coverage.map((each, d): string[] => [`- district ${d + 1}`, '93.5-96.5 %', percent(each)]),
      ['95 % interval of the city score holds the truth', '93.5-96.5 %', percent(found.city)],
      [
        'reported standard error / true spread of the estimates, smallest and largest district',
        'near 1',
        `${Math.min(...errorRatio).toFixed(3)}, ${Math.max(...errorRatio).toFixed(3)}`,
      ],
      ['simultaneous rank sets hold all six true ranks', '95 % or more', percent(found.simultaneous)],
      ['marginal rank set of a district holds its true rank', '95 % or more', percent(found.marginal)],
      ['test of a change that is not there finds one (5 %, unadjusted)', '3.5-6.5 %', percent(found.rejected)],
      ['any of the six districts is called changed (5 %, Holm)', '5 % or less', percent(found.rejectedInFamily)],
      leftOutRow(found),
    ],
  );
}

/** The hardest case for ranks: districts that do not differ. */
export function sameTable(found: Validity): string {
  return table(
    ['what is reported', 'should be', 'found'],
    [
      ['any two of the six districts are told apart', '5 % or less', percent(found.toldApart)],
      ['95 % interval of a district index holds the truth', '93.5-96.5 %', percent(found.districts)],
      leftOutRow(found),
    ],
  );
}

function leftOutRow({ leftOut, replications }: Validity): string[] {
  return [
    'waves left out of this table, as a district had too few people to be ranked',
    '',
    `${leftOut} of ${replications}`,
  ];
}

/** Bias by remedy, in points of the 0-100 index. */
export function biasTable(found: readonly Bias[]): string {
  return table(
    ['remedy', 'bias of all districts', 'largest false difference between two districts', 'ranks off, a district'],
    found.map(({ name, level, between, ranksOff, leftOut }) => [
      leftOut > 0 ? `${name} (${leftOut} waves without)` : name,
      points(level),
      between.toFixed(2),
      points(ranksOff),
    ]),
  );
}
