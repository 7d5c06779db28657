import type { Mode } from '../definition/types.js';
import type { Entry } from '../responses/response.js';
import { aaporRateNames, aaporRates, eligibleShare } from '../statistics/estimation/aapor.js';
import type { AaporRateName, AaporRates, DispositionCounts } from '../statistics/estimation/aapor.js';
import type { FieldCase } from './field-case.js';

/**
 * What is known of those who were not interviewed: `listed` all of them, `approached` those whom an enumerator noted, `open` and
 * `unrecorded` (of at least half of the cases nothing but the interview is on record) nobody.
 */
export type Reach = 'listed' | 'approached' | 'open' | 'unrecorded';

export interface Tally {
  counts: DispositionCounts;
  /** Cases with a final disposition. */
  cases: number;
  /** Cases that wait for an agreed time; in no rate. */
  pending: number;
  /** Cases of which the interview alone is on record. */
  unrecorded: number;
}

export interface RatedTally extends Tally {
  rates: AaporRates;
  /** Rates are the highest that is possible: some cases whose district nobody learned belong here. */
  atMost: boolean;
}

/** One way of reaching people. */
export interface Way extends RatedTally {
  mode: Mode;
  entry: Entry;
  reach: Reach;
  /** Share of unknown eligibility that is taken as eligible, by proportional allocation; also that of the way's districts. */
  e: number | undefined;
  districts: (RatedTally & { district: string })[];
  /** Cases whose district nobody learned, or that live elsewhere. */
  elsewhere: Tally;
}

export interface FieldRates {
  ways: Way[];
  /** All ways with a list of whom to ask, where there are several. */
  together: (RatedTally & { e: number | undefined }) | undefined;
}

/** Personal links that nobody has answered: those never begun, and those under way. */
export interface OpenLinks {
  untouched: number;
  underWay: number;
}

const none: DispositionCounts = { I: 0, P: 0, R: 0, NC: 0, O: 0, UH: 0, UO: 0, NE: 0 };
const noRates = Object.fromEntries(aaporRateNames.map((name) => [name, undefined])) as AaporRates;
const cooperation: readonly AaporRateName[] = ['COOP1', 'COOP2', 'COOP3', 'COOP4'];
const modes: readonly Mode[] = ['phone', 'onsite', 'online'];
const entries: readonly Entry[] = ['case', 'intercept', 'token', 'siteQr', 'open'];

/** Cases, outcome rates and what may be said of them, for each way of reaching people and its districts. */
export function fieldRates(cases: readonly FieldCase[], links: OpenLinks, districts: readonly string[]): FieldRates {
  const ways = modes.flatMap((mode) =>
    entries.flatMap((entry) => {
      const isLinks = mode === 'online' && entry === 'token';
      const own = cases.filter((each) => each.mode === mode && each.entry === entry);
      const open = isLinks ? links : { untouched: 0, underWay: 0 };
      return own.length + open.untouched + open.underWay === 0 ? [] : [wayOf({ mode, entry }, own, open, districts)];
    }),
  );
  const listed = ways.filter(({ reach }) => reach === 'listed');
  return { ways, together: listed.length > 1 ? rated(listed.reduce(sumOf, tallyOf([]))) : undefined };
}

function wayOf(
  { mode, entry }: Pick<Way, 'mode' | 'entry'>,
  cases: readonly FieldCase[],
  links: OpenLinks,
  districts: readonly string[],
): Way {
  const unknown = tallyOf(cases.filter(({ district }) => !districts.includes(district ?? '')));
  const elsewhere = withLinks(unknown, links);
  const all = withLinks(tallyOf(cases), links);
  const isRecorded = 2 * all.unrecorded < all.cases + all.pending;
  const reach = entry === 'open' || entry === 'siteQr' ? 'open' : isRecorded ? reachOf(entry) : 'unrecorded';
  const { e, rates } = rated(all);
  return {
    ...all,
    mode,
    entry,
    reach,
    e: reach === 'listed' ? e : undefined,
    rates: permitted(rates, reach),
    atMost: false,
    districts: districts.map((district) => ({
      district,
      ...ofDistrict(tallyOf(cases.filter((each) => each.district === district)), { elsewhere, reach, e }),
    })),
    elsewhere,
  };
}

function reachOf(entry: Entry): Reach {
  return entry === 'intercept' ? 'approached' : 'listed';
}

/** With cases of unknown district, shares of interviews are the highest possible and nothing can be said of refusals and contacts. */
function ofDistrict(
  tally: Tally,
  { elsewhere, reach, e }: { elsewhere: Tally; reach: Reach; e: number | undefined },
): RatedTally {
  const rates = permitted(aaporRates(tally.counts, e), reach);
  if (elsewhere.cases === 0) return { ...tally, rates, atMost: false };
  const isBound = elsewhere.counts.I + elsewhere.counts.P === 0;
  const bounds = aaporRateNames.map((name) => [name, isBound && /^(RR|COOP)/.test(name) ? rates[name] : undefined]);
  return { ...tally, rates: Object.fromEntries(bounds) as AaporRates, atMost: true };
}

/** Where only those are known whom somebody approached, no rate can hold those whom nobody did. */
function permitted(rates: AaporRates, reach: Reach): AaporRates {
  if (reach === 'listed') return rates;
  if (reach !== 'approached') return noRates;
  return { ...noRates, ...Object.fromEntries(cooperation.map((name) => [name, rates[name]])) };
}

function rated(tally: Tally): RatedTally & { e: number | undefined } {
  const e = eligibleShare(tally.counts);
  return { ...tally, e, rates: aaporRates(tally.counts, e), atMost: false };
}

function tallyOf(cases: readonly FieldCase[]): Tally {
  const tally: Tally = { counts: { ...none }, cases: 0, pending: 0, unrecorded: 0 };
  for (const { disposition, onRecord } of cases) {
    if (!onRecord) tally.unrecorded += 1;
    if (disposition === 'pending') {
      tally.pending += 1;
      continue;
    }
    tally.cases += 1;
    tally.counts[disposition] += 1;
  }
  return tally;
}

/** A link that nobody has used tells nothing: whether somebody eligible got it is not known. */
function withLinks(tally: Tally, { untouched, underWay }: OpenLinks): Tally {
  return {
    ...tally,
    counts: { ...tally.counts, UO: tally.counts.UO + untouched },
    cases: tally.cases + untouched,
    pending: tally.pending + underWay,
  };
}

function sumOf(sum: Tally, each: Tally): Tally {
  const names = Object.keys(none) as (keyof DispositionCounts)[];
  return {
    counts: Object.fromEntries(names.map((name) => [name, sum.counts[name] + each.counts[name]])) as DispositionCounts,
    cases: sum.cases + each.cases,
    pending: sum.pending + each.pending,
    unrecorded: sum.unrecorded + each.unrecorded,
  };
}
