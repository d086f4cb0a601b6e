import type { OpenApiDocument, Schema } from '../../apis/openapi.js';
import { resolve } from '../../apis/openapi.js';

/** Which attributes of a resource a client may give, by what its schemas have and leave out. */
export interface Attributes {
  /** The server sets these at creation; what a client says of them is passed over. */
  readonly serverSet: readonly string[];
  /** These do not change after creation. */
  readonly fixed: ReadonlySet<string>;
}

/** The schemas of one resource: as it is read, as it is created, as it is changed. */
export interface ResourceSchemas {
  readonly read?: Schema | undefined;
  readonly create?: Schema | undefined;
  readonly update?: Schema | undefined;
}

/** What a client may say of a resource. `href` is always the server's, and `id` never changes. */
export function attributesOf(document: OpenApiDocument, schemas: ResourceSchemas): Attributes {
  const read = new Set(propertiesOf(document, schemas.read).keys());
  const create = namesToSend(document, schemas.create);
  const update = namesToSend(document, schemas.update);
  return {
    serverSet: [...read].filter((name) => name === 'href' || !create.has(name)),
    fixed: new Set([...[...read].filter((name) => !update.has(name)), 'id', 'href']),
  };
}

/** The attributes that a schema lets a client send. */
function namesToSend(document: OpenApiDocument, schema: Schema | undefined): Set<string> {
  const properties = [...propertiesOf(document, schema)];
  return new Set(properties.filter(([, { readOnly }]) => !readOnly).map(([name]) => name));
}

/** The properties of a schema and of all that it is composed of. */
function propertiesOf(
  document: OpenApiDocument,
  schema: Schema | undefined,
  depth = 0,
): Map<string, Schema> {
  if (!schema || depth > 16) return new Map();
  const { properties = {}, allOf = [], oneOf = [], anyOf = [] } = resolve(document, schema);
  const members = [...allOf, ...oneOf, ...anyOf];
  return new Map([
    ...members.flatMap((member) => [...propertiesOf(document, member, depth + 1)]),
    ...Object.entries(properties),
  ]);
}
