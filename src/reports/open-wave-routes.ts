import type { Request, Response as Reply } from 'express';
import type { Language } from '../definition/types.js';
import { baselineOf } from '../measurement/baseline.js';
import { changeOf } from '../measurement/change.js';
import type { WaveChange } from '../measurement/wave-change.js';
import type { Measured, MeasuredWaves } from '../waves/measured.js';
import type { Parts } from '../web/app.js';
import { Problem } from '../web/problems.js';
import { readerOf, type Reader, type Translate } from './reader.js';
import type { Since } from './since.js';
import { topNodes } from './tree.js';

/** A measured wave and who reads of it. */
export interface Reading {
  measured: Measured;
  reader: Reader;
}

/** Opens the wave of an address, measured up to now. */
export type Open = (req: Request, res: Reply) => Promise<Reading>;

export function opener(parts: Parts, measure: MeasuredWaves): Open {
  return async (req, res) => {
    const wave = await parts.stores.waves.find(String(req.params['wave']));
    if (!wave) throw new Problem('wave.notFound');
    const measured = await measure(wave, parts.now());
    const reader = readerOf(res.locals['language'] as Language, res.locals['t'] as Translate, measured.questionnaires);
    return { measured, reader };
  };
}

/** Finds and measures the last comparable wave. A change is made once for as long as both waves are measured the same. */
export function sinceOpener(parts: Parts, measure: MeasuredWaves): (measured: Measured) => Promise<Since> {
  const known = new WeakMap<Measured, { earlier: Measured; change: WaveChange }>();
  return async (measured) => {
    const now = parts.now();
    const baseline = baselineOf(measured.wave, await parts.stores.waves.list());
    if (!baseline.wave) return { baseline };
    const earlier = await measure(baseline.wave, now);
    const finished = measured.wave.closesAt <= now;
    const made = known.get(measured);
    if (made?.earlier === earlier && made.change.finished === finished) return { baseline, ...made };
    const change = changeOf(earlier, measured, finished);
    known.set(measured, { earlier, change });
    return { baseline, earlier, change };
  };
}

/** The node of the index that a page is about: the whole index, a sector or a survey. */
export function topNode(req: Request, { measurement }: Measured): string {
  const asked = typeof req.query['node'] === 'string' ? req.query['node'] : 'overall';
  if (!topNodes(measurement).some(({ id }) => id === asked)) throw new Problem('page.notFound');
  return asked;
}
