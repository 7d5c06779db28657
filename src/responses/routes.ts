import { Router, type Response as Reply } from 'express';
import type { SignedIn } from '../accounts/account.js';
import { mayRequest } from '../accounts/permissions.js';
import type { Fault } from '../definition/types.js';
import { relevantAnswers } from '../answers/relevant.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import { contentHash } from './intake.js';
import { openingOf } from './opening.js';
import type { Response } from './response.js';
import type { Parts } from '../web/app.js';
import { Problem } from '../web/problems.js';
import { validated } from '../web/validated.js';
import { finish, type Finished } from './finish.js';
import { sourceOf, submissionFaults, type DeviceSubmission } from './submission.js';

const responseIdPattern = /^[0-9a-f]{32}$/;

/** Finished interviews from devices: kept exactly once, or kept aside with their faults; never lost, never answered before they are durable. */
export function responseRoutes(parts: Parts): Router {
  const router = Router();
  router.put('/api/responses/:response', validated('response'), async (req, res) => {
    const responseId = String(req.params['response']);
    if (!responseIdPattern.test(responseId)) throw new Problem('request.malformed');
    const sent = res.locals['input'] as DeviceSubmission;
    allowed(sent, res);
    await receive(parts, responseId, sent, res);
  });
  return router;
}

/** Anonymous senders may only send online answers of an open link; interviews by phone and on site need an enumerator. */
function allowed(sent: DeviceSubmission, res: Reply): void {
  const role = (res.locals['account'] as SignedIn | undefined)?.role;
  if (sent.mode === 'online') return;
  if (!role) throw new Problem('signIn.required');
  if (!mayRequest(role, 'POST', '/interviews')) throw new Problem('access.denied');
}

/** The response that was kept before from the same content: its sender gets the same receipt however late it asks again. */
async function earlierOf(
  parts: Parts,
  responseId: string,
  sent: DeviceSubmission,
  questionnaire: Questionnaire,
): Promise<Response | undefined> {
  const earlier = await parts.stores.responses.find(responseId);
  if (!earlier) return undefined;
  const answers = relevantAnswers(questionnaire, sent.answers, earlier.localDate);
  return earlier.contentHash === contentHash(sent, sent.language, answers, parts.sha256) ? earlier : undefined;
}

async function receive(parts: Parts, responseId: string, sent: DeviceSubmission, res: Reply): Promise<void> {
  const now = parts.now();
  const questionnaire = parts.surveys.get(sent.survey, sent.version);
  const wave = await parts.stores.waves.find(sent.wave);
  const faults = submissionFaults(
    sent,
    { ...(questionnaire ? { questionnaire } : {}), ...(wave ? { wave } : {}) },
    now,
  );
  const source = wave ? sourceOf(sent, wave) : undefined;
  const repeated =
    faults.length > 0 && questionnaire ? await earlierOf(parts, responseId, sent, questionnaire) : undefined;
  if (repeated) return acknowledge({ kind: 'repeated', response: repeated }, res);
  if (faults.length > 0 || !questionnaire || !wave || !source)
    return quarantine(parts, { responseId, sent, faults, now }, res);
  if (sent.mode === 'online' && source.entry !== 'open') throw new Problem('access.denied');
  const enumerator = (res.locals['account'] as { id: string } | undefined)?.id;
  const opening = openingOf({
    responseId,
    questionnaire,
    wave,
    source,
    language: sent.language,
    now: new Date(sent.startedAt),
    ...(sent.mode !== 'online' && enumerator ? { enumerator } : {}),
    ...(sent.site ? { site: sent.site } : {}),
    ...(sent.case ? { case: sent.case } : {}),
  });
  const modeTrail = [{ mode: sent.mode, at: opening.startedAt }];
  const submission = {
    opening,
    language: sent.language,
    answers: sent.answers,
    finished: true,
    endedAt: new Date(sent.endedAt),
    pages: {},
    modeTrail,
  };
  const finished = await finish(
    questionnaire,
    submission,
    { now, sha256: parts.sha256, simulated: wave.kind === 'simulated' },
    parts.stores.responses,
  );
  if (finished.kind === 'invalid') return quarantine(parts, { responseId, sent, faults: finished.faults, now }, res);
  acknowledge(finished, res);
}

function acknowledge(finished: Exclude<Finished, { kind: 'invalid' }>, res: Reply): void {
  const { response } = finished;
  if (finished.kind === 'conflict') throw new Problem('response.conflict', { responseId: response.responseId });
  res
    .status(finished.kind === 'stored' ? 201 : 200)
    .json({ responseId: response.responseId, receipt: response.receipt, result: response.result });
}

async function quarantine(
  parts: Parts,
  item: { responseId: string; sent: DeviceSubmission; faults: Fault[]; now: Date },
  res: Reply,
): Promise<void> {
  const { responseId, sent, faults, now } = item;
  await parts.stores.responses.keepQuarantined({ responseId, receivedAt: now, faults, submission: sent });
  res.status(202).json({ responseId, quarantined: true, faults });
}
