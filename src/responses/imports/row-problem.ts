import type { Fault } from '../../definition/types.js';
import { holdsPersonalNumber } from '../personal-number.js';

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
export function rowProblem(
  row: number,
  cell: { column: string; value: string },
  fault: Omit<Fault, 'path'>,
): RowProblem {
  const value = holdsPersonalNumber(cell.value) ? '***' : shortened(cell.value);
  return { row, column: cell.column, value, code: fault.code, params: fault.params };
}

function shortened(text: string): string {
  const letters = Array.from(text);
  return letters.length > longestShown ? `${letters.slice(0, longestShown).join('')}…` : text;
}
