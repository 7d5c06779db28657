import { Context, evalExpr } from 'mingo/core';
import * as accumulator from 'mingo/operators/accumulator';
import * as expression from 'mingo/operators/expression';
import * as pipeline from 'mingo/operators/pipeline';
import * as projection from 'mingo/operators/projection';
import * as query from 'mingo/operators/query';
import * as window from 'mingo/operators/window';
import { decode, type Doc, encode, plain } from './bson.js';

/** Mingo's operators. Code sent by a client (`$function`, `$where`) is never run. */
export const mingoContext = Context.init({ accumulator, expression, pipeline, projection, query, window });

export const mingoOptions = { context: mingoContext, scriptEnabled: false };

/** An expression of the aggregation language, for many documents. */
export function compileExpression(given: unknown, variables: Doc = {}): (doc: Doc) => unknown {
  const { given: expression } = plain({ given });
  const options = { ...mingoOptions, variables };
  return (doc) => evalExpr(plain(doc), expression, options as never);
}

/** The values of `let`, which may be expressions themselves. */
export function variablesOf(given: Doc | undefined): Doc {
  return given ? (compileExpression(given)({}) as Doc) : {};
}

/** A computed value as one of a stored document. */
export function stored(value: unknown): unknown {
  return decode(encode({ value }))['value'];
}
