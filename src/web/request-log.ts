import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

/** One line a request: method, route pattern, status, time. Never an address with an id in it, never a body. */
export function requestLog(log: Logger): RequestHandler {
  return (req, res, next) => {
    const started = performance.now();
    res.on('finish', () => {
      const route = (req.route as { path?: string } | undefined)?.path ?? 'none';
      const ms = Math.round(performance.now() - started);
      log.debug({ method: req.method, route, status: res.statusCode, ms }, 'request');
    });
    next();
  };
}
