import { readFileSync } from 'node:fs';
import type { Dialect } from '../../../../mappings/dialects/dialect.js';
import { CONTRACTS } from '../../../../openapi/contracts.js';
import type { JsonObject } from '../../../../openapi/json.js';
import type { SchemaDocument } from '../../../support/schema-validator.js';

interface Contract extends SchemaDocument {
  readonly paths: Readonly<Record<string, JsonObject>>;
}

/**
 * One side of a resource: the built contract, and the class of what `GET /{resource}/{id}` answers.
 */
export interface Side {
  readonly document: SchemaDocument;
  readonly schema: string;
}

/** Both sides of each resource that a dialect maps. */
export function sidesOf(
  dialect: Dialect,
): readonly { resource: string; view: Side; canonical: Side }[] {
  const older = contractOf(dialect.api, dialect.version);
  const newer = contractOf(dialect.api, 'v5');
  return Object.keys(dialect.resources).map((resource) => ({
    resource,
    view: side(older, resource),
    canonical: side(newer, dialect.names?.[resource] ?? resource),
  }));
}

function contractOf(api: string, version: string): Contract {
  const contract = CONTRACTS.find((one) => one.api === api && one.version === version);
  if (!contract) throw new Error(`no contract ${api} ${version}`);
  return JSON.parse(readFileSync(contract.file, 'utf8')) as Contract;
}

function side(document: Contract, resource: string): Side {
  const answer = JSON.stringify(document.paths[`/${resource}/{id}`]?.['get']);
  const schema = /"200":.*?"\$ref":"#\/components\/schemas\/(\w+)"/.exec(answer)?.[1];
  if (schema === undefined) throw new Error(`no schema of ${resource}`);
  return { document, schema };
}
