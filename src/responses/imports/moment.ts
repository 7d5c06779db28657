import { plainText } from './cell.js';

const written =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]*(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})?(?:\.\d+)?秒?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/;
const chinaMinutes = 8 * 60;

/**
 * A date with or without a time, as spreadsheets and programs write it: 2026-03-05 14:20, 2026/3/5 9:05, 2026年3月5日,
 * 2026-03-05T06:20:00Z. Without an offset it is local time in China. Undefined for anything else.
 */
export function momentOf(text: string): Date | undefined {
  const match = written.exec(plainText(text));
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const local = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const isReal =
    local.getUTCMonth() === month - 1 && local.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return isReal ? new Date(local.getTime() - offsetMinutes(match[7]) * 60_000) : undefined;
}

function offsetMinutes(offset: string | undefined): number {
  if (offset === undefined) return chinaMinutes;
  if (offset === 'Z') return 0;
  const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(-2))];
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
