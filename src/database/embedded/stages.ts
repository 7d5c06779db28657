import { Aggregator } from 'mingo';
import { Context } from 'mingo/core';
import { type Doc, plain } from './bson.js';
import { mingoContext, mingoOptions } from './expression.js';
import { compileFilter } from './match.js';
import { refusal } from './problem.js';
import { docOrder } from './sort.js';

interface Stream {
  filter(test: (doc: Doc) => boolean): Stream;
  transform(change: (docs: Doc[]) => Doc[]): Stream;
}

type Operators = NonNullable<Parameters<typeof Context.init>[0]>;

const ours = {
  $match: (stream: Stream, filter: Doc, { variables = {} }: { variables?: Doc }) =>
    stream.filter(compileFilter(filter, { variables })),
  $sort: (stream: Stream, spec: Doc) => stream.transform((docs) => docs.sort(docOrder(spec))),
};

const context = Context.from(mingoContext, Context.init({ pipeline: ours } as unknown as Operators));

export interface Surroundings {
  variables: Doc;
  /** The documents of another collection. */
  resolve?: (name: string) => Doc[];
}

/** Runs stages over plain documents: mingo's, with our own matching and order of values. */
export function runStages(stages: readonly Doc[], documents: Doc[], { variables, resolve }: Surroundings): Doc[] {
  const plainly = stages.map((stage) => plain(stage));
  try {
    const lookup = resolve ? { collectionResolver: resolve } : {};
    return new Aggregator(plainly, { ...mingoOptions, context, variables, ...lookup }).run(documents);
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const [, unknown] = /unregistered pipeline operator (\S+)\./.exec(message) ?? [];
    throw unknown === undefined ? error : refusal(40324, `Unrecognized pipeline stage name: '${unknown}'`);
  }
}
