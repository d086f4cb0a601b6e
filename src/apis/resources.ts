import { kindOf } from './kinds.js';
import type { OpenApiDocument } from './openapi.js';
import { METHODS } from './openapi.js';

/** What can be asked of a path of an API. */
export interface ServedPath {
  /** As the document writes it: `/productOrder/{id}`. */
  readonly template: string;
  /** In capitals, HEAD with GET, in the order for Allow. */
  readonly methods: readonly string[];
  /**
   * A list and its POST, one document, event subscriptions (`/hub`), or what a subscriber offers
   * (`/listener`).
   */
  readonly role: 'collection' | 'item' | 'hub' | 'listener' | 'other';
  /** For a collection or an item. */
  readonly resource?: Resource;
}

/** A resource of an API and where its documents are. */
export interface Resource {
  /** As in the paths of this version: `catalog`. */
  readonly name: string;
  /** As in the paths of the newest version: `productCatalog`. */
  readonly canonical: string;
  /** Of the stored documents: `productCatalog`. */
  readonly kind: string;
  /** `/processFlow/{processFlowId}/taskFlow` */
  readonly collection: string;
  /** For a resource under another one's path. */
  readonly parent?: { readonly kind: string; readonly parameter: string };
}

/**
 * The served paths of TMF API `number`, read from its document. `names`: resources that the newest
 * version calls otherwise (see Dialect.names).
 */
export function servedPaths(
  number: number,
  document: OpenApiDocument,
  names: Names = {},
): ServedPath[] {
  return Object.entries(document.paths).map(([template, item]) => ({
    template,
    methods: methodsOf(Object.keys(item)),
    ...roleOf(number, template, names),
  }));
}

type Names = Readonly<Record<string, string>>;

/** Each resource of the paths once. */
export function resourcesOf(paths: readonly ServedPath[]): Resource[] {
  const byCollection = new Map<string, Resource>();
  for (const { resource } of paths) if (resource) byCollection.set(resource.collection, resource);
  return [...byCollection.values()];
}

function methodsOf(names: readonly string[]): string[] {
  const methods = names.filter((name) => METHODS.has(name)).map((name) => name.toUpperCase());
  return methods.includes('GET') && !methods.includes('HEAD') ? [...methods, 'HEAD'] : methods;
}

function roleOf(
  number: number,
  template: string,
  names: Names,
): Pick<ServedPath, 'role' | 'resource'> {
  const segments = template.split('/').filter((segment) => segment !== '');
  if (segments[0] === 'listener') return { role: 'listener' };
  if (segments.includes('hub')) return { role: 'hub' };
  if (!isResourcePath(segments)) return { role: 'other' };
  const isItem = segments.length % 2 === 0;
  const resource = resourceAt(number, isItem ? segments.slice(0, -1) : segments, names);
  return { role: isItem ? 'item' : 'collection', resource };
}

/** `words`: of a collection's path, one or three. */
function resourceAt(number: number, words: readonly string[], names: Names): Resource {
  const [outer = '', parameter, inner] = words;
  const name = inner ?? outer;
  const canonical = names[name] ?? name;
  const collection = `/${words.join('/')}`;
  const resource = { name, canonical, kind: kindOf(number, canonical), collection };
  if (parameter === undefined) return resource;
  const kind = kindOf(number, names[outer] ?? outer);
  return { ...resource, parent: { kind, parameter: parameter.slice(1, -1) } };
}

/** `name`, `name/{id}`, and the same once more below it. */
function isResourcePath(segments: readonly string[]): boolean {
  const alternate = segments.every((word, place) => isParameter(word) === (place % 2 === 1));
  return alternate && segments.length > 0 && segments.length <= 4;
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{') && segment.endsWith('}');
}
