import type { Questionnaire } from '../definition/questionnaire.js';
import type { Answers, Fault, Language, Mode } from '../definition/types.js';
import type { Wave } from '../waves/wave.js';
import type { SampleSource } from '../waves/wave.js';

/** What a device sends when an interview is finished (schemas/http/response.json). */
export interface DeviceSubmission {
  survey: string;
  version: number;
  definitionHash: string;
  wave: string;
  mode: Mode;
  sampleSource: string;
  language: Language;
  answers: Answers;
  startedAt: string;
  endedAt: string;
  site?: string;
  case?: string;
}

const dayMs = 86_400_000;
/** A device's clock may run ahead by this much before its times are doubted. */
const clockAllowanceMs = 10 * 60_000;

function fault(code: string, path: string, params: Record<string, string | number> = {}): Fault {
  return { code, path, params };
}

/** What keeps a device's submission from being taken in as it is; the answers themselves are checked afterwards. */
export function submissionFaults(
  sent: DeviceSubmission,
  found: { questionnaire?: Questionnaire; wave?: Wave },
  now: Date,
): Fault[] {
  const { questionnaire, wave } = found;
  if (!questionnaire)
    return [fault('submission.unknownVersion', '/version', { survey: sent.survey, version: sent.version })];
  if (!wave) return [fault('submission.unknownWave', '/wave', { wave: sent.wave })];
  const started = new Date(sent.startedAt);
  const faults: Fault[] = [];
  if (questionnaire.hash !== sent.definitionHash) faults.push(fault('submission.otherDefinition', '/definitionHash'));
  if (!wave.surveys.some(({ id, version }) => id === sent.survey && version === sent.version)) {
    faults.push(fault('submission.notInWave', '/survey', { survey: sent.survey, version: sent.version }));
  }
  if (!sourceOf(sent, wave))
    faults.push(fault('submission.unknownSource', '/sampleSource', { source: sent.sampleSource }));
  if (started < wave.opensAt || started >= wave.closesAt) faults.push(fault('submission.outsideWave', '/startedAt'));
  if (started.getTime() > now.getTime() + clockAllowanceMs) faults.push(fault('submission.future', '/startedAt'));
  if (new Date(sent.endedAt) < started) faults.push(fault('submission.endsBeforeStart', '/endedAt'));
  if (now.getTime() > wave.closesAt.getTime() + wave.graceDays * dayMs) faults.push(fault('submission.late', '/wave'));
  return faults;
}

export function sourceOf(sent: { sampleSource: string; mode: Mode }, wave: Wave): SampleSource | undefined {
  return wave.sampleSources.find(({ id, mode }) => id === sent.sampleSource && mode === sent.mode);
}
