import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import type { Contract } from '../../../openapi/contract.js';
import type { JsonObject, JsonValue } from '../../../openapi/json.js';
import type { OpenApiDocument } from '../../apis/openapi.js';
import { fromSwagger2 } from './swagger2.js';
import { documentFaults } from './well-formed.js';

/** An operator's document and where it came from. */
export interface OperatorDocument {
  readonly file: string;
  readonly document: OpenApiDocument;
}

/**
 * The documents of a folder (JSON or YAML; OpenAPI 3.0 or Swagger 2.0) by the contract that each
 * one replaces: the TMF one with its base path. Throws an Error naming file, place and reason of
 * everything that is wrong in any of them.
 */
export function readOperatorDocuments(
  folder: string,
  contracts: readonly Contract[],
): Map<Contract, OperatorDocument> {
  const found = new Map<Contract, OperatorDocument>();
  const complaints: string[] = [];
  for (const name of readdirSync(folder).sort()) {
    if (!/\.(json|ya?ml)$/i.test(name)) continue;
    const file = join(folder, name);
    try {
      const document = readDocument(file);
      const contract = contractOf(document, contracts);
      const other = found.get(contract);
      if (other) throw new Error(`replaces ${contract.basePath}, and so does ${other.file}`);
      found.set(contract, { file, document });
    } catch (error) {
      complaints.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
  return found;
}

function readDocument(file: string): OpenApiDocument {
  const parsed = parse(readFileSync(file, 'utf8'));
  const document = parsed['swagger'] === '2.0' ? fromSwagger2(parsed) : parsed;
  const faults = documentFaults(document);
  if (faults.length > 0) {
    throw new Error(faults.map(({ pointer, message }) => `${pointer} ${message}`).join('; '));
  }
  return document as unknown as OpenApiDocument;
}

function parse(text: string): JsonObject {
  const value = parseJson(text) ?? parseYaml(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('holds no object');
  }
  return value;
}

/** JSON.parse is many times as fast as the YAML parser; undefined when it is no JSON. */
function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** YAML 1.2 holds JSON, and its parser knows line and column of a mistake. */
function parseYaml(text: string): JsonValue {
  const lineCounter = new LineCounter();
  const parsed = parseDocument(text, { lineCounter });
  const [error] = parsed.errors;
  if (error) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    throw new Error(`line ${line}, column ${col}: ${error.message.split('\n', 1)[0]}`);
  }
  return parsed.toJS({ maxAliasCount: 100 }) as JsonValue;
}

function contractOf(document: OpenApiDocument, contracts: readonly Contract[]): Contract {
  const url = document.servers?.[0]?.url ?? '';
  const basePath = url.replace(/^\w+:\/\/[^/]*|^\{\w+\}/, '').replace(/\/+$/, '');
  const replaceable = contracts.filter(({ number }) => number !== null);
  const contract = replaceable.find(
    ({ basePath: served, aliases }) => served === basePath || aliases.includes(basePath),
  );
  if (contract) return contract;
  const served = replaceable.map((one) => one.basePath).join(', ');
  throw new Error(`/servers/0/url has the base path "${basePath}", which is not served: ${served}`);
}
