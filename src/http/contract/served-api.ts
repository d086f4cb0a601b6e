import { readFileSync } from 'node:fs';
import type { Dialect } from '../../../mappings/dialects/dialect.js';
import type { Contract } from '../../../openapi/contract.js';
import { mayBeLeftOut } from '../../apis/defaults.js';
import { jsonSchema, queryParameters, resolve } from '../../apis/openapi.js';
import type { OpenApiDocument, Schema } from '../../apis/openapi.js';
import { servedPaths } from '../../apis/resources.js';
import type { Resource, ServedPath } from '../../apis/resources.js';
import { attributesOf } from './attributes.js';
import type { Attributes } from './attributes.js';
import { createChecker } from './checker.js';
import type { Checker } from './checker.js';
import type { OperatorDocument } from './operator-documents.js';
import { pathTable } from './path-table.js';
import type { PathTable } from './path-table.js';
import { checkView } from './view.js';
import type { CheckedBody } from './view.js';

/** An API as it is served: its contract, read and compiled when it is first needed. */
export interface ServedApi {
  readonly contract: Contract;
  /** The operator's, in place of the built one. */
  readonly operators: OperatorDocument | undefined;
  /** For a version that is not the canonical one. */
  readonly dialect: Dialect | undefined;
  document(): OpenApiDocument;
  paths(): readonly ServedPath[];
  find: PathTable;
  readonly checker: Checker;
  /** The schema of a request's body: `POST /productOrder`. */
  bodySchema(key: string): Schema | undefined;
  attributes(resource: Resource): Attributes;
}

export interface ServeSettings {
  /** The operator's document in place of the built one. */
  readonly operators?: OperatorDocument | undefined;
  readonly dialect?: Dialect | undefined;
  /** The checker knows the answers' bodies too. */
  readonly answers: boolean;
}

/** What one API checks and serves. */
export function serveApi(
  contract: Contract,
  { operators, dialect, answers }: ServeSettings,
): ServedApi {
  const document = once(() => operators?.document ?? readContract(contract.file));
  const paths = once(() => servedPaths(contract.number ?? 0, document(), dialect?.names));
  const table = once(() => pathTable(paths()));
  const bodies = once(() => requestBodies(contract, document(), paths()));
  const known = new Map<string, Attributes>();
  const bodySchema = (key: string) => bodies().find((body) => body.key === key)?.schema;
  return {
    contract,
    operators,
    dialect,
    document,
    paths,
    find: (address) => table()(address),
    checker: createChecker(() =>
      checkView(document(), [...bodies(), ...(answers ? answerBodies(document(), paths()) : [])]),
    ),
    bodySchema,
    attributes(resource) {
      const found = known.get(resource.collection) ?? findAttributes(document(), paths(), resource);
      known.set(resource.collection, found);
      return found;
    },
  };
}

/** Key of an answer's check: `GET /productOrder 200`. */
export function answerKey(method: string, template: string, status: number): string {
  return `${method} ${template} ${status}`;
}

function readContract(file: string): OpenApiDocument {
  return JSON.parse(readFileSync(file, 'utf8')) as OpenApiDocument;
}

function requestBodies(
  contract: Contract,
  document: OpenApiDocument,
  paths: readonly ServedPath[],
): CheckedBody[] {
  return paths.flatMap((path) => {
    if (path.role === 'listener' || path.role === 'hub') return [];
    return path.methods.flatMap((method): CheckedBody[] => {
      const operation = document.paths[path.template]?.[method.toLowerCase()];
      if (!operation) return [];
      const key = `${method} ${path.template}`;
      const schema = jsonSchema(document, operation.requestBody);
      if (contract.number !== null) return schema ? [tmfBody(key, method, path, schema)] : [];
      const parameters = queryParameters(document, operation);
      return [{ key, ...(schema && { schema }), use: { name: 'whole' }, parameters }];
    });
  });
}

/** Query parameters of TMF APIs are checked where they are read (tmf630). */
function tmfBody(key: string, method: string, path: ServedPath, schema: Schema): CheckedBody {
  if (method === 'PATCH') return { key, schema, use: { name: 'patch' } };
  const optional = new Set(mayBeLeftOut(path.resource?.kind ?? ''));
  return { key, schema, use: { name: 'lax', optional } };
}

function answerBodies(document: OpenApiDocument, paths: readonly ServedPath[]): CheckedBody[] {
  return paths.flatMap(({ template, methods }) =>
    methods.flatMap((method) => {
      const answers = document.paths[template]?.[method.toLowerCase()]?.responses ?? {};
      return Object.entries(answers).flatMap(([status, answer]): CheckedBody[] => {
        const schema = jsonSchema(document, answer);
        if (!schema) return [];
        return [
          { key: answerKey(method, template, Number(status)), schema, use: { name: 'whole' } },
        ];
      });
    }),
  );
}

function findAttributes(
  document: OpenApiDocument,
  paths: readonly ServedPath[],
  { collection }: Resource,
): Attributes {
  const item = paths.find(
    (path) => path.role === 'item' && path.resource?.collection === collection,
  );
  const operation = (template: string, method: string) => document.paths[template]?.[method];
  const list = jsonSchema(document, operation(collection, 'get')?.responses?.['200']);
  return attributesOf(document, {
    read: list && (resolve(document, list).items ?? list),
    create: jsonSchema(document, operation(collection, 'post')?.requestBody),
    update: jsonSchema(document, operation(item?.template ?? '', 'patch')?.requestBody),
  });
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
