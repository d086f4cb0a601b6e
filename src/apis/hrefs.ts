import { readFileSync } from 'node:fs';
import type { Contract } from '../../openapi/contract.js';
import type { OpenApiDocument } from './openapi.js';
import { resourcesOf, servedPaths } from './resources.js';
import type { Resource } from './resources.js';

/**
 * The path of a document in the newest served version of its API; `parent` for kinds below another
 * one.
 */
export type HrefOf = (kind: string, id: string, parent?: string | null) => string;

/**
 * Hrefs for every kind that the contracts serve; the documents are read when the first href is
 * asked for. A kind that no contract serves gets a path at the root: it is Turnup's own.
 */
export function hrefsOf(contracts: readonly Contract[]): HrefOf {
  let resources: Map<string, { basePath: string; resource: Resource }> | undefined;
  return (kind, id, parent) => {
    resources ??= resourcesByKind(contracts);
    const found = resources.get(kind);
    if (!found) return `/${kind}/${encodeURIComponent(id)}`;
    const { basePath, resource } = found;
    const collection = resource.collection.replace(/\{\w+\}/, encodeURIComponent(parent ?? ''));
    return `${basePath}${collection}/${encodeURIComponent(id)}`;
  };
}

function resourcesByKind(contracts: readonly Contract[]) {
  const byKind = new Map<string, { basePath: string; resource: Resource }>();
  const oldestFirst = [...contracts].sort((a, b) => a.version.localeCompare(b.version));
  for (const { number, file, basePath } of oldestFirst) {
    if (number === null) continue;
    const document = JSON.parse(readFileSync(file, 'utf8')) as OpenApiDocument;
    for (const resource of resourcesOf(servedPaths(number, document))) {
      byKind.set(resource.kind, { basePath, resource });
    }
  }
  return byKind;
}
