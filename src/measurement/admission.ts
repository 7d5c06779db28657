import type { Questionnaire } from '../definition/questionnaire.js';
import type { Response } from '../responses/response.js';
import type { SampleSource, Wave } from '../waves/wave.js';
import type { LeftOutReason } from './frame.js';

/** Where a response goes: into the frame, beside it, or nowhere. */
export type Admission = 'frame' | { leftOut: LeftOutReason };

/**
 * Decides whether a response is a row of the measurement frame of a wave: an interview in the population, from a source that covers the
 * population, by an entry that samples.
 *
 * @param response as kept; its districts are those read off its answers
 * @param surveys questionnaires of the wave, each in the wave's version
 * @returns 'frame', or the first reason why not
 * @example a complete token response of the wave is in the frame; the same by entry `open` is left out as `outsideEntry`
 */
export function admit(response: Response, surveys: readonly Questionnaire[], wave: Wave): Admission {
  const source = wave.sampleSources.find((each) => each.id === response.sampleSource);
  const reason = wrongWave(response, surveys, wave) ?? wrongEntry(response, source) ?? wrongResult(response, wave);
  return reason === undefined ? 'frame' : { leftOut: reason };
}

function wrongWave(response: Response, surveys: readonly Questionnaire[], wave: Wave): LeftOutReason | undefined {
  if (response.wave !== wave.id) return 'otherWave';
  if (response.simulated !== (wave.kind === 'simulated')) return 'otherKind';
  const asked = surveys.some(
    ({ definition }) => definition.id === response.survey && definition.version === response.version,
  );
  if (!asked) return 'otherVersion';
  return response.exclusion ? 'excluded' : undefined;
}

function wrongEntry(response: Response, source: SampleSource | undefined): LeftOutReason | undefined {
  if (response.entry === 'open' || response.entry === 'siteQr') return 'outsideEntry';
  if (!source) return 'unknownSource';
  return source.covers === 'users' ? 'usersSource' : undefined;
}

function wrongResult(response: Response, wave: Wave): LeftOutReason | undefined {
  const { result } = response;
  if (result === 'breakOff' || result === 'outOfPopulation' || result === 'quotaFull') return result;
  if (wave.population !== 'residents') return undefined;
  return wave.districts.includes(response.residence?.district ?? '') ? undefined : 'noResidence';
}
