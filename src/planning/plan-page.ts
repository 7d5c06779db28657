import { count, fixed, percent } from '../reports/numbers.js';
import type { Translate } from '../reports/reader.js';
import { numeric, type Column, type Table } from '../reports/table.js';
import type { Needed, PlanLine } from './plan.js';

type Words = { t: Translate };

/** Everything below the form of a plan. */
export interface PlanPage {
  sentences: string[];
  table: Table;
}

export function planPage(
  lines: readonly PlanLine[],
  needed: { among: Needed; alone: Needed },
  difference: number,
  words: Words,
): PlanPage {
  const { t } = words;
  const sentence = (key: string, { users, effort }: Needed) =>
    users > most
      ? t('planning.needed.tooMany', { difference, most: count(most) })
      : t(`planning.needed.${key}`, { difference, users: count(users), total: count(effort.total) });
  const sentences = new Set([sentence('among', needed.among), sentence('alone', needed.alone)]);
  return { sentences: [...sentences], table: tableOf(lines, words) };
}

/** Service users a district and survey beyond which no sample goes: a larger number would be a promise that nobody can keep. */
const most = 10_000;

function tableOf(lines: readonly PlanLine[], { t }: Words): Table {
  const column = (name: string): Column => ({ text: t(`planning.column.${name}`), numeric: name !== 'users' });
  return {
    id: 'plan',
    caption: t('planning.caption'),
    head: ['users', 'perDistrict', 'total', 'marginOverall', 'marginSector', 'apart', 'certain', 'width', 'modes'].map(
      column,
    ),
    rows: lines.map(({ users, effort, margin, apart, certain, width }) => ({
      head: { text: count(users), ...(users < floor ? { small: t('planning.belowFloor') } : {}) },
      cells: [
        numeric(count(effort.perDistrict)),
        numeric(count(effort.total)),
        numeric(`± ${fixed(margin.overall, 1)}`),
        numeric(`± ${fixed(margin.sector, 1)}`),
        numeric(percent(apart)),
        numeric(percent(certain)),
        numeric(fixed(width, 1)),
        numeric(modesOf(effort)),
      ],
      ...(users < floor ? { kind: 'muted' as const } : {}),
    })),
  };
}

/** Respondents a district and survey below which a district is not ranked. */
const floor = 100;

function modesOf({ phone, onsite, online }: PlanLine['effort']): string {
  return [phone, onsite, online].map(count).join(' / ');
}
