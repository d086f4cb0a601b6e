import type { JsonObject, JsonValue } from '../../../openapi/json.js';
import type { Fault } from '../../errors.js';

const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'array', 'object']);
const MOST_FAULTS = 20;

/**
 * What keeps a document from being an OpenAPI 3.0 document that the gateway can enforce: the place
 * (JSON pointer) and the reason of each fault, at most 20. Looks at what validation would trip
 * over, not at every rule of OpenAPI.
 */
export function documentFaults(document: JsonObject): Fault[] {
  const faults: Fault[] = [];
  const version = document['openapi'];
  if (typeof version !== 'string' || !version.startsWith('3.0')) {
    faults.push({ pointer: '/openapi', message: 'must be 3.0.x' });
  }
  if (!isObject(document['paths'])) {
    faults.push({ pointer: '/paths', message: 'must be an object' });
    return faults;
  }
  const components = document['components'];
  const schemas = isObject(components) ? components['schemas'] : undefined;
  const seek: Seek = { document, faults };
  if (isObject(schemas)) {
    for (const [name, schema] of Object.entries(schemas)) {
      checkSchema(seek, schema, `/components/schemas/${escape(name)}`);
    }
  }
  findSchemas(seek, document['paths'], '/paths');
  return faults.slice(0, MOST_FAULTS);
}

interface Seek {
  readonly document: JsonObject;
  readonly faults: Fault[];
}

/** Operations hold schemas at any depth: parameters, bodies, answers. */
function findSchemas(seek: Seek, node: JsonValue | undefined, pointer: string): void {
  if (Array.isArray(node)) {
    node.forEach((element, place) => findSchemas(seek, element, `${pointer}/${place}`));
  } else if (isObject(node)) {
    for (const [name, value] of Object.entries(node)) {
      const at = `${pointer}/${escape(name)}`;
      if (name === 'example' || name === 'examples') continue;
      if (name === '$ref') checkRef(seek, value, at);
      else if (name === 'schema') checkSchema(seek, value, at);
      else findSchemas(seek, value, at);
    }
  }
}

function checkSchema(seek: Seek, schema: JsonValue | undefined, pointer: string): void {
  if (!isObject(schema)) {
    seek.faults.push({ pointer, message: 'must be a schema object' });
    return;
  }
  if (schema['$ref'] !== undefined) checkRef(seek, schema['$ref'], `${pointer}/$ref`);
  checkWords(seek, schema, pointer);
  const properties = schema['properties'];
  if (isObject(properties)) {
    for (const [name, value] of Object.entries(properties)) {
      checkSchema(seek, value, `${pointer}/properties/${escape(name)}`);
    }
  }
  for (const name of ['allOf', 'oneOf', 'anyOf']) {
    const members = schema[name];
    if (Array.isArray(members)) {
      members.forEach((member, place) => checkSchema(seek, member, `${pointer}/${name}/${place}`));
    }
  }
  for (const name of ['items', 'not', 'additionalProperties']) {
    const inner = schema[name];
    if (inner !== undefined && typeof inner !== 'boolean') {
      checkSchema(seek, inner, `${pointer}/${name}`);
    }
  }
}

const WORDS: readonly [name: string, holds: (value: JsonValue) => boolean, rule: string][] = [
  ['type', isType, `must be one of ${[...TYPES].join(', ')}`],
  [
    'required',
    (value) => typeof value === 'boolean' || isTextList(value),
    'must be a list of names',
  ],
  ['enum', Array.isArray, 'must be a list'],
  ['pattern', isPattern, 'must be a regular expression'],
];

function checkWords({ faults }: Seek, schema: JsonObject, pointer: string): void {
  for (const [name, holds, message] of WORDS) {
    const value = schema[name];
    if (value === undefined || holds(value)) continue;
    faults.push({ pointer: `${pointer}/${name}`, message });
  }
}

function checkRef({ document, faults }: Seek, ref: JsonValue | undefined, pointer: string): void {
  if (typeof ref !== 'string' || !/^#\/components\/\w+\/[^/]+$/.test(ref)) {
    faults.push({ pointer, message: 'must name a component of the same document' });
    return;
  }
  let node: JsonValue | undefined = document;
  for (const segment of ref.slice(2).split('/')) {
    node = isObject(node) ? node[segment.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
  }
  if (node === undefined) faults.push({ pointer, message: `there is no ${ref}` });
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isType(value: JsonValue): boolean {
  return typeof value === 'string' && TYPES.has(value);
}

function isTextList(value: JsonValue): boolean {
  return Array.isArray(value) && value.every((element) => typeof element === 'string');
}

function isPattern(value: JsonValue): boolean {
  if (typeof value !== 'string') return false;
  try {
    return new RegExp(value, 'u').source !== '';
  } catch {
    return false;
  }
}

function escape(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
