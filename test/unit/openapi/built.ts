import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { OpenAPIV3 } from 'openapi-types';
import type { Contract } from '../../../openapi/contract.js';
import { CONTRACTS } from '../../../openapi/contracts.js';

/** A built document and the contract that it belongs to. */
export interface Built {
  readonly contract: Contract;
  readonly document: OpenAPIV3.Document;
  readonly text: string;
}

export const GENERATE = fileURLToPath(new URL('../../../openapi/generate.mjs', import.meta.url));

/** Every document of the contracts, built first where sources are newer. */
export function builtDocuments(): Built[] {
  execFileSync(process.execPath, [GENERATE]);
  return CONTRACTS.map((contract) => {
    const text = readFileSync(contract.file, 'utf8');
    return { contract, text, document: JSON.parse(text) as OpenAPIV3.Document };
  });
}

/** Where a violation was found: `tmf622-product-ordering v4 GET /productOrder`. */
export const nameOf = ({ contract }: Built): string => `${contract.api} ${contract.version}`;

export interface Operation {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly operation: OpenAPIV3.OperationObject;
}

/** All operations of a document. */
export function operationsOf(built: Built): Operation[] {
  return Object.entries(built.document.paths).flatMap(([path, item]) =>
    (['get', 'post', 'patch', 'put', 'delete'] as const).flatMap((method) => {
      const operation = item?.[method];
      if (!operation) return [];
      return [{ at: `${nameOf(built)} ${method.toUpperCase()} ${path}`, method, path, operation }];
    }),
  );
}

/** The parameters of an operation, references followed. */
export function parametersOf(
  { document }: Built,
  operation: OpenAPIV3.OperationObject,
): OpenAPIV3.ParameterObject[] {
  return (operation.parameters ?? []).map((parameter) =>
    '$ref' in parameter
      ? (document.components?.parameters?.[
          parameter.$ref.split('/').at(-1) ?? ''
        ] as OpenAPIV3.ParameterObject)
      : parameter,
  );
}

/** Every object in a JSON value, with its JSON pointer. */
export function* objectsIn(node: unknown, at = ''): Generator<[string, Record<string, unknown>]> {
  if (!node || typeof node !== 'object') return;
  if (!Array.isArray(node)) yield [at, node as Record<string, unknown>];
  for (const [key, value] of Object.entries(node)) {
    yield* objectsIn(value, `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  }
}

/** What a JSON pointer of a document points to. */
export function resolve(document: unknown, ref: string): unknown {
  return ref
    .slice(2)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], document);
}
