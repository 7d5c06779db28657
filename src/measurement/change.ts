import type { Fault } from '../definition/types.js';
import { changeBetween, type Changes } from '../statistics/estimation/change-between.js';
import { joinDesigns, type JoinedDesign, type KeyedDesign } from '../statistics/design/join-designs.js';
import { degreesOfFreedom } from '../statistics/design/design.js';
import type { Wave } from '../waves/wave.js';
import { adjustedByFamily } from './change-families.js';
import { changeFigure } from './change-figure.js';
import type { Frame } from './frame.js';
import { comparesDistricts, linearisedNodes } from './tree.js';
import { nodeBreaks, rewordings, waveBreaks, type MeasuredPart } from './wave-breaks.js';
import type { NodeChange, WaveChange } from './wave-change.js';
import { scoreOf } from './wave-measurement.js';
import { weightFrame } from './weighting.js';

/** A wave that was measured. */
export interface MeasuredWavePart extends MeasuredPart {
  wave: Wave;
}

/**
 * Change of the district scores (overall, sectors, surveys) and of the official city score since an earlier wave. Both waves stand in one
 * design: PSUs with the same label in the same stratum are one PSU, so that the covariance of shared sites, days and persons is in the
 * error; a stratum without shared PSUs is one stratum a wave. Each wave is raked on its own. p values are adjusted by Holm over the
 * districts x nodes of a kind; a change is up or down only where the adjusted p is below 0.05.
 * Source: Kish (1965), section 12.4; Holm (1979); R survey, stacked waves with the margins crossed with wave.
 *
 * @param earlier usually the wave of `baselineOf`
 * @param later the wave that is reported
 * @param finished false: figures are given, and nothing is tested
 * @returns an entry for each node and district, then for the city; without a change where a node's items, scale, weights or a wave's method
 * or boundaries differ, or a score is not ranked in both waves
 * @example an index of 65.1 (se 0.70) and then 67.5 in the same PSUs: change 2.4 with an error below that of two separate samples
 */
export function changeOf(earlier: MeasuredWavePart, later: MeasuredWavePart, finished: boolean): WaveChange {
  const joined = joinDesigns(keyed(earlier.frame), keyed(later.frame));
  const pair = { earlier, later, joined, breaks: waveBreaks(earlier.wave, later.wave) };
  const levels = [earlier, later].map(linearised) as [Levels, Levels];
  const nodes = later.measurement.nodes.filter(comparesDistricts);
  const found = nodes.flatMap(({ id }) => nodeChanges(id, levels, pair));
  const { changes, families } = adjustedByFamily(found, nodes, finished);
  const [first, second] = joined.psus;
  return {
    earlier: earlier.wave.id,
    later: later.wave.id,
    finished,
    confidence: later.measurement.confidence,
    design: {
      psus: joined.design.stratum.length,
      shared: first.length + second.length - joined.design.stratum.length,
      strata: joined.design.strata,
      df: degreesOfFreedom(joined.design),
    },
    families,
    changes,
    notes: rewordings('overall', earlier, later),
  };
}

/** Labels of strata and PSUs are those of the frame: site, enumerator x date, respondent. */
function keyed({ columns, stratumOfPsu, strata, psus }: Frame): KeyedDesign {
  return { design: { psu: columns.psu, stratum: stratumOfPsu, strata: strata.length }, strata, psus };
}

type Levels = ReturnType<typeof linearisedNodes>;

function linearised({ frame, wave, measurement }: MeasuredWavePart): Levels {
  const { design } = keyed(frame);
  return linearisedNodes(measurement.nodes, frame, weightFrame(frame, wave, design));
}

interface Pair {
  earlier: MeasuredWavePart;
  later: MeasuredWavePart;
  joined: JoinedDesign;
  breaks: Fault[];
}

/** Changes of one node, not yet adjusted: districts in their order, then the city. */
function nodeChanges(id: string, levels: readonly [Levels, Levels], pair: Pair): NodeChange[] {
  const { earlier, later, joined } = pair;
  const breaks = [...pair.breaks, ...nodeBreaks(id, earlier, later)];
  const { districts } = later.measurement;
  const [before, now] = levels.map((level) => level.get(id));
  if (breaks.length > 0 || !before || !now) {
    return [...districts, 'all'].map((district) => ({
      node: id,
      district,
      ...shown(id, district, pair),
      reasons: breaks,
    }));
  }
  const [first, second] = joined.psus;
  const found = changeBetween(
    { estimate: before.score, totals: before.totals, psus: first },
    { estimate: now.score, totals: now.totals, psus: second },
    joined.design,
    'adjust',
  );
  const own = districts.map((district, d) => districtChange(found, { id, district, d }, pair));
  return [...own, cityChange(found, id, pair)];
}

function districtChange(found: Changes, at: { id: string; district: string; d: number }, pair: Pair): NodeChange {
  const { id, district, d } = at;
  const reasons = (['earlier', 'later'] as const).flatMap((which): Fault[] => {
    const { status } = scoreOf(pair[which].measurement, id, district).figure;
    return status === 'ranked' ? [] : [{ code: `change.insufficient.${which}`, path: id, params: { district } }];
  });
  const weights = found.change.map((_, place) => (place === d ? 1 : 0));
  return withChange({ node: id, district, ...shown(id, district, pair), reasons }, found, weights, pair);
}

/** Fixed population shares times the changes of the districts, where both waves have an official score with the same shares. */
function cityChange(found: Changes, id: string, pair: Pair): NodeChange {
  const official = [pair.earlier, pair.later].map(
    ({ measurement }) => measurement.city.find(({ node }) => node === id)?.official,
  );
  const shares = official.map((each) => each?.shares.map(({ share }) => share) ?? []);
  const reasons: Fault[] = [
    ...(official.every((each) => each?.estimate !== undefined)
      ? []
      : [{ code: 'change.noCityScore', path: id, params: {} }]),
    ...(JSON.stringify(shares[0]) === JSON.stringify(shares[1])
      ? []
      : [{ code: 'change.population', path: id, params: {} }]),
  ];
  const weights = found.change.map((_, place) => shares[1]?.[place] ?? 0);
  return withChange({ node: id, district: 'all', ...shown(id, 'all', pair), reasons }, found, weights, pair);
}

/** Scores as published in both waves. */
function shown(id: string, district: string, { earlier, later }: Pair): Pick<NodeChange, 'earlier' | 'later'> {
  const of = ({ measurement }: MeasuredWavePart): number | undefined =>
    district === 'all'
      ? measurement.city.find(({ node }) => node === id)?.official.estimate
      : measurement.scores.find((each) => each.node === id && each.district === district)?.figure.estimate;
  const [before, now] = [of(earlier), of(later)];
  return { ...(before === undefined ? {} : { earlier: before }), ...(now === undefined ? {} : { later: now }) };
}

/** Adds the weighted sum of the changes of the districts, unless there are reasons against it. */
function withChange(base: NodeChange, found: Changes, weights: Float64Array, pair: Pair): NodeChange {
  if (base.reasons.length > 0) return base;
  const change = changeFigure(found, weights, pair.later.measurement.confidence);
  return change ? { ...base, change } : { ...base, reasons: [{ code: 'change.noError', path: base.node, params: {} }] };
}
