import type { Response } from './response.js';

/** What is read of a response where only how it ended matters. */
export interface ResponseEnd extends Pick<
  Response,
  'responseId' | 'interviewId' | 'survey' | 'mode' | 'entry' | 'result' | 'sex' | 'age' | 'case' | 'linkBatch'
> {
  residence?: Pick<NonNullable<Response['residence']>, 'district'>;
  exclusion?: Pick<NonNullable<Response['exclusion']>, 'ground'>;
  times: Pick<Response['times'], 'endedAt'>;
}

/** The fields it is made of, as they are kept; the id comes with every document. */
export const endFields = [
  'interviewId',
  'survey',
  'mode',
  'entry',
  'result',
  'residence.district',
  'sex',
  'age',
  'case',
  'exclusion.ground',
  'linkBatch',
  'times.endedAt',
];
