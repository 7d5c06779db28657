import { validateAnswers } from '../answers/validate.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import type { Answers, Fault } from '../definition/types.js';
import type { Surveys } from '../definition/surveys.js';
import type { SampleSource, Wave } from '../waves/wave.js';
import { deviceTimes } from './device-times.js';
import { responseOf } from './intake.js';
import { localDate } from './local-date.js';
import { submissionOf } from './receive.js';
import type { Response } from './response.js';
import type { Release, WaitingSubmission } from './review.js';
import { lastingFaultCodes, sourceOf, submissionFaults, type DeviceSubmission } from './submission.js';

/** A quarantined submission looked at again, with the surveys and waves of now and the clock of when it was received. */
export interface Recheck {
  sent: DeviceSubmission;
  questionnaire?: Questionnaire;
  wave?: Wave;
  /** No person can overrule these. */
  lasting: Fault[];
  /** Of circumstance: a person may overrule them. */
  overridable: Fault[];
  /** Of the answers. */
  answers: Fault[];
  /** Sources to choose from, where it names none of the wave. */
  sources: SampleSource[];
  /** What is left of the answers without the faulty ones, and the questions that lose theirs. */
  kept: Answers;
  leftOut: string[];
  /** Whether faults would remain that leaving answers out does not cure. */
  stuck: boolean;
}

export function sentOf({ submission }: Pick<WaitingSubmission, 'submission'>): DeviceSubmission {
  // What was kept before submissions were kept as text is an object.
  return (typeof submission === 'string' ? JSON.parse(submission) : submission) as DeviceSubmission;
}

export function recheck(item: WaitingSubmission, surveys: Pick<Surveys, 'get'>, wave: Wave | undefined): Recheck {
  const sent = sentOf(item);
  const questionnaire = surveys.get(sent.survey, sent.version);
  const found = { ...(questionnaire && { questionnaire }), ...(wave && { wave }) };
  const faults = submissionFaults(sent, found, item.receivedAt);
  const isLasting = ({ code }: Fault) => lastingFaultCodes.includes(code);
  const lasting = faults.filter(isLasting);
  const overridable = faults.filter((fault) => !isLasting(fault));
  const base = { sent, ...found, lasting, overridable, sources: sourcesFor(sent, wave) };
  if (!questionnaire) return { ...base, answers: [], kept: sent.answers, leftOut: [], stuck: true };
  const today = localDate(startOf(sent, item.receivedAt));
  const { faults: answers } = validateAnswers(questionnaire, sent.answers, today);
  return { ...base, answers, ...withoutFaulty(questionnaire, sent.answers, today) };
}

/** A start that cannot be read is taken for the moment of receipt. */
function startOf(sent: DeviceSubmission, receivedAt: Date): Date {
  const { startedAt } = deviceTimes(sent, receivedAt);
  return Number.isNaN(startedAt.getTime()) ? receivedAt : startedAt;
}

/** Online, only what anybody may claim: a personal link speaks for itself or not at all. */
function sourcesFor(sent: DeviceSubmission, wave: Wave | undefined): SampleSource[] {
  if (!wave || sourceOf(sent, wave)) return [];
  return wave.sampleSources.filter(({ mode, entry }) => mode === sent.mode && (mode !== 'online' || entry === 'open'));
}

/** Leaves faulty answers out until only missing ones are left; what is not asked any more then goes by itself. */
function withoutFaulty(
  questionnaire: Questionnaire,
  given: Answers,
  today: string,
): Pick<Recheck, 'kept' | 'leftOut' | 'stuck'> {
  let kept = given;
  const leftOut: string[] = [];
  for (;;) {
    const faults = validateAnswers(questionnaire, kept, today).faults.filter(({ code }) => code !== 'answer.required');
    const faulty = new Set(
      faults.flatMap(({ path }) => idsUnder(questionnaire, path)).filter((id) => Object.hasOwn(kept, id)),
    );
    if (faulty.size === 0) return { kept, leftOut, stuck: faults.length > 0 };
    leftOut.push(...faulty);
    kept = Object.fromEntries(Object.entries(kept).filter(([id]) => !faulty.has(id)));
  }
}

/** A fault is of an answer, or of a group of rated items as a whole. */
function idsUnder({ answerables }: Questionnaire, path: string): string[] {
  if (answerables.has(path)) return [path];
  return [...answerables.values()].filter(({ question }) => question.id === path).map(({ id }) => id);
}

/** Whether it can be let in as it was decided, and if not, why. */
export function obstacle(checked: Recheck, release: Pick<Release, 'source' | 'leaveOut'>): string | undefined {
  if (checked.lasting.length > 0 || !checked.wave || !checked.questionnaire) return 'lasting';
  if (checked.overridable.some(({ code }) => code === 'submission.unknownSource')) {
    if (!checked.sources.some(({ id }) => id === release.source)) return 'sourceMissing';
  }
  if (checked.answers.length === 0) return undefined;
  if (checked.stuck) return 'stuck';
  return release.leaveOut ? undefined : 'leaveOut';
}

interface Tools {
  sha256: (text: string) => string;
}

/** The response that a release makes: always the same one, however often it is made. */
export function releasedResponse(
  item: WaitingSubmission,
  checked: Recheck,
  release: Release,
  { sha256 }: Tools,
): Response {
  const { questionnaire, wave, kept, leftOut } = checked;
  if (!questionnaire || !wave) throw new Error('releasedResponse requires a survey and a wave');
  const { receivedAt, enumerator, responseId } = item;
  const named = { ...checked.sent, ...(release.source ? { sampleSource: release.source } : {}), answers: kept };
  const from = enumerator === undefined ? { sender: '' } : { enumerator };
  const submission = submissionOf(responseId, named, { questionnaire, wave, now: receivedAt, from });
  const startedAt = startOf(named, receivedAt);
  const isReadable = !Number.isNaN(submission.endedAt.getTime());
  const response = responseOf(
    questionnaire,
    {
      ...submission,
      opening: { ...submission.opening, startedAt },
      modeTrail: submission.modeTrail.map(({ mode }) => ({ mode, at: startedAt })),
      endedAt: isReadable ? submission.endedAt : startedAt,
      finished: checked.answers.length === 0,
    },
    { now: receivedAt, sha256, simulated: wave.kind === 'simulated' },
  );
  const { by, at, reason } = release;
  const entry = { revision: 0, kind: 'released' as const, by, at, reason, ...(leftOut.length > 0 ? { leftOut } : {}) };
  return {
    ...response,
    qualityFlags: [...response.qualityFlags, 'released'],
    changedAt: at,
    history: [entry],
  };
}
