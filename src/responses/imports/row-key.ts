import { canonicalJson } from '../../definition/canonical.js';
import { plainText } from './cell.js';
import type { Mapping } from './mapping.js';
import { repeatNumbers, type RepeatFinder } from './repeats.js';

export interface Place {
  survey: string;
  wave: string;
}

type Sha256 = (text: string) => string;

/** What makes a row the same interview whenever it is imported: its identity columns, else all that is taken from it. */
export function rowKey(mapping: Mapping, cells: string[]): unknown[] {
  const cell = (at: number) => plainText(cells[at] ?? '');
  if (mapping.identity.length > 0) return mapping.identity.map(({ at }) => cell(at));
  const answers = Object.fromEntries(mapping.answers.map(({ id, at }) => [id, cell(at)]));
  const fields = Object.fromEntries(Object.entries(mapping.fields).map(([field, { at }]) => [field, cell(at)]));
  return [answers, fields];
}

/** The id of an imported interview: the same row of the same survey and wave always gets the same one. */
export function importedId({ survey, wave }: Place, key: unknown[], sha256: Sha256): string {
  return sha256(canonicalJson([survey, wave, ...key])).slice(0, 32);
}

/** Gives ids to the rows of a table in order. Without identity columns equal rows are numbered, so that none is taken for another. */
export function idGiver(
  place: Place,
  mapping: Mapping,
  repeats: RepeatFinder,
  sha256: Sha256,
): (cells: string[]) => string {
  const numberOf = repeatNumbers(repeats);
  return (cells) => {
    const key = rowKey(mapping, cells);
    const id = importedId(place, key, sha256);
    return mapping.identity.length > 0 ? id : importedId(place, [...key, numberOf(id)], sha256);
  };
}
