import type { Questionnaire } from '../definition/questionnaire.js';
import type { Response } from '../responses/response.js';
import type { Wave } from '../waves/wave.js';
import { admit } from './admission.js';
import { coreColumns } from './core-columns.js';
import { sexes } from './frame.js';
import type { Frame, FrameColumns, LeftOutReason, SurveyBlock } from './frame.js';
import { indexScale, itemColumns, satisfactionColumn } from './item-columns.js';
import { outsideFigures } from './outside.js';
import { psuLabel, stratumLabel } from './sampling-unit.js';

/**
 * The measurement frame of a wave: one row a response (one interview x one survey) that is in the population and came from a
 * source that covers it, non-users of the service included. What is left out is counted by reason; open entries and sources of
 * users are shown beside it. The order of the responses given does not matter.
 *
 * @param responses of any wave, in any order
 * @param surveys questionnaires of the wave's surveys, in any order
 * @param wave gives the order of surveys, districts, modes and sources
 * @returns columns, NaN where an item has no valid answer; PSUs and strata are numbered in order of their labels
 * @throws where a questionnaire lacks the scale of its index
 * @example a wave without responses gives a frame of 0 rows
 */
export function frameOf(responses: readonly Response[], surveys: readonly Questionnaire[], wave: Wave): Frame {
  const asked = wave.surveys.flatMap(({ id }) => surveys.filter(({ definition }) => definition.id === id));
  const { admitted, beside, leftOut } = sortOut(responses, asked, wave);
  const blocks = asked.map(({ definition }) =>
    admitted
      .filter(({ survey }) => survey === definition.id)
      .toSorted((a, b) => (a.responseId < b.responseId ? -1 : 1)),
  );
  const rows = blocks.flat();
  const units = numberUnits(rows);
  const ages = [...new Set(asked.flatMap(({ definition }) => Object.keys(definition.profile.age.categories)))];
  const sampleSources = wave.sampleSources.map(({ id }) => id);
  const respondents = [...new Set(rows.map(({ respondentId }) => respondentId))];
  const labels = { ...wave, ages, sampleSources, respondents };
  return {
    rows: rows.length,
    districts: wave.districts,
    modes: wave.modes,
    sampleSources,
    ages,
    strata: units.strata,
    psus: units.psus,
    stratumOfPsu: units.stratumOfPsu,
    respondents: respondents.length,
    surveys: surveyBlocks(asked, blocks),
    columns: columnsOf(rows, units.psu, labels),
    leftOut,
    outside: outsideFigures(beside, asked, wave.districts),
  };
}

interface SortedOut {
  admitted: Response[];
  beside: Response[];
  leftOut: { reason: LeftOutReason; n: number }[];
}

function sortOut(responses: readonly Response[], surveys: readonly Questionnaire[], wave: Wave): SortedOut {
  const admitted: Response[] = [];
  const beside: Response[] = [];
  const counts = new Map<LeftOutReason, number>();
  for (const response of responses) {
    const admission = admit(response, surveys, wave);
    if (admission === 'frame') admitted.push(response);
    else {
      counts.set(admission.leftOut, (counts.get(admission.leftOut) ?? 0) + 1);
      if (admission.leftOut === 'outsideEntry' || admission.leftOut === 'usersSource') beside.push(response);
    }
  }
  const leftOut = Array.from(counts, ([reason, n]) => ({ reason, n }));
  return { admitted, beside, leftOut: leftOut.toSorted((a, b) => (a.reason < b.reason ? -1 : 1)) };
}

interface Units {
  psu: Int32Array;
  psus: string[];
  strata: string[];
  stratumOfPsu: Int32Array;
}

/** PSU labels are unique within their stratum only, so the number is of the pair. */
function numberUnits(rows: readonly Response[]): Units {
  const pairs = rows.map((row) => [stratumLabel(row), psuLabel(row)] as const);
  const keys = pairs.map((pair) => JSON.stringify(pair));
  const byKey = new Map(keys.map((key, row) => [key, pairs[row] as readonly [string, string]]));
  const sorted = [...byKey.keys()].toSorted();
  const numbers = numbering(sorted);
  const strata = [...new Set(sorted.map((key) => byKey.get(key)?.[0] ?? ''))].toSorted();
  const stratumNumbers = numbering(strata);
  return {
    psu: Int32Array.from(keys, (key) => numbers.get(key) as number),
    psus: sorted.map((key) => byKey.get(key)?.[1] ?? ''),
    strata,
    stratumOfPsu: Int32Array.from(sorted, (key) => stratumNumbers.get(byKey.get(key)?.[0] ?? '') as number),
  };
}

function surveyBlocks(surveys: readonly Questionnaire[], blocks: readonly Response[][]): SurveyBlock[] {
  let from = 0;
  return surveys.map((questionnaire, at) => {
    const rows = blocks[at] ?? [];
    const { min, max } = indexScale(questionnaire);
    const { id, version, sector } = questionnaire.definition;
    const items = itemColumns(questionnaire, rows);
    const satisfaction = satisfactionColumn(questionnaire, rows);
    const beside = { satisfaction, core: coreColumns(questionnaire, rows) };
    const block = { survey: id, version, sector, from, to: from + rows.length, min, max, items, ...beside };
    from += rows.length;
    return block;
  });
}

interface Labels {
  modes: readonly string[];
  districts: readonly string[];
  ages: readonly string[];
  sampleSources: readonly string[];
  respondents: readonly string[];
}

function columnsOf(rows: readonly Response[], psu: Int32Array, labels: Labels): FrameColumns {
  const codes = (list: readonly string[], label: (row: Response) => string | undefined): Int32Array => {
    const numbers = numbering(list);
    return Int32Array.from(rows, (row) => numbers.get(label(row) ?? '') ?? -1);
  };
  return {
    mode: Uint8Array.from(codes(labels.modes, ({ mode }) => mode)),
    sampleSource: codes(labels.sampleSources, ({ sampleSource }) => sampleSource),
    psu,
    residence: codes(labels.districts, ({ residence }) => residence?.district),
    service: codes(labels.districts, ({ service }) => service?.district),
    sex: Uint8Array.from(rows, ({ sex }) => sexes.indexOf(sex ?? 'unknown')),
    age: codes(labels.ages, ({ age }) => age),
    respondent: codes(labels.respondents, ({ respondentId }) => respondentId),
    baseWeight: Float64Array.from(rows, ({ baseWeight }) => baseWeight),
    allocation: Float64Array.from(rows, ({ allocation }) => allocation),
    user: Uint8Array.from(rows, ({ result }) => (result === 'notServiceUser' ? 0 : 1)),
  };
}

function numbering(labels: readonly string[]): Map<string, number> {
  return new Map(labels.map((label, number) => [label, number]));
}
