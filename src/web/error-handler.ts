import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { wantsJson } from './guard.js';
import { Problem, type ProblemCode } from './problems.js';
import type { Translate } from './locale.js';

interface HttpError extends Error {
  status?: number;
  type?: string;
  code?: string;
}

const codeByStatus: Record<number, ProblemCode> = {
  400: 'request.malformed',
  404: 'page.notFound',
  413: 'body.tooLarge',
  415: 'request.malformed',
};

function problemOf(error: HttpError): Problem {
  if (error instanceof Problem) return error;
  if (error.code === 'EBADCSRFTOKEN') return new Problem('form.expired');
  if (error.code === 'LIMIT_FILE_SIZE') return new Problem('body.tooLarge');
  if (error.name === 'MongoServerSelectionError' || error.name === 'MongoNetworkError')
    return new Problem('database.unavailable');
  const code = error.status ? codeByStatus[error.status] : undefined;
  return new Problem(code ?? 'server.failed');
}

/** Turns whatever was thrown into a page or JSON, by what was asked for, in the reader's language. Only our own failures are logged. */
export function errorHandler(log: Logger) {
  return (error: HttpError, req: Request, res: Response, next: NextFunction): void => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const problem = problemOf(error);
    if (problem.status >= 500) log.error({ err: error, route: req.route?.path as string | undefined }, problem.code);
    const t = res.locals['t'] as Translate;
    const title = t(`problems.${problem.code}.title`);
    const text = t(`problems.${problem.code}.text`, problem.params);
    res.status(problem.status);
    if (wantsJson(req)) {
      res.json({
        problem: problem.code,
        title,
        text,
        ...problem.params,
        ...(problem.details ? { faults: problem.details } : {}),
      });
      return;
    }
    res.render('errors/problem', { title, text, status: problem.status, code: problem.code });
  };
}
