/** The parts of an OpenAPI 3.0 document that the gateway reads. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info?: { readonly title?: string; readonly version?: string };
  readonly servers?: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components?: {
    readonly schemas?: Readonly<Record<string, Schema>>;
    readonly requestBodies?: Readonly<Record<string, Body>>;
    readonly responses?: Readonly<Record<string, Body>>;
    readonly parameters?: Readonly<Record<string, Parameter>>;
  };
}

/** Operations by method in small letters; `parameters` and the like stand beside them. */
export type PathItem = Readonly<Record<string, Operation | undefined>>;

export interface Operation {
  readonly operationId?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Body;
  /** By status. */
  readonly responses?: Readonly<Record<string, Body>>;
}

/** A parameter, or where it is described. */
export interface Parameter {
  readonly $ref?: string;
  readonly name?: string;
  readonly in?: string;
  readonly required?: boolean;
  readonly schema?: Schema;
}

/** A request or an answer: its schema by media type, or where it is described. */
export interface Body {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

/** A schema as OpenAPI 3.0 writes it; `$ref` always points into the same document. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly not?: Schema;
  readonly additionalProperties?: boolean | Schema;
  readonly nullable?: boolean;
  readonly readOnly?: boolean;
  readonly default?: unknown;
  readonly discriminator?: {
    readonly propertyName: string;
    /** Class -> `$ref`. */
    readonly mapping?: Readonly<Record<string, string>>;
  };
}

/** What HTTP methods an item of `paths` may hold (OpenAPI 3.0, Path Item Object). */
export const METHODS: ReadonlySet<string> = new Set([
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
]);

/** The last word of a `$ref`: `#/components/schemas/Note` is `Note`. */
export function nameOf(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

/**
 * The schema of a JSON body, looked up in the document where it is only named; undefined when there
 * is none.
 */
export function jsonSchema(document: OpenApiDocument, body: Body | undefined): Schema | undefined {
  if (body?.$ref !== undefined) return jsonSchema(document, named(document, body.$ref));
  const content = body?.content ?? {};
  const type = Object.keys(content).find((name) => /^application\/json\b/.test(name));
  const any = Object.keys(content).find((name) => /json|\*\/\*/.test(name));
  return content[type ?? any ?? '']?.schema;
}

/**
 * The schema that a `$ref` means; the schema itself when it is none. A name that is not there is an
 * empty schema.
 */
export function resolve(document: OpenApiDocument, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const target = document.components?.schemas?.[nameOf(schema.$ref)];
  return target ? resolve(document, target) : {};
}

/** The query parameters of an operation, looked up where they are only named. */
export function queryParameters(document: OpenApiDocument, operation: Operation): Parameter[] {
  return (operation.parameters ?? [])
    .map((one) => (one.$ref ? document.components?.parameters?.[nameOf(one.$ref)] : one))
    .filter((one): one is Parameter => one?.in === 'query');
}

function named(document: OpenApiDocument, ref: string): Body | undefined {
  const { requestBodies, responses } = document.components ?? {};
  return ref.includes('/requestBodies/') ? requestBodies?.[nameOf(ref)] : responses?.[nameOf(ref)];
}
