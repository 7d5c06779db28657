import type { Value } from './types.js';

/** Full-width and other typed forms of digits and signs become plain ones; `。` stands in for a decimal point. */
function plain(text: string): string {
  return text.normalize('NFKC').trim().replace('。', '.');
}

/** A radio button: one code. Contradictory ones stay side by side, so that no choice is guessed. */
export function readCode(fields: string[]): Value | undefined {
  const values = [...new Set(fields.map(plain).filter((field) => field !== ''))].map(codeOrText);
  return values.length > 1 ? readCodes(fields) : values[0];
}

/** Checkboxes: codes, each once. */
export function readCodes(fields: string[]): Value | undefined {
  const values = [...new Set(fields.map(plain).filter((field) => field !== ''))].map(codeOrText);
  const stray = values.find((value) => typeof value === 'string');
  if (stray !== undefined) return stray;
  return values.length === 0 ? undefined : (values as number[]);
}

export function readNumber(fields: string[]): Value | undefined {
  const text = plain(fields[0] ?? '');
  if (text === '') return undefined;
  return /^[+-]?\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : text;
}

/** Selects, one a place: codes in order; places left blank are passed over, a code placed twice stays so. */
export function readPlaces(fields: string[]): Value | undefined {
  const values = fields
    .map(plain)
    .filter((field) => field !== '')
    .map(codeOrText);
  const stray = values.find((value) => typeof value === 'string');
  if (stray !== undefined) return stray;
  return values.length === 0 ? undefined : (values as number[]);
}

const writtenDay = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/;

/** Year, month and day, or the three in one field. What is no date stays as written, its parts joined by `-`. */
export function readDate(fields: string[]): Value | undefined {
  const parts = fields.map(plain);
  if (parts.every((part) => part === '')) return undefined;
  const [first = '', ...others] = parts;
  const isWhole = others.every((part) => part === '') && writtenDay.test(first);
  const text = isWhole ? first : parts.map((part) => part.replace(/^(\d+)[年月日]$/, '$1')).join('-');
  const [, year = '', month = '', day = ''] = writtenDay.exec(text) ?? [];
  return year === '' ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Control characters other than line ends and tabs, and marks that turn the direction of what is read after them. */
const unseen = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu;

export function readText(fields: string[]): Value | undefined {
  const text = (fields[0] ?? '').replace(/\r\n?/g, '\n').replace(unseen, '').trim();
  return text === '' ? undefined : text;
}

function codeOrText(text: string): number | string {
  return /^-?\d{1,9}$/.test(text) ? Number(text) : text;
}
