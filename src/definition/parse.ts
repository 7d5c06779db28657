import { Ajv2020 } from 'ajv/dist/2020.js';
import { shapeFaults } from './shape-faults.js';
import type { Definition, Fault } from './types.js';

export type Parsed = { definition: Definition } | { faults: Fault[] };

const root = 'https://manyidu.example/schemas/definition/';
const deepest = 60;

/** Compiles the schemas of the survey language once; the parser tells every fault of shape at its JSON pointer. */
export function definitionParser(schemas: object[]): (json: unknown) => Parsed {
  const ajv = new Ajv2020({ strict: true, allErrors: true, discriminator: true, allowUnionTypes: true, verbose: true });
  ajv.addSchema([...schemas, questionSchema(schemas)]);
  const validate = ajv.getSchema(`${root}definition.json`);
  if (validate === undefined) throw new Error('definitionParser requires the schema definition.json');
  return (json) => {
    if (isDeeper(json, deepest)) return { faults: [{ code: 'shape.tooDeep', path: '', params: { deepest } }] };
    return validate(json) === true
      ? { definition: json as Definition }
      : { faults: shapeFaults(validate.errors ?? []) };
  };
}

/** One branch a file in question-types/, chosen by `type`: a new type needs no line here. */
function questionSchema(schemas: object[]): object {
  const ids = schemas.map((schema) => ('$id' in schema ? String(schema.$id) : ''));
  const types = ids.filter((id) => id.startsWith(`${root}question-types/`)).sort();
  return {
    $id: `${root}question.json`,
    type: 'object',
    properties: { type: { type: 'string' } },
    required: ['type'],
    discriminator: { propertyName: 'type' },
    oneOf: types.map(($ref) => ({ $ref })),
  };
}

function isDeeper(json: unknown, levels: number): boolean {
  if (typeof json !== 'object' || json === null) return false;
  return levels === 0 || Object.values(json).some((value) => isDeeper(value, levels - 1));
}
