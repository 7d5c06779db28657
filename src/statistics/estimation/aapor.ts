/** Final dispositions, one a case, in the order of their codes 0 to 7. */
export const dispositions = ['I', 'P', 'R', 'NC', 'O', 'UH', 'UO', 'NE'] as const;

/**
 * I complete, P partial, R refusal and break-off, NC non-contact, O other eligible without interview, UH unknown if a household (or person)
 * is there, UO eligibility unknown otherwise, NE not eligible.
 */
export type Disposition = (typeof dispositions)[number];

/** Cases, or sums of their base weights, by disposition; each 0 or more. */
export type DispositionCounts = Record<Disposition, number>;

export const aaporRateNames = [
  ...(['RR1', 'RR2', 'RR3', 'RR4', 'RR5', 'RR6'] as const),
  ...(['COOP1', 'COOP2', 'COOP3', 'COOP4', 'REF1', 'REF2', 'REF3', 'CON1', 'CON2', 'CON3'] as const),
] as const;

export type AaporRateName = (typeof aaporRateNames)[number];

/** Response, cooperation, refusal and contact rates, each from 0 to 1; undefined where its denominator is 0 or unknown. */
export type AaporRates = Record<AaporRateName, number | undefined>;

/**
 * The share of cases of unknown eligibility that is taken to be eligible, by proportional allocation ("CASRO"): the eligible among those
 * whose eligibility is known, A / (A + NE) with A = I + P + R + NC + O.
 * Source: AAPOR, Standard Definitions, 10th edition (2023), section on estimating e.
 *
 * @param counts cases or sums of base weights, each 0 or more
 * @returns 0 to 1; 1 where nothing is known to be ineligible; undefined where nobody's eligibility is known
 * @throws Error where a count is negative or no finite number
 * @example eligibleShare({ I: 400, P: 20, R: 300, NC: 250, O: 30, UH: 600, UO: 100, NE: 500 }) // 0.6667
 */
export function eligibleShare(counts: DispositionCounts): number | undefined {
  requireCounts('eligibleShare', counts);
  return ratio(eligible(counts), eligible(counts) + counts.NE);
}

/**
 * Outcome rates of a survey. With A = I + P + R + NC + O and U = UH + UO:
 * RR1 = I / (A + U), RR3 = I / (A + eU), RR5 = I / A; RR2, RR4, RR6 the same with I + P;
 * COOP1 = I / (I + P + R + O), COOP3 = I / (I + P + R); COOP2, COOP4 the same with I + P;
 * REF1 to REF3 = R / (A + U, A + eU, A); CON1 to CON3 = (I + P + R + O) / (the same three).
 * NE enters only through e. RR5 and RR6 mean something only where no eligibility is unknown, or e is known to be 0.
 * Source: AAPOR, Standard Definitions, 10th edition (2023).
 *
 * @param counts cases or sums of base weights (never of raked ones), each 0 or more
 * @param e share of U that is eligible, 0 to 1, the same for UH and UO; by proportional allocation where it is not given
 * @returns each 0 to 1; undefined where the denominator is 0, or holds eU with U above 0 and e undefined
 * @throws Error where a count is negative or no finite number, or e is outside 0 to 1
 * @example aaporRates({ I: 400, P: 20, R: 300, NC: 250, O: 30, UH: 600, UO: 100, NE: 500 }).RR3 // 0.2727
 */
export function aaporRates(counts: DispositionCounts, e?: number): AaporRates {
  requireCounts('aaporRates', counts);
  if (e !== undefined && !(e >= 0 && e <= 1)) throw new Error(`aaporRates requires e from 0 to 1, not ${e}`);
  const { I, P, R, O } = counts;
  const known = eligible(counts);
  const unknown = counts.UH + counts.UO;
  const all = known + unknown;
  const share = e ?? eligibleShare(counts);
  const estimated = unknown === 0 ? known : share === undefined ? undefined : known + share * unknown;
  const contacted = I + P + R + O;
  return {
    RR1: ratio(I, all),
    RR2: ratio(I + P, all),
    RR3: ratio(I, estimated),
    RR4: ratio(I + P, estimated),
    RR5: ratio(I, known),
    RR6: ratio(I + P, known),
    COOP1: ratio(I, contacted),
    COOP2: ratio(I + P, contacted),
    COOP3: ratio(I, I + P + R),
    COOP4: ratio(I + P, I + P + R),
    REF1: ratio(R, all),
    REF2: ratio(R, estimated),
    REF3: ratio(R, known),
    CON1: ratio(contacted, all),
    CON2: ratio(contacted, estimated),
    CON3: ratio(contacted, known),
  };
}

function eligible({ I, P, R, NC, O }: DispositionCounts): number {
  return I + P + R + NC + O;
}

function ratio(part: number, whole: number | undefined): number | undefined {
  return whole === undefined || whole === 0 ? undefined : part / whole;
}

function requireCounts(name: string, counts: DispositionCounts): void {
  for (const disposition of dispositions) {
    const count = counts[disposition];
    if (!(count >= 0 && count < Infinity)) {
      throw new Error(`${name} requires counts of 0 or more, not ${count} for ${disposition}`);
    }
  }
}
