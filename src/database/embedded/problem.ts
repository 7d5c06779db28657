import type { Doc } from './bson.js';

const names: Record<number, string> = {
  1: 'InternalError',
  2: 'BadValue',
  9: 'FailedToParse',
  13: 'Unauthorized',
  14: 'TypeMismatch',
  15: 'Overflow',
  16: 'InvalidLength',
  17: 'ProtocolError',
  20: 'IllegalOperation',
  22: 'InvalidBSON',
  26: 'NamespaceNotFound',
  27: 'IndexNotFound',
  28: 'PathNotViable',
  31: 'AtLeastOneValidSpecRequired',
  40: 'ConflictingUpdateOperators',
  43: 'CursorNotFound',
  48: 'NamespaceExists',
  50: 'MaxTimeMSExpired',
  52: 'DollarPrefixedFieldName',
  53: 'InvalidIdField',
  54: 'NotSingleValueField',
  59: 'CommandNotFound',
  66: 'ImmutableField',
  67: 'CannotCreateIndex',
  72: 'InvalidOptions',
  73: 'InvalidNamespace',
  85: 'IndexOptionsConflict',
  86: 'IndexKeySpecsConflict',
  115: 'CommandNotSupported',
  238: 'NotImplemented',
  291: 'NoQueryExecutionPlans',
  292: 'QueryExceededMemoryLimitNoDiskUseAllowed',
  10334: 'BSONObjectTooLarge',
  11000: 'DuplicateKey',
  14031: 'OutOfDiskSpace',
};

/** What a client is told: MongoDB's own code, with its details beside it. */
export interface Refusal extends Error {
  code: number;
  codeName: string;
  details: Doc;
}

export function refusal(code: number, message: string, details: Doc = {}): Refusal {
  return Object.assign(new Error(message), { code, codeName: names[code] ?? `Location${code}`, details });
}

export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && 'details' in error && 'codeName' in error;
}

/** Anything thrown while a command ran, as the fields of its reply. */
export function errorFields(error: unknown): Doc {
  if (isRefusal(error)) {
    return { errmsg: error.message, code: error.code, codeName: error.codeName, ...error.details };
  }
  const message = error instanceof Error ? error.message : String(error);
  if (message.startsWith('Use of undefined variable')) return errorFields(refusal(17276, message));
  const code = error instanceof Error && error.name.startsWith('BSON') ? 22 : 2;
  return { errmsg: message, code, codeName: names[code] };
}
