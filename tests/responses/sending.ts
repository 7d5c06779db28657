import request from 'supertest';
import { answerEverything } from '../../scripts/drill/answer-everything.js';
import type { TestSite } from '../support/app.js';

let count = 0;

/** An id as a device makes one. */
export function freshId(): string {
  count += 1;
  return count.toString(16).padStart(32, 'b');
}

/** A finished interview as a device sends it, of the open link of the test wave. */
export function submission({ parts }: TestSite, changes: Record<string, unknown> = {}, rating = 8) {
  const questionnaire = parts.surveys.latest('transport')!;
  return {
    survey: 'transport',
    version: 1,
    definitionHash: questionnaire.hash,
    wave: 'w1',
    mode: 'online',
    sampleSource: 'open',
    language: 'zh-CN',
    answers: answerEverything(questionnaire, rating) as Record<string, unknown>,
    startedAt: '2026-11-20T01:50:00Z',
    endedAt: '2026-11-20T01:58:00Z',
    ...changes,
  };
}

/** Sends a body as it is: an object as JSON, a text as it stands. */
export function put({ app }: TestSite, id: string, body: object | string) {
  return request(app).put(`/api/responses/${id}`).set('accept', 'application/json').type('json').send(body);
}

export interface Answered {
  status: number;
  body: {
    problem?: string;
    title?: string;
    text?: string;
    receipt?: string;
    faults?: { code: string; path: string }[];
  };
}

export function faultCodes({ body }: Answered): string[] {
  return (body.faults ?? []).map(({ code }) => code);
}
