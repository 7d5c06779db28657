import type { CellCalibration } from '../weighting/calibration.js';
import { addFour, columnsOf, foursOf } from './four-columns.js';
import { addRow, psuSums } from './group-sums.js';
import type { GroupSums, Rows } from './group-sums.js';
import type { Domains, Sample } from '../design/sample.js';

/** So many rows of all columns are added up before the next: their weights and groups stay in the processor's nearest cache. */
const BLOCK = 1024;

/**
 * Sums of every variable, of the weights and of the rows by PSU and domain and by calibration cell and domain, in one pass.
 *
 * @param columns variables by row, NaN = no value, as long as the weights
 * @param calibration absent: nothing by cell
 * @returns sums in units of weight x value
 * @throws where a domain is not below their number
 * @example one PSU, one domain, weights 1 and 2: columnSums(...).psu.weight // [3, 0]
 */
export function columnSums(
  { weight, design }: Sample,
  columns: readonly Float64Array[],
  domains: Domains,
  calibration?: CellCalibration,
): GroupSums {
  const psus = design.stratum.length * (domains.count + 1);
  const cells = (calibration?.cells.count ?? 0) * (domains.count + 1);
  const sums = { psu: psuSums(psus), cell: new Float64Array(cells) };
  const fours = foursOf(columns, psus, cells);
  const [psu, cell] = [new Int32Array(BLOCK), new Int32Array(BLOCK)];
  for (let from = 0; from < weight.length; from += BLOCK) {
    const to = Math.min(weight.length, from + BLOCK);
    const rows = { from, to, psu, cell, weight, start: calibration?.start ?? weight, calibrated: cells > 0 };
    setPlaces(psu, design.psu, rows, domains);
    if (calibration) setPlaces(cell, calibration.cells.cell, rows, domains);
    for (let row = from; row < to; row++) addRow(sums, row, rows);
    for (const four of fours) addFour(four, rows);
  }
  return { ...sums, columns: columnsOf(fours, columns.length) };
}

function setPlaces(places: Int32Array, group: Int32Array, { from, to }: Rows, { code, count }: Domains): void {
  for (let row = from; row < to; row++) {
    const domain = code[row] as number;
    if (domain >= count) throw new Error(`columnSums requires domains below ${count}`);
    places[row - from] = (group[row] as number) * (count + 1) + (domain < 0 ? count : domain);
  }
}
