// Leading $match, $sort, $skip and $limit are read through the planner; the other stages are mingo's.
import { decodePlain, decode, type Doc, encode, isDoc, toNumber } from '../bson.js';
import { findCollection } from '../collections.js';
import { type Batches, openCursor, oneBatch } from '../cursors.js';
import { variablesOf } from '../expression.js';
import { type Grouping, startGrouping } from '../group.js';
import { runStages, type Surroundings as StageSurroundings } from '../stages.js';
import { refusal } from '../problem.js';
import { startWalk, advance } from '../scan.js';
import { type Context, nameOf, optionalNumber, queryOf } from './context.js';
import { writeOut, type Target } from './merge.js';
import { countOf, read, type Reading } from './read.js';

const largestInput = 512 * 1024 * 1024;

function stagesOf(command: Doc): Doc[] {
  const { pipeline } = command;
  if (!Array.isArray(pipeline)) throw refusal(14, "'pipeline' option must be specified as an array");
  for (const stage of pipeline as unknown[]) {
    if (!isDoc(stage) || Object.keys(stage).length !== 1)
      throw refusal(40323, 'A pipeline stage specification object must contain exactly one field.');
  }
  if (pipeline.some((stage) => '$changeStream' in (stage as Doc)))
    throw refusal(40573, 'The $changeStream stage is only supported on replica sets');
  return pipeline as Doc[];
}

function readingOf(context: Context, command: Doc, stages: Doc[]): { reading: Reading; rest: Doc[] } {
  const rest = [...stages];
  const next = (name: string): unknown => (rest[0] && name in rest[0] ? rest.shift()?.[name] : undefined);
  const filter = next('$match');
  const sort = next('$sort');
  const skip = toNumber(next('$skip'));
  const limit = toNumber(next('$limit'), Number.POSITIVE_INFINITY);
  const found =
    typeof command['aggregate'] === 'string'
      ? findCollection(context.store, context.database, nameOf(command))
      : undefined;
  const reading = {
    store: context.store,
    collection: found,
    ...queryOf({ ...command, sort }, filter ?? {}),
    skip,
    limit,
  };
  return { reading, rest };
}

function isPlainCount(stages: readonly Doc[]): boolean {
  const group = stages.length === 1 ? stages[0]?.['$group'] : undefined;
  if (!isDoc(group) || Object.keys(group).join(' ') !== '_id n' || isDoc(group['_id'])) return false;
  const sum = group['n'];
  return toNumber(group['_id']) === 1 && isDoc(sum) && toNumber(sum['$sum']) === 1;
}

function allOf(context: Context, name: string): Doc[] {
  const collection = findCollection(context.store, context.database, name);
  if (!collection) return [];
  const walk = startWalk(context.store, collection, { filter: {} });
  return advance(walk, Number.POSITIVE_INFINITY).map(({ bytes }) => decodePlain(bytes));
}

const ofOneDocument = [
  '$match',
  '$project',
  '$addFields',
  '$set',
  '$unset',
  '$unwind',
  '$replaceRoot',
  '$replaceWith',
  '$redact',
];

const isOfOne = (stage: Doc): boolean => ofOneDocument.includes(Object.keys(stage)[0] ?? '');

type Source = AsyncGenerator<Buffer[]>;

/** Of the sessions open here only the one that asks is known. */
async function* ownSession(command: Doc): Source {
  yield [encode({ _id: command['lsid'], lastUse: new Date() })];
}

/** Documents after the stages that look at one at a time, in slices. */
async function* streamed(source: Source, stages: Doc[], surroundings: Surroundings): AsyncGenerator<Doc[]> {
  let size = 0;
  for await (const batch of source) {
    size += batch.reduce((sum, { length }) => sum + length, 0);
    if (size > largestInput && surroundings.keeps) {
      throw refusal(292, `aggregation of more than ${largestInput} bytes; narrow it with a leading $match`);
    }
    const documents = batch.map(decodePlain);
    yield stages.length > 0 ? runStages(stages, documents, surroundings) : documents;
  }
}

interface Surroundings extends StageSurroundings {
  /** Every document is kept in memory until the last one has come. */
  keeps: boolean;
}

async function gathered(stream: AsyncGenerator<Doc[]>, grouping: Grouping | undefined): Promise<Doc[]> {
  const documents: Doc[] = [];
  for await (const batch of stream) {
    for (const doc of batch) {
      if (grouping) grouping.add(doc);
      else documents.push(doc);
    }
  }
  return grouping ? grouping.results() : documents;
}

/** Stages of one document, and a common `$group` after them, run in slices; what follows runs in one piece. */
async function* computed(context: Context, command: Doc, source: Source, stages: Doc[]): Batches {
  const variables = variablesOf(isDoc(command['let']) ? command['let'] : undefined);
  const resolve = (name: string): Doc[] => allOf(context, name);
  const first = stages.findIndex((stage) => !isOfOne(stage));
  const [before, after] = first < 0 ? [stages, []] : [stages.slice(0, first), stages.slice(first)];
  const group = after[0]?.['$group'];
  const grouping = isDoc(group) ? startGrouping(group) : undefined;
  const perDocument = grouping ? [...before, grouping.stage] : before;
  const stream = streamed(source, perDocument, { variables, resolve, keeps: after.length > 0 && !grouping });
  if (after.length === 0) {
    for await (const batch of stream) yield batch.map(encode);
    return;
  }
  const documents = await gathered(stream, grouping);
  yield runStages(grouping ? after.slice(1) : after, documents, { variables, resolve }).map(encode);
}

async function* counted(reading: Reading): Batches {
  const n = await countOf(reading);
  if (n > 0) yield [encode({ _id: 1, n })];
}

function outputOf(stages: Doc[]): Target | undefined {
  const last = stages.at(-1);
  return last && ('$out' in last || '$merge' in last) ? last : undefined;
}

export async function aggregate(context: Context, command: Doc): Promise<Doc | Buffer> {
  const pipeline = stagesOf(command);
  const output = outputOf(pipeline);
  const { reading, rest } = readingOf(context, command, output ? pipeline.slice(0, -1) : pipeline);
  const namespace = `${context.database}.${nameOf(command)}`;
  if (isDoc(command['explain'] ?? undefined) || command['explain'] === true)
    throw refusal(238, 'use the explain command');
  const sessions = rest[0] && '$listLocalSessions' in rest[0];
  const [source, stages] = sessions ? [ownSession(command), rest.slice(1)] : [read(reading), rest];
  const simple = stages.length === 0 ? source : computed(context, command, source, stages);
  const batches: Batches = isPlainCount(rest) ? counted(reading) : simple;
  const cursor = isDoc(command['cursor']) ? command['cursor'] : {};
  if (!output)
    return openCursor(context.cursors, {
      namespace,
      batches,
      batchSize: optionalNumber(cursor['batchSize'], 'batchSize') ?? 101,
    });
  const documents: Doc[] = [];
  for await (const batch of batches) for (const bytes of batch) documents.push(decode(Buffer.from(bytes)));
  await writeOut(context, output, documents);
  return openCursor(context.cursors, { namespace, batches: oneBatch([]), batchSize: 0, single: true });
}
