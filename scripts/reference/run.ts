import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { dataPath, readCase } from './case.js';
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

/** Who answers the cases of a topic, by its letter. A text says why a case is not understood. */
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
  const id = basename(file, '.json');
  const given = caseOf(folder, file);
  if (typeof given === 'string') return { id, status: 'not understood', note: given };
  const topic = topicOf(folder, file);
  if (!topic)
    return { id: given.id, status: 'not understood', note: 'neither its folder nor its name tells its topic' };
  const data = given.input['file'];
  if (typeof data === 'string' && !data.startsWith('(') && !existsSync(dataPath(given, data))) {
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

/** The case in a file, or a sentence on what is wrong with the file. */
function caseOf(folder: string, file: string): Case | string {
  try {
    const given = readCase(folder, file);
    const absent = (['input', 'expected', 'tolerance'] as const).find((key) => typeof given[key] !== 'object');
    if (absent !== undefined) return `it has no ${absent}`;
    return { ...given, id: given.id ?? basename(file, '.json') };
  } catch (error) {
    return `its file is not JSON: ${error instanceof Error ? error.message.split('\n')[0] : 'it could not be read'}`;
  }
}

/** By the letter that the folder's name starts with, else that before the number which the file's name starts with. */
function topicOf(folder: string, file: string): (typeof topics)[string] | undefined {
  const ofFolder = /^([a-z])(-|$)/.exec(basename(resolve(folder)))?.[1];
  return topics[ofFolder ?? /^([a-z])\d+/.exec(file)?.[1] ?? ''];
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
