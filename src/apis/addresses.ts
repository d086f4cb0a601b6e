import { readFileSync } from 'node:fs';
import type { Contract } from '../../openapi/contract.js';
import { canonicalVersion } from '../../openapi/contracts.js';
import type { OpenApiDocument } from './openapi.js';
import { resourcesOf, servedPaths } from './resources.js';

/**
 * The path of a document in the newest served version of its API; `parent` for resources below
 * another's path.
 */
export type AddressOf = (kind: string, id: string, parent?: string | null) => string;

/** Documents that only Turnup has: served by its own API, or shown by it. */
const OWN: Readonly<Record<string, string>> = {
  fallout: '/fallouts',
  decompositionRule: '/decompositionRule',
};

/** Reads the newest contracts when the first address is asked for. */
export function addressesOf(contracts: readonly Contract[]): AddressOf {
  let templates: ReadonlyMap<string, string> | undefined;
  return (kind, id, parent) => {
    templates ??= readTemplates(contracts);
    const template = templates.get(kind) ?? OWN[kind] ?? `/${kind}`;
    return `${template.replace(/\{[^}]+\}/, encodeURIComponent(parent ?? ''))}/${encodeURIComponent(id)}`;
  };
}

function readTemplates(contracts: readonly Contract[]): Map<string, string> {
  const templates = new Map<string, string>();
  for (const { number, version, basePath, file } of contracts) {
    if (number === null || version !== canonicalVersion(number)) continue;
    const document = JSON.parse(readFileSync(file, 'utf8')) as OpenApiDocument;
    for (const { kind, collection } of resourcesOf(servedPaths(number, document))) {
      templates.set(kind, `${basePath}${collection}`);
    }
  }
  return templates;
}
