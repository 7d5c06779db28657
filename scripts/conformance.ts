// node dist/scripts/conformance.js <folder of JSON files> <URI>: MongoDB's CRUD specification tests in the unified
// format, against a server that is a standalone 8.0. The files have their own licence and are not part of this project.
import { deepStrictEqual } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BSON, type Collection, type CommandStartedEvent, type Document, MongoClient } from 'mongodb';

type Entities = Map<string, unknown>;
type Operation = {
  name: string;
  object: string;
  arguments?: Document;
  expectResult?: unknown;
  expectError?: Document;
  ignoreResultAndError?: boolean;
  saveResultAsEntity?: string;
};
type Requirement = {
  minServerVersion?: string;
  maxServerVersion?: string;
  topologies?: string[];
  serverless?: string;
  auth?: boolean;
};
type Case = {
  description: string;
  runOnRequirements?: Requirement[];
  skipReason?: string;
  operations: Operation[];
  expectEvents?: Document[];
  outcome?: Document[];
};
type Suite = {
  description: string;
  runOnRequirements?: Requirement[];
  createEntities?: Document[];
  initialData?: Document[];
  tests: Case[];
};
type Outcome = 'passed' | 'failed' | 'skipped' | 'not applicable';

const serverVersion = [8, 0, 0];

class Skipped extends Error {}

function compareVersions(text: string): number {
  const parts = text.split('.').map(Number);
  return serverVersion.map((part, at) => part - (parts[at] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

function isMet({ minServerVersion, maxServerVersion, topologies, serverless, auth }: Requirement): boolean {
  if (minServerVersion !== undefined && compareVersions(minServerVersion) < 0) return false;
  if (maxServerVersion !== undefined && compareVersions(maxServerVersion) > 0) return false;
  return (topologies?.includes('single') ?? true) && serverless !== 'require' && auth !== true;
}

const applies = (requirements: Requirement[] | undefined): boolean => !requirements || requirements.some(isMet);

const typeNames: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  array: Array.isArray,
  bool: (value) => typeof value === 'boolean',
  int: Number.isInteger,
  long: (value) => typeof value === 'bigint' || Number.isInteger(Number(value)),
  double: (value) => typeof value === 'number',
  objectId: (value) => value instanceof BSON.ObjectId,
  date: (value) => value instanceof Date,
};

/** The special operators of the format; nothing when `expected` is an ordinary value. */
function special(expected: Document, actual: unknown, isRoot: boolean): boolean | undefined {
  if ('$$exists' in expected) return (actual !== undefined) === expected['$$exists'];
  if ('$$unsetOrMatches' in expected)
    return actual === undefined || actual === null || matches(expected['$$unsetOrMatches'], actual, isRoot);
  if ('$$type' in expected)
    return [expected['$$type']].flat().some((name) => typeNames[String(name)]?.(actual) ?? false);
  if ('$$sessionLsid' in expected || '$$matchesEntity' in expected) throw new Skipped('entities in results');
  if ('$$lte' in expected) return Number(actual) <= Number(expected['$$lte']);
  return undefined;
}

function matches(expected: unknown, actual: unknown, isRoot = false): boolean {
  if (Array.isArray(expected))
    return (
      Array.isArray(actual) &&
      expected.length === actual.length &&
      expected.every((member, at) => matches(member, actual[at], isRoot))
    );
  const isPlain =
    typeof expected === 'object' && expected !== null && Object.getPrototypeOf(expected) === Object.prototype;
  if (!isPlain) return equal(expected, actual);
  const wanted = expected as Document;
  const answer = special(wanted, actual, isRoot);
  if (answer !== undefined) return answer;
  if (typeof actual !== 'object' || actual === null) return false;
  const given = actual as Document;
  const extra = Object.keys(given).filter((name) => !(name in wanted) && given[name] !== undefined);
  return (
    (isRoot || extra.length === 0) &&
    Object.keys(wanted).every((name) => matches(wanted[name], given[name] ?? undefined))
  );
}

function equal(expected: unknown, actual: unknown): boolean {
  const simple = (value: unknown): unknown => BSON.EJSON.parse(BSON.EJSON.stringify({ value }, { relaxed: true }));
  try {
    deepStrictEqual(simple(actual), simple(expected));
    return true;
  } catch {
    return false;
  }
}

function requireMatch(what: string, expected: unknown, actual: unknown): void {
  if (!matches(expected, actual, true))
    throw new Error(`${what}: expected ${BSON.EJSON.stringify(expected)}, got ${BSON.EJSON.stringify({ actual })}`);
}

async function createEntities(
  suite: Suite,
  uri: string,
  events: Map<string, CommandStartedEvent[]>,
): Promise<Entities> {
  const entities: Entities = new Map();
  for (const entity of suite.createEntities ?? []) {
    const [kind, given] = Object.entries(entity)[0] as [string, Document];
    if (kind === 'client') {
      const client = new MongoClient(uri, { monitorCommands: true, ...given['uriOptions'] });
      const seen: CommandStartedEvent[] = [];
      const ignored = (given['ignoreCommandMonitoringEvents'] ?? []) as string[];
      client.on('commandStarted', (event) => ignored.includes(event.commandName) || seen.push(event));
      events.set(String(given['id']), seen);
      entities.set(String(given['id']), await client.connect());
    } else if (kind === 'database') {
      entities.set(
        String(given['id']),
        (entities.get(String(given['client'])) as MongoClient).db(given['databaseName'], given['databaseOptions']),
      );
    } else if (kind === 'collection') {
      const database = entities.get(String(given['database'])) as ReturnType<MongoClient['db']>;
      entities.set(String(given['id']), database.collection(given['collectionName'], given['collectionOptions']));
    } else throw new Skipped(`entity ${kind}`);
  }
  return entities;
}

async function loadData(suite: Suite, client: MongoClient): Promise<void> {
  for (const { databaseName, collectionName, documents } of suite.initialData ?? []) {
    const collection = client.db(databaseName).collection(collectionName);
    await collection.drop();
    if (documents.length > 0) await collection.insertMany(documents);
    else await client.db(databaseName).createCollection(collectionName);
  }
}

type Run = (target: Collection, given: Document) => Promise<unknown>;

const operations: Record<string, Run> = {
  aggregate: (target, { pipeline, ...options }) => target.aggregate(pipeline, options).toArray(),
  bulkWrite: (target, { requests, ...options }) => target.bulkWrite(requests, options),
  countDocuments: (target, { filter, ...options }) => target.countDocuments(filter, options),
  count: (target, { filter, ...options }) => target.countDocuments(filter, options),
  estimatedDocumentCount: (target, options) => target.estimatedDocumentCount(options),
  createCollection: (target, { collection, ...options }) =>
    (target as unknown as ReturnType<MongoClient['db']>).createCollection(collection, options),
  dropCollection: (target, { collection }) =>
    (target as unknown as ReturnType<MongoClient['db']>).dropCollection(collection),
  deleteMany: (target, { filter, ...options }) => target.deleteMany(filter, options),
  deleteOne: (target, { filter, ...options }) => target.deleteOne(filter, options),
  distinct: (target, { fieldName, filter, ...options }) => target.distinct(fieldName, filter, options),
  find: (target, { filter, ...options }) => target.find(filter, options).toArray(),
  findOne: (target, { filter, ...options }) => target.findOne(filter, options),
  findOneAndDelete: (target, { filter, ...options }) => target.findOneAndDelete(filter, options),
  findOneAndReplace: (target, { filter, replacement, ...options }) =>
    target.findOneAndReplace(filter, replacement, lower(options)),
  findOneAndUpdate: (target, { filter, update, ...options }) => target.findOneAndUpdate(filter, update, lower(options)),
  insertMany: (target, { documents, ...options }) => target.insertMany(documents, options),
  insertOne: (target, { document, ...options }) => target.insertOne(document, options),
  replaceOne: (target, { filter, replacement, ...options }) => target.replaceOne(filter, replacement, options),
  updateMany: (target, { filter, update, ...options }) => target.updateMany(filter, update, options),
  updateOne: (target, { filter, update, ...options }) => target.updateOne(filter, update, options),
  runCommand: (target, { command }) => (target as unknown as ReturnType<MongoClient['db']>).command(command),
};

function lower({ returnDocument, ...options }: Document): Document {
  return returnDocument === undefined ? options : { ...options, returnDocument: String(returnDocument).toLowerCase() };
}

function checkError(expected: Document, error: unknown): void {
  const given = error as Document;
  if (expected['errorCode'] !== undefined && given['code'] !== expected['errorCode'])
    throw new Error(`error code ${given['code']}, not ${expected['errorCode']}`);
  const text = String(expected['errorContains'] ?? '').toLowerCase();
  if (!String(given['message']).toLowerCase().includes(text))
    throw new Error(`error without "${text}": ${given['message']}`);
  if (expected['expectResult'] !== undefined)
    requireMatch('result of the error', expected['expectResult'], given['result'] ?? given);
}

async function operate(operation: Operation, entities: Entities): Promise<void> {
  const { name, object, expectError, expectResult } = operation;
  const run = operations[name];
  const target = entities.get(object);
  if (!run || target === undefined) throw new Skipped(`operation ${name}`);
  const outcome = await run(target as Collection, operation.arguments ?? {}).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if (operation.ignoreResultAndError === true) return;
  if ('error' in outcome) {
    if (!expectError) throw outcome.error;
    checkError(expectError, outcome.error);
  } else if (expectError) throw new Error(`${name} should have failed`);
  else if (expectResult !== undefined) requireMatch(`result of ${name}`, expectResult, outcome.value);
}

function checkEvents(expected: Document[], events: Map<string, CommandStartedEvent[]>): void {
  for (const { client, events: wanted, eventType } of expected) {
    if (eventType !== undefined && eventType !== 'command') throw new Skipped(`events ${eventType}`);
    const seen = events.get(client) ?? [];
    const started = wanted.map((event: Document) => event['commandStartedEvent'] as Document | undefined);
    if (started.includes(undefined)) throw new Skipped('events other than commandStarted');
    if (seen.length !== started.length) throw new Error(`${seen.length} commands, not ${started.length}`);
    started.forEach((event: Document, at: number) =>
      requireMatch('command', event['command'] ?? {}, seen[at]?.command),
    );
  }
}

async function runCase(suite: Suite, test: Case, uri: string): Promise<void> {
  const admin = await new MongoClient(uri).connect();
  const events = new Map<string, CommandStartedEvent[]>();
  let entities: Entities = new Map();
  try {
    await loadData(suite, admin);
    entities = await createEntities(suite, uri, events);
    for (const operation of test.operations) await operate(operation, entities);
    checkEvents(test.expectEvents ?? [], events);
    for (const { databaseName, collectionName, documents } of test.outcome ?? []) {
      const found = await admin.db(databaseName).collection(collectionName).find().sort({ _id: 1 }).toArray();
      requireMatch('outcome', documents, found);
    }
  } finally {
    for (const entity of entities.values()) if (entity instanceof MongoClient) await entity.close();
    await admin.close();
  }
}

async function outcomeOf(suite: Suite, test: Case, uri: string): Promise<[Outcome, string]> {
  if (!applies(suite.runOnRequirements) || !applies(test.runOnRequirements)) return ['not applicable', ''];
  if (test.skipReason !== undefined) return ['skipped', test.skipReason];
  try {
    await runCase(suite, test, uri);
    return ['passed', ''];
  } catch (error) {
    return [error instanceof Skipped ? 'skipped' : 'failed', error instanceof Error ? error.message : String(error)];
  }
}

const [folder = '', uri = ''] = process.argv.slice(2);
const counts: Record<Outcome, number> = { passed: 0, failed: 0, skipped: 0, 'not applicable': 0 };
for (const file of readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort()) {
  const suite = BSON.EJSON.parse(readFileSync(join(folder, file), 'utf8')) as Suite;
  for (const test of suite.tests ?? []) {
    const [outcome, reason] = await outcomeOf(suite, test, uri);
    counts[outcome] += 1;
    if (outcome === 'failed' || outcome === 'skipped')
      console.log(`${outcome}: ${file}: ${test.description}\n    ${reason.slice(0, 300)}`);
  }
}
console.log(
  Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', '),
);
process.exitCode = counts.failed > 0 ? 1 : 0;
