import type { JsonObject } from '../../openapi/json.js';
import type { Contract } from '../../openapi/contract.js';
import type { Dialect } from '../../mappings/dialects/dialect.js';
import type { Resource } from '../apis/resources.js';
import type { StoredDocument } from '../documents/document.js';
import type { Wording } from '../tmf630/condition.js';

/**
 * How one version of an API shows the documents of a resource, and reads what clients write in its
 * words.
 */
export interface Representation extends Wording {
  /** The document in the words of this version, with the address that this version has for it. */
  show(document: StoredDocument): JsonObject;
  /**
   * A body of this version as the canonical document has it; `current` keeps what the version
   * cannot say.
   */
  store(body: JsonObject, current?: JsonObject): JsonObject;
  /** The address of the collection, or of one document in it. */
  address(parent: string | null, id?: string): string;
}

/**
 * The representation of a resource. `publicUrl` stands before every address; without one addresses
 * are paths.
 */
export function representationOf(
  contract: Contract,
  resource: Resource,
  dialect: Dialect | undefined,
  publicUrl: string | undefined,
): Representation {
  const lens = dialect?.resources[resource.name];
  const base = `${(publicUrl ?? '').replace(/\/+$/, '')}${contract.basePath}`;
  const placeholder = resource.parent && `{${resource.parent.parameter}}`;
  const address = (parent: string | null, id?: string) => {
    const collection = placeholder
      ? resource.collection.replace(placeholder, () => encodeURIComponent(parent ?? ''))
      : resource.collection;
    return `${base}${collection}${id === undefined ? '' : `/${encodeURIComponent(id)}`}`;
  };
  return {
    address,
    path: (path) => dialect?.path(resource.name, path) ?? path,
    words: (path, word) => dialect?.words?.(resource.name, path, word) ?? [word],
    store: (body, current) => lens?.put(body, current) ?? body,
    show(document) {
      const body = lens?.get(document.body) ?? document.body;
      const href = address(document.parent, document.id);
      return body['href'] === href ? body : { ...body, href };
    },
  };
}
