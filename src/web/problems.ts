/** Every refusal the site can give: code and HTTP status. Its words are in src/locales/problems.*.json under the same code. */
const statuses = {
  'request.malformed': 400,
  'signIn.failed': 401,
  'signIn.required': 401,
  'access.denied': 403,
  'form.expired': 403,
  'page.notFound': 404,
  'survey.notFound': 404,
  'wave.notFound': 404,
  'survey.closed': 404,
  'survey.notYet': 404,
  'survey.over': 404,
  'survey.invited': 404,
  'link.unknown': 404,
  'link.notYet': 404,
  'response.conflict': 409,
  'response.submitted': 409,
  'draft.stale': 409,
  'wave.overlap': 409,
  'links.secretChanged': 409,
  'account.exists': 409,
  'link.revoked': 410,
  'link.over': 410,
  'body.tooLarge': 413,
  'answers.invalid': 422,
  'input.invalid': 422,
  'request.tooMany': 429,
  'intake.tooMany': 429,
  'intake.full': 429,
  'resume.tooMany': 429,
  'server.failed': 500,
  'database.unavailable': 503,
} as const;

export type ProblemCode = keyof typeof statuses;

export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly params: Record<string, string | number>;
  /** Data for the program that asked, e.g. the faults of its submission. */
  readonly details?: unknown;

  constructor(code: ProblemCode, params: Record<string, string | number> = {}, details?: unknown) {
    super(code);
    this.code = code;
    this.status = statuses[code];
    this.params = params;
    if (details !== undefined) this.details = details;
  }
}

export const problemCodes = Object.keys(statuses) as ProblemCode[];
