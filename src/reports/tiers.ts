import type { DistrictLine } from './district-lines.js';
import type { Reader } from './reader.js';
import type { Row } from './table.js';

/** Headings over lines that are sorted by tier: at the first line of each tier, and at the first without a rank. */
export function tierHeadings(lines: readonly DistrictLine[], reader: Reader): (string | undefined)[] {
  return firstOfTier(lines, (line) => headingOf(line, lines, reader));
}

/** Short names of the same groups, for a picture. */
export function tierNames(lines: readonly DistrictLine[], reader: Reader): (string | undefined)[] {
  return firstOfTier(lines, ({ rank }) =>
    rank ? reader.t('reports.tier.name', { tier: rank.tier }) : reader.t('reports.notRanked'),
  );
}

/** Rows of such lines, under the headings of their tiers. */
export function rowsByTier(lines: readonly DistrictLine[], row: (line: DistrictLine) => Row, reader: Reader): Row[] {
  const headings = tierHeadings(lines, reader);
  return lines.map((line, at) => {
    const group = headings[at];
    return group === undefined ? row(line) : { ...row(line), group };
  });
}

function firstOfTier(lines: readonly DistrictLine[], words: (first: DistrictLine) => string): (string | undefined)[] {
  return lines.map((line, at) => {
    const before = lines[at - 1];
    return before && before.rank?.tier === line.rank?.tier ? undefined : words(line);
  });
}

function headingOf({ score, rank }: DistrictLine, lines: readonly DistrictLine[], reader: Reader): string {
  if (!rank) return reader.t('reports.tier.none');
  const members = lines.filter((line) => line.rank?.tier === rank.tier).length;
  const params = { tier: rank.tier, district: reader.district(score.district) };
  return reader.t(members === 1 ? 'reports.tier.alone' : 'reports.tier.several', params);
}
