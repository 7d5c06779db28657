import * as accumulator from 'mingo/operators/accumulator';
import * as expression from 'mingo/operators/expression';
import * as pipeline from 'mingo/operators/pipeline';
import * as projection from 'mingo/operators/projection';
import * as query from 'mingo/operators/query';
import * as window from 'mingo/operators/window';
import { Context } from 'mingo/core';
import type { Doc } from './bson.js';
import { compileFilter } from './match.js';
import { docOrder } from './sort.js';

interface Stream {
  filter(test: (doc: Doc) => boolean): Stream;
  transform(change: (docs: Doc[]) => Doc[]): Stream;
}

interface Options {
  variables?: Doc;
}

/** Mingo's stages, with our own matching and order of values. */
export function mingoContext(): Context {
  const ours = {
    ...pipeline,
    $match: (stream: Stream, filter: Doc, { variables }: Options) =>
      stream.filter(compileFilter(filter, variables ? { variables } : {})),
    $sort: (stream: Stream, spec: Doc) => stream.transform((docs) => docs.sort(docOrder(spec))),
  };
  return Context.init({ accumulator, expression, pipeline: ours, projection, query, window } as unknown as Parameters<
    typeof Context.init
  >[0]);
}
