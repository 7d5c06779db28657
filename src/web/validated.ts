import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { NextFunction, Request, Response } from 'express';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problems.js';
import { root } from './root.js';

const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats.default(ajv);
// A body can be wrong in a hundred thousand places; nobody reads more than some.
const mostFaults = 20;
const compiled = new Map<string, ValidateFunction>();

function validatorOf(name: string): ValidateFunction {
  const known = compiled.get(name);
  if (known) return known;
  const schema = JSON.parse(readFileSync(join(root, 'schemas/http', `${name}.json`), 'utf8')) as object;
  const validate = ajv.compile(schema);
  compiled.set(name, validate);
  return validate;
}

/** Refuses a body that does not fit schemas/http/<name>.json; the checked value is then in res.locals.input. */
export function validated(name: string) {
  const validate = validatorOf(name);
  return (req: Request, res: Response, next: NextFunction): void => {
    if (!validate(req.body)) {
      const faults = (validate.errors ?? []).slice(0, mostFaults).map((error) => ({
        code: `shape.${error.keyword}`,
        path: error.instancePath,
        params: error.params as Record<string, string | number>,
      }));
      throw new Problem(
        'input.invalid',
        { where: [...new Set(faults.map((fault) => fault.path || '/'))].join(', ') },
        faults,
      );
    }
    res.locals['input'] = req.body;
    next();
  };
}
