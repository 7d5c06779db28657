import { relevantAnswers } from '../answers/relevant.js';
import { canonicalJson } from '../definition/canonical.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import type { Fault } from '../definition/types.js';
import type { Surveys } from '../definition/surveys.js';
import type { Wave } from '../waves/wave.js';
import { deviceTimes } from './device-times.js';
import { finish, type Finished, type Keeper } from './finish.js';
import { hasContent } from './has-content.js';
import { contentHash, type Submission } from './intake.js';
import { openingOf } from './opening.js';
import type { Quarantined, Response } from './response.js';
import { sourceOf, submissionFaults, type DeviceSubmission } from './submission.js';

/** What taking a device's submission in needs of the site's parts. */
export interface Receiving {
  surveys: Pick<Surveys, 'get'>;
  stores: {
    responses: Keeper & {
      find(responseId: string): Promise<Response | undefined>;
      keepQuarantined(item: Quarantined): Promise<void>;
      isQuarantined(id: string): Promise<boolean>;
      quarantinedFrom(sender: string, atMost: number): Promise<number>;
    };
    waves: { find(id: string): Promise<Wave | undefined> };
  };
  now: () => Date;
  sha256: (text: string) => string;
}

/** Whoever sent it: an account, or an address without one. */
export type Sender = { enumerator: string } | { sender: string };

export type Received =
  | Exclude<Finished, { kind: 'invalid' }>
  | { kind: 'quarantined'; faults: Fault[] }
  /** A source that samples people can only be named by its own link. */
  | { kind: 'notOpen' }
  /** Too much of what this address sent waits for a person already. */
  | { kind: 'full' };

/** So many quarantined submissions of one address without an account may wait at a time. */
export const mostWaiting = 500;

/** Takes a device's submission in: kept exactly once, or kept aside with its faults until a person decides. */
export async function receive(
  parts: Receiving,
  responseId: string,
  sent: DeviceSubmission,
  from: Sender,
): Promise<Received> {
  const now = parts.now();
  const questionnaire = parts.surveys.get(sent.survey, sent.version);
  const wave = await parts.stores.waves.find(sent.wave);
  const source = wave && sourceOf(sent, wave);
  if (sent.mode === 'online' && source && source.entry !== 'open') return { kind: 'notOpen' };
  const faults = submissionFaults(sent, { ...(questionnaire && { questionnaire }), ...(wave && { wave }) }, now);
  const aside = (found: Fault[]) => setAside(parts, { responseId, sent, faults: found, now }, from);
  if (!questionnaire || !wave || !source || faults.length > 0) {
    const earlier = questionnaire && (await earlierOf(parts, responseId, sent, questionnaire));
    return earlier ? { kind: 'repeated', response: earlier } : aside(faults);
  }
  const submission = submissionOf(responseId, sent, { questionnaire, wave, now, from });
  const intake = { now, sha256: parts.sha256, simulated: wave.kind === 'simulated' };
  const finished = await finish(questionnaire, submission, intake, parts.stores.responses);
  return finished.kind === 'invalid' ? aside(finished.faults) : finished;
}

interface Setting {
  questionnaire: Questionnaire;
  wave: Wave;
  now: Date;
  from: Sender;
}

/** What a device sent, as every other final submission. */
export function submissionOf(responseId: string, sent: DeviceSubmission, setting: Setting): Submission {
  const { questionnaire, wave, now, from } = setting;
  const source = sourceOf(sent, wave);
  if (!source) throw new Error(`submissionOf requires a source of the wave, not ${sent.sampleSource}`);
  const times = deviceTimes(sent, now);
  const opening = openingOf({
    responseId,
    questionnaire,
    wave,
    source,
    language: sent.language,
    now: times.startedAt,
    ...(sent.mode !== 'online' && 'enumerator' in from ? { enumerator: from.enumerator } : {}),
    ...(sent.site ? { site: sent.site } : {}),
    ...(sent.case ? { case: sent.case } : {}),
  });
  return {
    opening,
    language: sent.language,
    answers: sent.answers,
    finished: true,
    endedAt: times.endedAt,
    pages: {},
    modeTrail: [{ mode: sent.mode, at: times.startedAt }],
    ...(times.clockOffset === undefined ? {} : { clockOffset: times.clockOffset }),
    qualityFlags: times.isWrong ? ['clock'] : [],
  };
}

/** The response that was kept before from the same content: its sender gets the same receipt however late it asks again. */
async function earlierOf(
  { stores, sha256 }: Receiving,
  responseId: string,
  sent: DeviceSubmission,
  questionnaire: Questionnaire,
): Promise<Response | undefined> {
  const earlier = await stores.responses.find(responseId);
  if (!earlier) return undefined;
  const answers = relevantAnswers(questionnaire, sent.answers, earlier.localDate);
  return hasContent(earlier, contentHash(sent, sent.language, answers, sha256)) ? earlier : undefined;
}

async function setAside(
  { stores, sha256 }: Receiving,
  item: { responseId: string; sent: DeviceSubmission; faults: Fault[]; now: Date },
  from: Sender,
): Promise<Received> {
  const { responseId, sent, faults, now } = item;
  const { responses } = stores;
  // The same submission again is the same item, whenever it is sent.
  const id = `${responseId}-${sha256(canonicalJson({ ...sent, sentAt: '' })).slice(0, 16)}`;
  const mayBeFull = 'sender' in from && (await responses.quarantinedFrom(from.sender, mostWaiting)) >= mostWaiting;
  if (mayBeFull && !(await responses.isQuarantined(id))) return { kind: 'full' };
  const { survey, mode } = sent;
  const submission = JSON.stringify(sent);
  await responses.keepQuarantined({ id, responseId, receivedAt: now, faults, submission, survey, mode, ...from });
  return { kind: 'quarantined', faults };
}
