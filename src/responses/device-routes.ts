import { Router, type Request, type RequestHandler, type Response as Reply } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { SignedIn } from '../accounts/account.js';
import { mayRequest } from '../accounts/permissions.js';
import { recount } from '../fieldwork/count-kept.js';
import type { Parts } from '../web/app.js';
import { Problem } from '../web/problems.js';
import { validated } from '../web/validated.js';
import { holdsPersonalNumber } from './personal-number.js';
import { readableAnswers, readableText } from './readable-answers.js';
import { receive, type Received, type Sender } from './receive.js';
import type { DeviceSubmission } from './submission.js';

const responseIdPattern = /^[0-9a-f]{32}$/;

/** Finished interviews from devices: kept exactly once, or kept aside with their faults; never lost, never answered before they are durable. */
export function deviceRoutes(parts: Parts): Router {
  const router = Router();
  router.put('/api/responses/:response', perAddress(parts), validated('response'), async (req, res) => {
    const responseId = String(req.params['response']);
    if (!responseIdPattern.test(responseId)) throw new Problem('request.malformed');
    // The response of a personal link comes in by that link alone.
    if (await parts.stores.links.byResponse(parts.sha256(responseId))) throw new Problem('access.denied');
    const sent = readable(res.locals['input'] as DeviceSubmission);
    allowed(sent, res);
    const received = await receive(parts, responseId, sent, senderOf(parts, req, res));
    if (received.kind === 'stored') await recount(parts.stores, received.response, parts.now());
    answer(received, responseId, res);
  });
  return router;
}

function signedIn(res: Reply): SignedIn | undefined {
  return res.locals['account'] as SignedIn | undefined;
}

/** Against floods from one address; whole schools share one, so it is wide, and people with an account do not count. */
function perAddress({ config }: Parts): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: config.intakePerMinute,
    skip: (_req, res) => signedIn(res) !== undefined,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_req, res, next) =>
      next(new Problem('intake.tooMany', { seconds: Number(res.get('retry-after') ?? 60) })),
  });
}

/** Texts as a form would have read them. A place that names a person is sent back: it must not be kept even aside. */
function readable({ site, case: given, ...rest }: DeviceSubmission): DeviceSubmission {
  const places = { site: readableText(site ?? ''), case: readableText(given ?? '') };
  const named = Object.entries(places).filter(([, place]) => place !== '');
  const personal = named.find(([, place]) => holdsPersonalNumber(place));
  if (personal) {
    const fault = { code: 'submission.personalNumber', path: `/${personal[0]}`, params: {} };
    throw new Problem('input.invalid', { where: fault.path }, [fault]);
  }
  return { ...rest, answers: readableAnswers(rest.answers), ...Object.fromEntries(named) };
}

/** Anonymous senders may only send online answers of an open link; interviews by phone and on site need an enumerator. */
function allowed(sent: DeviceSubmission, res: Reply): void {
  const role = signedIn(res)?.role;
  if (sent.mode === 'online') return;
  if (!role) throw new Problem('signIn.required');
  if (!mayRequest(role, 'POST', '/interviews')) throw new Problem('access.denied');
}

/** An address is nobody's business: it is kept as a keyed digest, and only as long as something of it waits. */
function senderOf(parts: Parts, req: Request, res: Reply): Sender {
  const account = signedIn(res);
  if (account) return { enumerator: account.id };
  const address = ipKeyGenerator(req.ip ?? '');
  return { sender: parts.hmac(`sender ${address}`).slice(0, 32) };
}

function answer(received: Received, responseId: string, res: Reply): void {
  if (received.kind === 'notOpen') throw new Problem('access.denied');
  if (received.kind === 'full') throw new Problem('intake.full');
  if (received.kind === 'conflict') throw new Problem('response.conflict', { responseId });
  if (received.kind === 'quarantined') {
    res.status(202).json({ responseId, quarantined: true, faults: received.faults });
    return;
  }
  const { receipt, result } = received.response;
  res.status(received.kind === 'stored' ? 201 : 200).json({ responseId, receipt, result });
}
