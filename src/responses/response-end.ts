import type { Response } from './response.js';

/** What is looked at of a response where only how it ended matters. */
export interface ResponseEnd extends Pick<
  Response,
  'responseId' | 'interviewId' | 'survey' | 'mode' | 'entry' | 'result' | 'sex' | 'age' | 'case' | 'linkBatch'
> {
  residence?: Pick<NonNullable<Response['residence']>, 'district'>;
  exclusion?: Pick<NonNullable<Response['exclusion']>, 'ground'>;
  times: Pick<Response['times'], 'endedAt'>;
}
