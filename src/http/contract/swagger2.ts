import type { JsonObject, JsonValue } from '../../../openapi/json.js';

/**
 * A Swagger 2.0 document (TM Forum publishes v4 so) as OpenAPI 3.0: base path, definitions, bodies
 * and answers, and the string discriminator. Attributes that a definition requires without having
 * them are no longer required: nobody could send what is not defined. Pure; shares what it does not
 * change.
 */
export function fromSwagger2(swagger: JsonObject): JsonObject {
  const consumes = mediaTypes(swagger['consumes']);
  const paths = object(swagger['paths']);
  return {
    openapi: '3.0.3',
    info: swagger['info'] ?? { title: 'untitled', version: '0' },
    servers: [{ url: typeof swagger['basePath'] === 'string' ? swagger['basePath'] : '/' }],
    paths: map(paths, (item) =>
      map(object(item), (operation) => fromOperation(operation, consumes)),
    ),
    components: {
      schemas: map(object(swagger['definitions']), (schema) => fromSchema(schema)),
    },
  };
}

function fromOperation(operation: JsonValue | undefined, consumes: readonly string[]): JsonValue {
  if (!isObject(operation)) return operation ?? null;
  const parameters = (Array.isArray(operation['parameters']) ? operation['parameters'] : []).filter(
    isObject,
  );
  const body = parameters.find((parameter) => parameter['in'] === 'body');
  const types = operation['consumes'] === undefined ? consumes : mediaTypes(operation['consumes']);
  return {
    ...(operation['operationId'] !== undefined && { operationId: operation['operationId'] }),
    parameters: parameters.filter((parameter) => parameter !== body).map(fromParameter),
    ...(body && {
      requestBody: {
        required: body['required'] !== false,
        content: content(types, body['schema']),
      },
    }),
    responses: map(object(operation['responses']), (answer) => {
      const { schema, description = '' } = object(answer);
      return {
        description,
        ...(schema !== undefined && { content: content([JSON_TYPE], schema) }),
      };
    }),
  };
}

/** A parameter's type stands beside its name in Swagger 2.0. */
function fromParameter(parameter: JsonObject): JsonValue {
  const { name = '', in: place = 'query', required = false, type, format, items } = parameter;
  return {
    name,
    in: place,
    required,
    schema: {
      type: type ?? 'string',
      ...(format !== undefined && { format }),
      ...(items !== undefined && { items: fromSchema(items) }),
    },
  };
}

function fromSchema(schema: JsonValue | undefined): JsonValue {
  if (Array.isArray(schema)) return schema.map((member) => fromSchema(member));
  if (!isObject(schema)) return schema ?? null;
  const words = Object.entries(schema).filter(([name]) => !/^examples?$/.test(name));
  return withoutUndefined(
    Object.fromEntries(words.map(([name, word]) => [name, fromWord(name, word)])),
  );
}

function fromWord(name: string, word: JsonValue | undefined): JsonValue {
  switch (name) {
    case '$ref':
      return repoint(word);
    case 'discriminator':
      return { propertyName: String(word) };
    case 'properties':
      return map(object(word), (property) => fromSchema(property));
    case 'enum':
    case 'default':
      return word ?? null;
    default:
      return fromSchema(word);
  }
}

function withoutUndefined(schema: JsonObject): JsonObject {
  const { required, properties } = schema;
  if (!Array.isArray(required) || !isObject(properties) || schema['allOf'] !== undefined) {
    return schema;
  }
  return { ...schema, required: required.filter((name) => String(name) in properties) };
}

const JSON_TYPE = 'application/json';

function content(types: readonly string[], schema: JsonValue | undefined): JsonObject {
  return Object.fromEntries(types.map((type) => [type, { schema: fromSchema(schema ?? {}) }]));
}

/** `application/json;charset=utf-8` means `application/json`. */
function mediaTypes(value: JsonValue | undefined): string[] {
  const types = Array.isArray(value)
    ? value.map((type) => String(type).split(';', 1)[0] ?? '')
    : [];
  return types.length > 0 ? [...new Set(types)] : [JSON_TYPE];
}

function repoint(ref: JsonValue | undefined): JsonValue {
  return String(ref).replace('#/definitions/', '#/components/schemas/');
}

function map(values: JsonObject, change: (value: JsonValue | undefined) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}

function object(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
