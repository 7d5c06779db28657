import { existsSync } from 'node:fs';
import { dataPath, readTable } from './case.js';
import type { Case, Table } from './case.js';

/** Inputs that name a second file about the same rows. */
const companions = ['design_file', 'weights_file'] as const;

/** The data file with the columns of the file of weights and design beside it: joined by their column `row`, else in the order of the rows. */
export function readJoinedTable(given: Case): Table | string {
  let table = readTable(given);
  for (const companion of companions) {
    const file = given.input[companion];
    if (typeof file !== 'string') continue;
    if (!existsSync(dataPath(given, file))) return `its ${companion} ${file} is not there`;
    const joined = joinedBy(table, readTable({ ...given, input: { file } }));
    if (!joined) return `its ${companion} ${file} has other rows than its data file`;
    table = joined;
  }
  return table;
}

function joinedBy(table: Table, other: Table): Table | undefined {
  const [ours, theirs] = [table['row'], other['row']];
  const count = Object.values(table)[0]?.length ?? 0;
  const at = new Map((theirs ?? []).map((row, place) => [row, place]));
  const places = Array.from({ length: count }, (_, place) => (ours && theirs ? at.get(ours[place] ?? '') : place));
  if (places.some((place) => place === undefined || place >= (Object.values(other)[0]?.length ?? 0))) return undefined;
  const columns = Object.entries(other).map(([name, texts]) => [name, places.map((place) => texts[place ?? 0])]);
  return { ...(Object.fromEntries(columns) as Table), ...table };
}
