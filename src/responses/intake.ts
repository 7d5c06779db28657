import { canonicalJson } from '../definition/canonical.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import type { Answers, Language, Mode } from '../definition/types.js';
import { profileOf } from '../answers/profile.js';
import { computedValues, relevantAnswers, route } from '../answers/relevant.js';
import { resultOf } from '../answers/result.js';
import { localDate } from './local-date.js';
import type { Opening, Response, Times } from './response.js';

export interface Submission {
  opening: Opening;
  language: Language;
  answers: Answers;
  /** The last page was sent; false when a draft is settled without it. */
  finished: boolean;
  endedAt: Date;
  /** Milliseconds by page id. */
  pages: Record<string, number>;
  modeTrail: { mode: Mode; at: Date }[];
  imported?: { run: string; row: number };
  /** The quota that was full and ended the interview. */
  quota?: string;
  /** What a device's clock was out by when it sent. */
  clockOffset?: number;
  qualityFlags?: string[];
}

export interface Intake {
  now: Date;
  sha256: (text: string) => string;
  simulated: boolean;
}

/** What makes two final submissions the same: survey, version, language and answers. */
export function contentHash(
  opening: Pick<Opening, 'survey' | 'version'>,
  language: Language,
  answers: Answers,
  sha256: Intake['sha256'],
): string {
  return sha256(canonicalJson({ survey: opening.survey, version: opening.version, language, answers }));
}

/** Twelve letters and digits without the ones people confuse, e.g. 7KQM-42XD-PA9T; the same for the same submission. */
export function receiptOf(responseId: string, hash: string, sha256: Intake['sha256']): string {
  const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ34';
  const digest = sha256(`${responseId}:${hash}`);
  const letters = Array.from(
    { length: 12 },
    (_, at) => alphabet[Number.parseInt(digest.slice(at * 2, at * 2 + 2), 16) % 32],
  );
  return [0, 4, 8].map((from) => letters.slice(from, from + 4).join('')).join('-');
}

/** Makes the response that is kept from a final submission: irrelevant answers dropped, profile and districts read off the answers. */
export function responseOf(questionnaire: Questionnaire, submission: Submission, intake: Intake): Response {
  const { startedAt, ...opening } = submission.opening;
  const today = localDate(startedAt);
  const answers = relevantAnswers(questionnaire, submission.answers, today);
  const hash = contentHash(submission.opening, submission.language, answers, intake.sha256);
  const { ended } = route(questionnaire, answers, today);
  return {
    ...opening,
    ...whoAndWhere(questionnaire, answers, today),
    ...(ended ? { screening: ended.id } : {}),
    ...(submission.imported ? { imported: submission.imported } : {}),
    language: submission.language,
    modeTrail: submission.modeTrail,
    answers,
    ...(questionnaire.computed.length > 0 ? { computed: computedValues(questionnaire, answers, today) } : {}),
    result: submission.quota === undefined ? resultOf(questionnaire, answers, submission.finished, today) : 'quotaFull',
    ...(submission.quota === undefined ? {} : { quota: submission.quota }),
    consentVersion: questionnaire.definition.consentVersion,
    times: timesOf(submission, intake.now),
    localDate: today,
    contentHash: hash,
    receipt: receiptOf(opening.responseId, hash, intake.sha256),
    qualityFlags: submission.qualityFlags ?? [],
    simulated: intake.simulated,
  };
}

function timesOf({ opening, endedAt, pages, clockOffset }: Submission, receivedAt: Date): Times {
  const known = { startedAt: opening.startedAt, endedAt, receivedAt, pages };
  return clockOffset === undefined ? known : { ...known, clockOffset };
}

function whoAndWhere(
  questionnaire: Questionnaire,
  answers: Answers,
  today: string,
): Pick<Response, 'residence' | 'service' | 'sex' | 'age'> {
  const profile = profileOf(questionnaire, answers, today);
  return {
    ...(profile.residence ? { residence: { district: profile.residence, foundBy: 'answer' } } : {}),
    ...(profile.service ? { service: { district: profile.service, foundBy: profile.serviceFoundBy ?? 'answer' } } : {}),
    ...(profile.sex ? { sex: profile.sex } : {}),
    ...(profile.age ? { age: profile.age } : {}),
  };
}
