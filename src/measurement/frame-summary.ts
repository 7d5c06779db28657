import { degreesOfFreedom, psusByStratum } from '../statistics/design/design.js';
import type { Design } from '../statistics/design/design.js';
import type { Frame, SurveyBlock } from './frame.js';
import { serviceUsers } from './tree.js';
import type { FrameSummary } from './wave-measurement.js';

/**
 * What a report says about the frame: sizes, the design, interviews by survey and district, and what was left out.
 *
 * @param design PSUs and strata of the frame
 * @returns counts of rows, unweighted; 0 where there are none
 * @example summaryOf(frame, design).counts has an entry for every survey and district
 */
export function summaryOf(frame: Frame, design: Design): FrameSummary {
  const counts = psusByStratum(design);
  return {
    rows: frame.rows,
    respondents: frame.respondents,
    strata: frame.strata.length,
    psus: frame.psus.length,
    df: degreesOfFreedom(design),
    lonelyStrata: frame.strata.filter((_, h) => counts[h] === 1),
    counts: frame.surveys.flatMap((block) => countsOf(frame, block)),
    leftOut: frame.leftOut,
    outside: frame.outside,
  };
}

function countsOf(frame: Frame, block: SurveyBlock): FrameSummary['counts'] {
  const service = serviceUsers(frame, block).code;
  const residence = frame.columns.residence.subarray(block.from, block.to);
  const valid = service.map((district, row) =>
    block.items.some(({ values }) => !Number.isNaN(values[row])) ? district : -1,
  );
  const tally = (codes: Int32Array, district: number): number => codes.filter((code) => code === district).length;
  return frame.districts.map((district, d) => ({
    survey: block.survey,
    district,
    interviews: tally(residence, d),
    users: tally(service, d),
    valid: tally(valid, d),
  }));
}
