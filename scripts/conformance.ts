// node dist/scripts/conformance.js <folder of JSON files> <URI>: MongoDB's CRUD specification tests in the unified
// format, against a server that is a standalone 8.0. The files have their own licence and are not part of this project.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { BSON, type Collection, type Document, MongoClient, MongoServerError } from 'mongodb';
import { matches, Skipped } from './conformance/matching.js';
import { operations } from './conformance/operations.js';

type Entities = Map<string, unknown>;
/** By client, what it reported, each under the name of its kind. */
type Events = Map<string, Record<string, Document>[]>;
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
  csfle?: boolean;
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

function compareVersions(text: string): number {
  const parts = text.split('.').map(Number);
  return serverVersion.map((part, at) => part - (parts[at] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

function isMet({ minServerVersion, maxServerVersion, topologies, serverless, auth, csfle }: Requirement): boolean {
  if (minServerVersion !== undefined && compareVersions(minServerVersion) < 0) return false;
  if (maxServerVersion !== undefined && compareVersions(maxServerVersion) > 0) return false;
  return (topologies?.includes('single') ?? true) && serverless !== 'require' && auth !== true && csfle !== true;
}

const applies = (requirements: Requirement[] | undefined): boolean => !requirements || requirements.some(isMet);

function requireMatch(what: string, expected: unknown, actual: unknown): void {
  if (!matches(expected, actual, true))
    throw new Error(`${what}: expected ${inspect(expected, { depth: 9 })}, got ${inspect(actual, { depth: 9 })}`);
}

const kinds = ['commandStarted', 'commandSucceeded', 'commandFailed'] as const;

function observe(client: MongoClient, given: Document): Record<string, Document>[] {
  const seen: Record<string, Document>[] = [];
  const { observeEvents = [], ignoreCommandMonitoringEvents = [] } = given as Record<string, string[]>;
  for (const kind of kinds.filter((name) => observeEvents.includes(`${name}Event`)))
    client.on(kind, (event: Document) => {
      if (!ignoreCommandMonitoringEvents.includes(String(event['commandName']))) seen.push({ [`${kind}Event`]: event });
    });
  return seen;
}

async function createEntities(suite: Suite, uri: string, events: Events): Promise<Entities> {
  const entities: Entities = new Map();
  for (const entity of suite.createEntities ?? []) {
    const [kind, given] = Object.entries(entity)[0] as [string, Document];
    if (kind === 'client') {
      const client = new MongoClient(uri, { monitorCommands: true, ...given['uriOptions'] });
      events.set(String(given['id']), observe(client, given));
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

function checkError(expected: Document, error: unknown): void {
  const given = error as Document;
  if (expected['errorCode'] !== undefined && given['code'] !== expected['errorCode'])
    throw new Error(`error code ${given['code']}, not ${expected['errorCode']}`);
  const text = String(expected['errorContains'] ?? '').toLowerCase();
  if (!String(given['message']).toLowerCase().includes(text))
    throw new Error(`error without "${text}": ${given['message']}`);
  if (expected['expectResult'] !== undefined)
    requireMatch('result of the error', expected['expectResult'], given['partialResult'] ?? given['result'] ?? given);
  if (expected['isClientError'] !== undefined && expected['isClientError'] === error instanceof MongoServerError)
    throw new Error(
      `not an error of the ${expected['isClientError'] === true ? 'client' : 'server'}: ${String(error)}`,
    );
  if (expected['errorResponse'] !== undefined)
    requireMatch('answer of the error', expected['errorResponse'], given['errorResponse']);
  for (const [at, writeError] of Object.entries(expected['writeErrors'] ?? {}))
    requireMatch(`write error ${at}`, writeError, (given['writeErrors'] as Map<number, unknown>).get(Number(at)));
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

function checkEvents(expected: Document[], events: Events): void {
  for (const { client, events: wanted, eventType } of expected) {
    if (eventType !== undefined && eventType !== 'command') throw new Skipped(`events ${eventType}`);
    const seen = events.get(client) ?? [];
    if (seen.length !== wanted.length) throw new Error(`${seen.length} events, not ${wanted.length}`);
    for (const [at, event] of (wanted as Document[]).entries()) {
      const [kind = '', { command = {}, reply = {}, ...rest } = {}] = Object.entries<Document>(event)[0] ?? [];
      const actual = seen[at]?.[kind];
      requireMatch(kind, rest, actual);
      requireMatch(`command of ${kind}`, command, actual?.['command'] ?? {});
      requireMatch(`reply of ${kind}`, reply, actual?.['reply'] ?? {});
    }
  }
}

async function runCase(suite: Suite, test: Case, uri: string): Promise<void> {
  const admin = await new MongoClient(uri).connect();
  const events: Events = new Map();
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
