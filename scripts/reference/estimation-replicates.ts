import type { Design } from '../../src/statistics/design/design.js';
import type { Lonely } from '../../src/statistics/design/design-covariance.js';
import { dealGroups, groupJackknife } from '../../src/statistics/design/group-jackknife.js';
import type { PsuGroups } from '../../src/statistics/design/group-jackknife.js';
import { jackknife } from '../../src/statistics/design/jackknife.js';
import type { Replicates } from '../../src/statistics/design/jackknife.js';
import { codesOf, objectOf, textColumn } from './case.js';
import type { Case, Table } from './case.js';
import { columnName } from './survey-design.js';

/** Replicates as a case asks for them, with what it tells of them. */
export interface ReplicatesOfCase {
  replicates: Replicates;
  /** Figures of the replicates themselves, by the names of the cases. */
  told: Record<string, unknown>;
}

/** Delete-one jackknife: JK1 has its factor as `scale`, JKn by replicate. */
export function deleteOne(design: Design, asked: Record<string, unknown>, lonely: Lonely): ReplicatesOfCase {
  const replicates = jackknife(design, lonely);
  const single = asked['type'] === 'JK1';
  if (single && design.strata > 1) throw new Error('deleteOne requires one stratum for JK1');
  const factors = [...new Map(Array.from(replicates.scales, (scale) => [scale.toPrecision(12), scale])).values()];
  const told = {
    type: single ? 'JK1' : 'JKn',
    replicates: replicates.count,
    scale: single ? factors[0] : 1,
    rscales_unique: single ? 1 : factors.length === 1 ? factors[0] : factors,
  };
  return { replicates, told };
}

/** Delete-a-group jackknife in one of its forms. */
export function deleteGroup(design: Design, groups: PsuGroups, form: 'standard' | 'stratumWise'): ReplicatesOfCase {
  const replicates = groupJackknife(design, groups, form);
  const first = replicates.psuFactors(0);
  const told = {
    replicates: replicates.count,
    first_replicate_factors: Array.from(design.psu, (psu) => first[psu]),
  };
  return { replicates, told };
}

const dealt = /sorted by (\S+) then by first row(?: in the file)?, dealt to groups 1\.\.(\d+) in turn$/;

/** Groups of the PSUs: those of a column, or dealt as the options tell; else a sentence on what was not understood of them. */
export function groupsOfCase(given: Case, table: Table, design: Design): PsuGroups | string {
  const { G, grouping } = objectOf(given.options);
  const named = given.input['group'];
  if (named !== undefined) {
    const codes = ofPsus(design, codesOf(textColumn(table, columnName(named))).codes);
    return { group: codes, count: Math.max(...codes) + 1 };
  }
  const [, sorted, count = String(G)] = dealt.exec(String(grouping)) ?? [];
  const column = sorted ?? (grouping === undefined ? columnName(given.input['strata']) : '');
  if (!(column in table)) return `the grouping is not understood: ${String(grouping)}`;
  if (Number(count) !== Number(G)) return `options name ${String(G)} groups and ${count}`;
  const first = ofPsus(design, codesOf(textColumn(table, column)).codes);
  return dealGroups({ ...design, stratum: first, strata: Math.max(...first) + 1 }, Number(G));
}

/** The code of each PSU's first row. */
function ofPsus(design: Design, codes: Int32Array): Int32Array {
  return Int32Array.from(design.stratum, (_, psu) => codes[design.psu.indexOf(psu)] as number);
}
