import type { Margin } from '../../src/waves/method.js';
import type { Chance } from './chance.js';

export type Sex = 'male' | 'female';

/** Everybody of one district, sex and age group. Sex and age are independent within a district. */
export interface Cell {
  district: string;
  sex: Sex;
  older: boolean;
  persons: number;
}

export interface Person {
  residence: string;
  sex: Sex;
  /** 60 or older. */
  older: boolean;
}

/** The people of the districts by the same margins that the waves are weighted to. */
export function cellsOf(margins: readonly Margin[], districts: readonly string[]): Cell[] {
  return districts.flatMap((district) => {
    const age = marginOf(margins, district, 'age');
    const sex = marginOf(margins, district, 'sex');
    const adults = total(age);
    const olderShare = (age.totals['60+'] ?? 0) / adults;
    const maleShare = (sex.totals['male'] ?? 0) / total(sex);
    return [true, false].flatMap((older): Cell[] => {
      const persons = adults * (older ? olderShare : 1 - olderShare);
      return [
        { district, older, sex: 'male', persons: persons * maleShare },
        { district, older, sex: 'female', persons: persons * (1 - maleShare) },
      ];
    });
  });
}

/** Somebody of a district, each cell as likely as its persons times the reach given for it. */
export function drawPerson(chance: Chance, cells: readonly Cell[], reach: (cell: Cell) => number): Person {
  const cell = cells[chance.weighted(cells.map((cell) => cell.persons * reach(cell)))];
  if (!cell) throw new Error('drawPerson requires somebody who can be reached');
  return { residence: cell.district, sex: cell.sex, older: cell.older };
}

function marginOf(margins: readonly Margin[], district: string, variable: Margin['variable']): Margin {
  const margin = margins.find((margin) => margin.district === district && margin.variable === variable);
  if (!margin) throw new Error(`cellsOf requires a margin of ${variable} for ${district}`);
  return margin;
}

function total(margin: Margin): number {
  return Object.values(margin.totals).reduce((sum, persons) => sum + persons, 0);
}
