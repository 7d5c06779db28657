import type { Questionnaire } from '../definition/questionnaire.js';
import type { Answers, Fault, Language, Mode } from '../definition/types.js';
import type { SampleSource, Wave } from '../waves/wave.js';
import { clockAllowance, deviceTimes, isMoment, type SentTimes } from './device-times.js';

/** What a device sends when an interview is finished (schemas/http/response.json). */
export interface DeviceSubmission extends SentTimes {
  survey: string;
  version: number;
  definitionHash: string;
  wave: string;
  mode: Mode;
  sampleSource: string;
  language: Language;
  answers: Answers;
  site?: string;
  case?: string;
}

/** Every fault that a submission can have besides those of its answers; words are `responses.fault.<code>`. */
export const submissionFaultCodes = [
  'submission.unknownVersion',
  'submission.unknownWave',
  'submission.notInWave',
  'submission.drawnSurvey',
  'submission.otherDefinition',
  'submission.unknownSource',
  'submission.outsideWave',
  'submission.late',
  'submission.future',
  'submission.endsBeforeStart',
  'submission.unreadableTime',
] as const;

type Code = (typeof submissionFaultCodes)[number];

/** Without these nobody can say what was asked: no person can overrule them. */
export const lastingFaultCodes: readonly string[] = [
  'submission.unknownVersion',
  'submission.unknownWave',
  'submission.notInWave',
  'submission.drawnSurvey',
] satisfies Code[];

export interface FoundFor {
  questionnaire?: Questionnaire;
  wave?: Wave;
}

const dayMs = 86_400_000;

function fault(code: Code, path: string, params: Record<string, string | number> = {}): Fault {
  return { code, path, params };
}

/** What keeps a device's submission from being taken in as it is; the answers themselves are checked afterwards. */
export function submissionFaults(sent: DeviceSubmission, { questionnaire, wave }: FoundFor, now: Date): Fault[] {
  const { survey, version } = sent;
  if (!questionnaire) return [fault('submission.unknownVersion', '/version', { survey, version })];
  if (!wave) return [fault('submission.unknownWave', '/wave', { wave: sent.wave })];
  const faults: Fault[] = [];
  if (questionnaire.hash !== sent.definitionHash) faults.push(fault('submission.otherDefinition', '/definitionHash'));
  if (!wave.surveys.some((asked) => asked.id === survey && asked.version === version))
    faults.push(fault('submission.notInWave', '/survey', { survey, version }));
  // Its weight would need the probability with which the person was given this survey.
  if (wave.combined) faults.push(fault('submission.drawnSurvey', '/survey'));
  if (!sourceOf(sent, wave))
    faults.push(fault('submission.unknownSource', '/sampleSource', { source: sent.sampleSource }));
  return [...faults, ...timeFaults(sent, wave, now)];
}

function timeFaults(sent: DeviceSubmission, wave: Wave, now: Date): Fault[] {
  const unreadable = (['startedAt', 'endedAt', 'sentAt'] as const).filter(
    (name) => sent[name] !== undefined && !isMoment(sent[name]),
  );
  const faults = unreadable.map((name) => fault('submission.unreadableTime', `/${name}`));
  if (now.getTime() > wave.closesAt.getTime() + wave.graceDays * dayMs) faults.push(fault('submission.late', '/wave'));
  if (unreadable.length > 0) return faults;
  const { startedAt, endedAt } = deviceTimes(sent, now);
  const latest = now.getTime() + clockAllowance;
  if (startedAt < wave.opensAt || startedAt >= wave.closesAt)
    faults.push(fault('submission.outsideWave', '/startedAt'));
  if (startedAt.getTime() > latest) faults.push(fault('submission.future', '/startedAt'));
  else if (endedAt.getTime() > latest) faults.push(fault('submission.future', '/endedAt'));
  if (endedAt < startedAt) faults.push(fault('submission.endsBeforeStart', '/endedAt'));
  return faults;
}

export function sourceOf(sent: { sampleSource: string; mode: Mode }, wave: Wave): SampleSource | undefined {
  return wave.sampleSources.find(({ id, mode }) => id === sent.sampleSource && mode === sent.mode);
}
