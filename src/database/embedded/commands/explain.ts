import { type Doc, isDoc } from '../bson.js';
import { refusal } from '../problem.js';
import { slices, startWalk } from '../scan.js';
import { type Context, docOf, nameOf, textOf } from './context.js';
import { type Reading, readingOf } from './read.js';

function stageOf({ collection, query, matching, store }: Reading): Doc {
  if (!collection) return { stage: 'EOF' };
  const { plan } = startWalk(store, collection, query, matching);
  const index = plan.ranges.find((range) => range.index)?.index;
  if (!index) return { stage: 'COLLSCAN', direction: plan.reverse ? 'backward' : 'forward', filter: query.filter };
  const scan = {
    stage: 'IXSCAN',
    indexName: index.name,
    keyPattern: index.spec['key'],
    isMultiKey: index.multikey,
    ranges: plan.ranges.length,
    direction: plan.reverse ? 'backward' : 'forward',
  };
  return { stage: 'FETCH', ...(plan.exact ? {} : { filter: query.filter }), inputStage: scan };
}

async function executed(reading: Reading): Promise<Doc> {
  if (!reading.collection) return { nReturned: 0, totalDocsExamined: 0 };
  const walk = startWalk(reading.store, reading.collection, reading.query, reading.matching);
  let nReturned = 0;
  const started = performance.now();
  for await (const found of slices(walk, walk.plan.sorted ? reading.limit : Number.POSITIVE_INFINITY))
    nReturned += found.length;
  return {
    executionSuccess: true,
    nReturned: Math.min(nReturned, reading.limit),
    executionTimeMillis: Math.round(performance.now() - started),
    totalDocsExamined: walk.examined,
  };
}

function filterOf(inner: Doc): unknown {
  const [statement] = (inner['updates'] ?? inner['deletes'] ?? []) as Doc[];
  const [stage] = (inner['pipeline'] ?? []) as Doc[];
  return inner['filter'] ?? inner['query'] ?? statement?.['q'] ?? stage?.['$match'] ?? {};
}

/** The plan that would be used, and with `executionStats` what using it to read gave. */
export async function explain(context: Context, command: Doc): Promise<Doc> {
  const inner = docOf(command['explain'], 'explain');
  const verbosity = textOf(command['verbosity'], 'allPlansExecution');
  if (!['queryPlanner', 'executionStats', 'allPlansExecution'].includes(verbosity))
    throw refusal(2, `verbosity '${verbosity}' is not known`);
  const reading = readingOf(context, inner, filterOf(inner));
  const stage = stageOf(reading);
  const planned =
    Number(isDoc(inner['sort'])) &&
    reading.collection &&
    !startWalk(context.store, reading.collection, reading.query).plan.sorted;
  const winningPlan = planned ? { stage: 'SORT', sortPattern: inner['sort'], inputStage: stage } : stage;
  const queryPlanner = { namespace: `${context.database}.${nameOf(inner)}`, winningPlan, rejectedPlans: [] };
  const stats = verbosity === 'queryPlanner' ? {} : { executionStats: await executed(reading) };
  return {
    explainVersion: '1',
    queryPlanner,
    ...stats,
    command: inner,
    serverInfo: { host: 'embedded', version: '8.0.0' },
    ok: 1,
  };
}
