import type { OpenAPIV3 } from 'openapi-types';
import {
  nameOf,
  objectsIn,
  operationsOf,
  parametersOf,
  resolve,
  type Built,
  type Operation,
} from './built.js';

/** A rule that every document keeps: what it answers are the places where it is broken. */
export interface Rule {
  readonly name: string;
  readonly broken: (built: Built) => string[];
}

const isListener = ({ path }: Operation) => path.startsWith('/listener/');

/** Operations of documents: not the hub, not what a subscriber offers. */
const onDocuments = (built: Built) =>
  operationsOf(built).filter((o) => !isListener(o) && !o.path.startsWith('/hub'));

const where = <T extends Operation>(operations: T[], isBroken: (o: T) => boolean) =>
  operations.filter(isBroken).map(({ at }) => at);

const schemasOf = ({ document }: Built) =>
  (document.components?.schemas ?? {}) as Record<string, OpenAPIV3.SchemaObject>;

export const RULES: readonly Rule[] = [
  {
    name: 'is served under its base path',
    broken: (built) => {
      const expected = built.contract.basePath || '/';
      const urls = built.document.servers?.map(({ url }) => url) ?? [];
      return urls.length === 1 && urls[0] === expected ? [] : [`${nameOf(built)}: ${urls.join()}`];
    },
  },
  {
    name: 'is titled as people call the API, and says what the gateway does with it',
    broken: (built) => {
      const { title, description, version } = built.document.info;
      const fine = !/tmf|\d/i.test(title) && (description?.length ?? 0) > 40 && !!version;
      return fine ? [] : [`${nameOf(built)}: ${title}`];
    },
  },
  {
    name: 'has no reference that leads nowhere',
    broken: (built) =>
      [...objectsIn(built.document)].flatMap(([at, { $ref }]) =>
        typeof $ref === 'string' && resolve(built.document, $ref) === undefined
          ? [`${nameOf(built)}#${at}: ${$ref}`]
          : [],
      ),
  },
  {
    name: 'names every operation, and no two alike',
    broken: (built) => {
      const operations = operationsOf(built);
      const ids = operations.map(({ operation }) => operation.operationId);
      return where(
        operations,
        ({ operation: { operationId } }) =>
          ids.filter((id) => id && id === operationId).length !== 1,
      );
    },
  },
  {
    name: 'says of every operation what it does',
    broken: (built) =>
      where(
        operationsOf(built),
        ({ operation: { summary, description, tags } }) =>
          !summary || !description || tags?.length !== 1,
      ),
  },
  {
    name: 'answers errors on every operation with the error body',
    broken: (built) =>
      where(operationsOf(built), ({ operation }) => {
        const response = operation.responses['default'] as OpenAPIV3.ResponseObject | undefined;
        const schema = response?.content?.['application/json']?.schema;
        return !schema || !('$ref' in schema) || schema.$ref !== '#/components/schemas/Error';
      }),
  },
  {
    name: 'declares success on every operation',
    broken: (built) =>
      where(
        operationsOf(built),
        ({ operation }) =>
          !Object.keys(operation.responses).some((status) => status.startsWith('2')),
      ),
  },
  {
    name: 'declares the parameters of its paths',
    broken: (built) =>
      where(operationsOf(built), ({ path, operation }) => {
        const inPath = parametersOf(built, operation).filter((p) => p.in === 'path');
        const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        return (
          names.sort().join() !==
          inPath
            .map((p) => p.name)
            .sort()
            .join()
        );
      }),
  },
  {
    name: 'lists TM Forum resources with fields, offset, limit, sort and filter',
    broken: (built) => {
      if (built.contract.number === null) return [];
      const lists = onDocuments(built).filter((o) => o.method === 'get' && !o.path.endsWith('}'));
      return where(lists, ({ operation }) => {
        const names = new Set(parametersOf(built, operation).map((p) => p.name));
        return !['fields', 'offset', 'limit', 'sort', 'filter'].every((name) => names.has(name));
      });
    },
  },
  {
    name: 'takes plain JSON, merge patches and JSON patches where it takes patches of TM Forum resources',
    broken: (built) => {
      if (built.contract.number === null) return [];
      const patches = onDocuments(built).filter((o) => o.method === 'patch');
      return where(patches, ({ operation }) => {
        const body = operation.requestBody as OpenAPIV3.RequestBodyObject;
        return (
          Object.keys(body.content).join() !==
          'application/json,application/merge-patch+json,application/json-patch+json,application/json-patch-query+json'
        );
      });
    },
  },
  {
    name: 'describes every resource',
    broken: (built) => {
      const schemas = schemasOf(built);
      return onDocuments(built).flatMap(({ at, method, operation }) => {
        if (method !== 'post') return [];
        const answer = operation.responses['201'] as OpenAPIV3.ResponseObject | undefined;
        const schema = answer?.content?.['application/json']?.schema;
        if (!schema || !('$ref' in schema)) return [];
        return schemas[schema.$ref.split('/').at(-1) ?? '']?.description ? [] : [at];
      });
    },
  },
  {
    name: 'requires only attributes that it defines',
    broken: (built) =>
      Object.entries(schemasOf(built)).flatMap(([name, { required = [], properties = {} }]) =>
        required.filter((r) => !properties[r]).map((r) => `${nameOf(built)} ${name}.${r}`),
      ),
  },
  {
    name: 'maps every type of a discriminator to a member of its oneOf',
    broken: (built) =>
      [...objectsIn(built.document)].flatMap(([at, { discriminator, oneOf }]) => {
        if (!discriminator) return [];
        const members = new Set((oneOf as { $ref: string }[] | undefined)?.map((m) => m.$ref));
        const mapping = (discriminator as OpenAPIV3.DiscriminatorObject).mapping ?? {};
        return Object.values(mapping).every((ref) => members.has(ref))
          ? []
          : [`${nameOf(built)}#${at}`];
      }),
  },
  {
    name: 'carries no mark of its making',
    broken: (built) =>
      [...objectsIn(built.document)].flatMap(([at, node]) =>
        Object.keys(node).some((key) => key.startsWith('x-')) ? [`${nameOf(built)}#${at}`] : [],
      ),
  },
];
