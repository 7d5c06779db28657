import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readCase } from './case.js';
import type { Answer, Case } from './case.js';
import { compare } from './compare.js';
import { answerEndToEnd } from './end-to-end.js';
import { answerDesign } from './design-topic.js';
import { answerImportance } from './importance.js';
import { answerPls } from './pls.js';
import { answerRanking } from './ranking.js';
import { answerResponseRates } from './response-rates.js';
import { answerScales } from './scales.js';
import { answerSmallArea } from './small-area.js';
import { answerWeighting } from './weighting.js';

export interface Outcome {
  id: string;
  status: 'passed' | 'failed' | 'not understood';
  /** What differs first, why the case is not understood, or how many figures agree. */
  note: string;
}

/** Who answers the cases of a folder, by the letter its name starts with. A text says why a case is not understood. */
const topics: Record<string, (given: Case) => Answer | string> = {
  a: answerWeighting,
  b: answerDesign,
  c: answerPls,
  d: answerRanking,
  e: answerResponseRates,
  f: answerSmallArea,
  g: answerImportance,
  h: answerScales,
  i: answerEndToEnd,
};

/** Runs all cases of a folder in the reference format: in it, or one folder a topic below it. */
export function runFolder(folder: string): Outcome[] {
  const below = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .toSorted();
  return [folder, ...below].flatMap((each) => casesIn(each).map((file) => runCase(each, file)));
}

function casesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .toSorted();
}

function runCase(folder: string, file: string): Outcome {
  const given = readCase(folder, file);
  const topic = topics[basename(folder).split('-')[0] ?? ''];
  if (!topic) return { id: given.id, status: 'not understood', note: 'this topic is not covered yet' };
  const data = given.input['file'];
  if (typeof data === 'string' && !data.startsWith('(') && !existsSync(join(folder, data))) {
    return { id: given.id, status: 'not understood', note: `its data file ${data} is not there` };
  }
  try {
    const answer = topic(given);
    if (typeof answer === 'string') return { id: given.id, status: 'not understood', note: answer };
    return outcomeOf(given, answer);
  } catch (error) {
    return {
      id: given.id,
      status: 'failed',
      note: error instanceof Error ? error.message : 'it could not be computed',
    };
  }
}

function outcomeOf({ id, expected, tolerance }: Case, answer: Answer): Outcome {
  const { compared, differences, notCompared } = compare(expected, answer, tolerance);
  const [first, ...more] = differences;
  if (first) {
    const others = more.length > 0 ? ` (and ${more.length} more of ${compared} figures)` : '';
    return { id, status: 'failed', note: `${first}${others}` };
  }
  if (notCompared.length > 0) {
    return {
      id,
      status: 'not understood',
      note: `these figures are asked for, and nobody computes them: ${summary(notCompared)}`,
    };
  }
  if (compared === 0) return { id, status: 'not understood', note: 'it asks for no figure' };
  return { id, status: 'passed', note: `${compared} figures` };
}

/** Paths with the numbers of list entries folded together. */
function summary(paths: string[]): string {
  return [...new Set(paths.map((path) => path.replaceAll(/\.\d+(?=\.|$)/g, '[]')))].join(', ');
}
