import type { Fault } from '../../definition/types.js';
import { plainText } from './cell.js';

/** Why a row was not taken in: where in the file, what stands there, and the reason as a code. */
export interface RowProblem {
  row: number;
  /** Column of the file; the question's id where no column holds its answer; '' for the row as a whole. */
  column: string;
  /** What the cell holds, shortened; withheld where it may be a person's number. */
  value: string;
  code: string;
  params: Fault['params'];
}

const longestShown = 60;
// A mobile number or a resident identity number, alone or within other text.
const personal = /(^|\D)(1[3-9]\d[ -]?\d{4}[ -]?\d{4}|\d{17}[\dXx])(?!\d)/;

export function isPersonalNumber(text: string): boolean {
  return personal.test(plainText(text));
}

export function rowProblem(
  row: number,
  cell: { column: string; value: string },
  fault: Omit<Fault, 'path'>,
): RowProblem {
  const value = isPersonalNumber(cell.value) ? '***' : shortened(cell.value);
  return { row, column: cell.column, value, code: fault.code, params: fault.params };
}

function shortened(text: string): string {
  const letters = Array.from(text);
  return letters.length > longestShown ? `${letters.slice(0, longestShown).join('')}…` : text;
}
