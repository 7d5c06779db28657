import type { SampleSource, Wave } from '../../waves/wave.js';
import { plainText } from './cell.js';
import type { RowField } from './import-map.js';
import type { Mapping } from './mapping.js';
import { momentOf } from './moment.js';
import { holdsPersonalNumber } from '../personal-number.js';
import { rowProblem, type RowProblem } from './row-problem.js';

/** What a row tells of an interview besides its answers. */
export interface RowFacts {
  startedAt: Date;
  stratum: string;
  baseWeight: number;
  enumerator?: string;
  site?: string;
  case?: string;
}

interface Setting {
  mapping: Mapping;
  wave: Wave;
  source: SampleSource;
  now: Date;
}

const texts = ['enumerator', 'site', 'case', 'stratum'] as const;
const longestText = 80;
/** Another computer's clock may run ahead by this much before a time is doubted. */
const clockAllowanceMs = 10 * 60_000;

export function rowFacts(setting: Setting, row: number, cells: string[]): { facts: RowFacts; problems: RowProblem[] } {
  const { mapping, wave } = setting;
  const text = (field: RowField) => fieldText(mapping, field, cells);
  const startedAt = mapping.fields.startedAt ? momentOf(text('startedAt')) : wave.opensAt;
  const baseWeight = text('baseWeight') === '' ? 1 : Number(text('baseWeight'));
  const refuse = (field: RowField, code: string | undefined, params = {}): RowProblem[] =>
    code
      ? [rowProblem(row, { column: mapping.fields[field]?.column ?? '', value: text(field) }, { code, params })]
      : [];
  const problems = [
    ...refuse('startedAt', timeFault(setting, startedAt)),
    ...refuse('baseWeight', Number.isFinite(baseWeight) && baseWeight > 0 ? undefined : 'row.badWeight'),
    ...texts.flatMap((field) => refuse(field, textFault(text(field)), { maxLength: longestText })),
  ];
  const optional = (field: 'enumerator' | 'site' | 'case') => (text(field) === '' ? {} : { [field]: text(field) });
  const facts = { startedAt: startedAt ?? wave.opensAt, stratum: text('stratum'), baseWeight };
  return { facts: { ...facts, ...optional('enumerator'), ...optional('site'), ...optional('case') }, problems };
}

function fieldText(mapping: Mapping, field: RowField, cells: string[]): string {
  const column = mapping.fields[field];
  return column ? plainText(cells[column.at] ?? '') : '';
}

function timeFault({ wave, now }: Setting, startedAt: Date | undefined): string | undefined {
  if (!startedAt) return 'row.badTime';
  if (startedAt < wave.opensAt) return 'row.beforeWave';
  if (startedAt >= wave.closesAt) return 'row.afterWave';
  return startedAt.getTime() > now.getTime() + clockAllowanceMs ? 'row.future' : undefined;
}

function textFault(text: string): string | undefined {
  if (text.length > longestText) return 'row.tooLong';
  return holdsPersonalNumber(text) ? 'row.personalNumber' : undefined;
}
