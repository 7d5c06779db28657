import type { ErrorObject } from 'ajv';
import type { Fault } from './types.js';

type Params = Fault['params'];

/** From a keyword of JSON Schema to a fault and what its sentence needs. */
const byKeyword: Record<string, (error: ErrorObject) => [code: string, params: Params]> = {
  additionalProperties: ({ params }) => ['unknownProperty', { property: params['additionalProperty'] }],
  unevaluatedProperties: ({ params }) => ['unknownProperty', { property: params['unevaluatedProperty'] }],
  'false schema': ({ instancePath }) => ['unknownProperty', { property: instancePath.split('/').at(-1) ?? '' }],
  required: ({ params }) => ['requiredProperty', { property: params['missingProperty'] }],
  type: ({ params }) => ['type', { type: String(params['type']) }],
  enum: ({ params }) => ['notAllowed', { allowed: params['allowedValues'].join(', ') }],
  const: ({ params }) => ['notAllowed', { allowed: String(params['allowedValue']) }],
  discriminator: ({ params }) => ['unknownQuestionType', { type: String(params['tagValue']) }],
  pattern: ({ params }) => (params['pattern'] === '\\S' ? ['blank', {}] : ['pattern', { pattern: params['pattern'] }]),
  propertyNames: ({ params }) => ['propertyName', { property: params['propertyName'] }],
  minItems: ({ params }) => ['tooFew', { limit: params['limit'] }],
  minProperties: ({ params }) => ['tooFew', { limit: params['limit'] }],
  maxItems: ({ params }) => ['tooMany', { limit: params['limit'] }],
  maxProperties: ({ params }) => ['tooMany', { limit: params['limit'] }],
  uniqueItems: ({ params }) => ['duplicateEntry', { first: params['j'], second: params['i'] }],
  minimum: ({ params }) => ['outOfRange', { comparison: params['comparison'], limit: params['limit'] }],
  maximum: ({ params }) => ['outOfRange', { comparison: params['comparison'], limit: params['limit'] }],
  exclusiveMinimum: ({ params }) => ['outOfRange', { comparison: params['comparison'], limit: params['limit'] }],
};

/** Keywords that only repeat what a nested fault says better. */
const echoes = new Set(['if', 'oneOf', 'anyOf']);

/** Ajv's errors as faults, the shortest path first. */
export function shapeFaults(errors: ErrorObject[]): Fault[] {
  const faults = errors.filter(isOwnFault).map(shapeFault);
  return faults.sort((a, b) => a.path.split('/').length - b.path.split('/').length);
}

/** A bad property name is told twice, once as the pattern it breaks; a question without `type` too. */
function isOwnFault({ keyword, propertyName, params }: ErrorObject): boolean {
  return !echoes.has(keyword) && propertyName === undefined && params['error'] !== 'tag';
}

function shapeFault(error: ErrorObject): Fault {
  const describe = byKeyword[error.keyword];
  const [code, params] = describe?.(error) ?? ['other', { keyword: error.keyword }];
  return { code: `shape.${code}`, path: error.instancePath, params };
}
