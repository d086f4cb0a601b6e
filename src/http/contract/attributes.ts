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
  const read = namesIn(document, schemas.read);
  const create = namesIn(document, schemas.create);
  const update = namesIn(document, schemas.update);
  return {
    serverSet: [...read].filter((name) => name === 'href' || !create.has(name)),
    fixed: new Set([...[...read].filter((name) => !update.has(name)), 'id', 'href']),
  };
}

/** The attributes that a schema lets a client send. */
function namesIn(document: OpenApiDocument, schema: Schema | undefined, depth = 0): Set<string> {
  if (!schema || depth > 16) return new Set();
  const { properties = {}, allOf = [], oneOf = [], anyOf = [] } = resolve(document, schema);
  const own = Object.entries(properties).filter(([, property]) => !property.readOnly);
  const members = [...allOf, ...oneOf, ...anyOf];
  return new Set([
    ...own.map(([name]) => name),
    ...members.flatMap((member) => [...namesIn(document, member, depth + 1)]),
  ]);
}
