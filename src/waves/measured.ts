import type { Questionnaire } from '../definition/questionnaire.js';
import type { Surveys } from '../definition/surveys.js';
import { frameOf } from '../measurement/frame-of.js';
import type { Frame } from '../measurement/frame.js';
import { measureWave } from '../measurement/measure.js';
import type { WaveMeasurement } from '../measurement/wave-measurement.js';
import type { Response } from '../responses/response.js';
import { follow, nothingFollowed, type Followed, type ResponseSource } from './followed.js';
import { revisionOf, type Revision } from './revision.js';
import type { Wave } from './wave.js';

/** A wave with everything that its figures are made from. */
export interface Measured {
  wave: Wave;
  /** In the order of the wave. */
  questionnaires: Questionnaire[];
  /** Everything received in the wave, whether in the frame or not. */
  responses: readonly Response[];
  frame: Frame;
  measurement: WaveMeasurement;
  revision: Revision;
}

export type MeasuredWaves = (wave: Wave, now: Date) => Promise<Measured>;

/** Measures waves and remembers them: every call takes in what has come since, and measures again only if something did. */
export function measuredWaves(parts: MeasuredParts): MeasuredWaves {
  const remembered = new Map<string, Remembered>();

  async function upToDate(entry: Remembered, wave: Wave, now: Date): Promise<Measured> {
    const changed = await follow(entry.followed, wave.id, parts.responses, { now, sha256: parts.sha256 });
    if (changed || !entry.measured) entry.measured = measure(wave, parts.surveys, entry.followed);
    return entry.measured;
  }

  return (wave, now) => {
    const entry = remembered.get(wave.id) ?? { followed: nothingFollowed(), queue: Promise.resolve() };
    remembered.set(wave.id, entry);
    const measured = entry.queue.then(() => upToDate(entry, wave, now));
    entry.queue = measured.catch(() => undefined);
    return measured;
  };
}

interface MeasuredParts {
  responses: ResponseSource;
  surveys: Surveys;
  sha256: (text: string) => string;
}

interface Remembered {
  followed: Followed;
  measured?: Measured;
  /** Calls for the same wave wait for one another. */
  queue: Promise<unknown>;
}

function measure(wave: Wave, surveys: Surveys, followed: Followed): Measured {
  const questionnaires = questionnairesOf(wave, surveys);
  const responses = [...followed.responses.values()];
  const frame = frameOf(responses, questionnaires, wave);
  return {
    wave,
    questionnaires,
    responses,
    frame,
    measurement: measureWave(frame, questionnaires, wave),
    revision: revisionOf(followed),
  };
}

/** @throws where a definition that the wave asks is no longer at hand: its figures cannot be made without it */
function questionnairesOf(wave: Wave, surveys: Surveys): Questionnaire[] {
  return wave.surveys.map(({ id, version }) => {
    const questionnaire = surveys.get(id, version);
    if (!questionnaire) throw new Error(`questionnairesOf requires version ${version} of the survey ${id}`);
    return questionnaire;
  });
}
