import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, JsonValue } from '../../openapi/json.js';
import type { NewDocument, StoredDocument } from '../../src/documents/document.js';
import type { Documents } from '../../src/documents/reader.js';
import type { Unit, Units } from '../../src/documents/unit.js';
import { Refusal } from '../../src/errors.js';
import type { Condition, Query, SortKey } from '../../src/tmf630/query.js';

/**
 * Units and documents in memory, for tests of what stands above them. One unit at a time; a
 * rejection undoes it.
 */
export interface MemoryStore {
  readonly units: Units;
  readonly documents: Documents;
  /** As they are now, by kind and id. */
  readonly stored: ReadonlyMap<string, StoredDocument>;
}

export function memoryStore(hrefOf: (kind: string, id: string) => string): MemoryStore {
  let stored = new Map<string, StoredDocument>();
  let last: Promise<unknown> = Promise.resolve();
  let counter = 0;
  const notes: Notes = new Map();
  const unitOver = (staged: Map<string, StoredDocument>, actor: string, now: Date): Unit => {
    const get = (kind: string, id: string) => staged.get(`${kind}/${id}`);
    const put = (document: StoredDocument) => {
      staged.set(`${document.kind}/${document.id}`, document);
      return document;
    };
    const found = (kind: string, ids: readonly string[]) =>
      ids.flatMap((id) => get(kind, id) ?? []);
    return {
      now,
      actor,
      newId: () => `new-${++counter}`,
      lockJourneys: async () => undefined,
      lockAndGet: async (kind, ids) => found(kind, ids),
      get: async (kind, id) => get(kind, id),
      getMany: async (kind, ids) => found(kind, ids),
      childrenOf: async (kind, parents) =>
        [...staged.values()].filter(
          (one) => one.kind === kind && parents.includes(one.parent ?? ''),
        ),
      childStates: async (kind, parent) =>
        [...staged.values()].filter((one) => one.kind === kind && one.parent === parent),
      findBy: async (kind, path, value) =>
        [...staged.values()].filter(
          (one) => one.kind === kind && valuesAt(one.body, path.split('.')).includes(value),
        ),
      all: async (kind) => [...staged.values()].filter((one) => one.kind === kind),
      create: (document) => put(newDocument(document, `new-${++counter}`, now, staged, hrefOf)),
      change: (document, change) =>
        put({
          ...document,
          ...change,
          revision: document.revision + 1,
          updatedAt: now.toISOString(),
        }),
      remove: (document) => void staged.delete(`${document.kind}/${document.id}`),
      send: () => undefined,
      ask: () => undefined,
      afterCommit: () => undefined,
      query: async <R>(sql: string, values: readonly unknown[] = []) =>
        askNotes(notes, sql, values) as R[],
    };
  };
  return {
    get stored() {
      return stored;
    },
    units: {
      run: (actor, work) => {
        const turn = last.then(async () => {
          const staged = new Map(stored);
          const result = await work(unitOver(staged, actor, new Date()));
          stored = staged;
          return result;
        });
        last = turn.catch(() => undefined);
        return turn;
      },
    },
    documents: {
      get: async (kind, id) => stored.get(`${kind}/${id}`),
      list: async (kind, query) => listOf([...stored.values()], kind, query),
      ofJourney: async () => [],
      journeyOf: async () => undefined,
      audit: async () => [],
    },
  };
}

type Notes = Map<string, Record<string, unknown>>;

/** The table of first answers, as documents/idempotency asks for it. */
function askNotes(notes: Notes, sql: string, values: readonly unknown[]): object[] {
  const [scope, key, request_hash, kind, document_id] = values;
  const at = `${String(scope)} ${String(key)}`;
  const known = notes.get(at);
  if (sql.startsWith('SELECT')) return known ? [known] : [];
  if (sql.startsWith('DELETE')) return notes.delete(at) ? [{}] : [];
  if (known) return [];
  notes.set(at, { request_hash, kind, document_id });
  return [{ key }];
}

function newDocument(
  document: NewDocument,
  fresh: string,
  now: Date,
  staged: ReadonlyMap<string, StoredDocument>,
  hrefOf: (kind: string, id: string) => string,
): StoredDocument {
  const { kind, id = fresh, state = null, journey = null, parent = null, part = null } = document;
  if (staged.has(`${kind}/${id}`)) throw new Refusal('duplicate', `${kind} ${id} exists`);
  const at = now.toISOString();
  const body = { ...structuredClone(document.body), id, href: hrefOf(kind, id) };
  const inner = document.inner ?? {};
  return {
    kind,
    id,
    revision: 1,
    state,
    journey,
    parent,
    part,
    body,
    inner,
    createdAt: at,
    updatedAt: at,
  };
}

function listOf(all: readonly StoredDocument[], kind: string, query: Query) {
  const matching = all.filter(
    (one) =>
      one.kind === kind &&
      (query.parent === undefined || one.parent === query.parent) &&
      query.where.every((condition) => holds(one.body, condition)),
  );
  matching.sort((a, b) => compare(a.body, b.body, query.sort));
  return {
    documents: matching.slice(query.offset, query.offset + query.limit),
    total: matching.length,
  };
}

function holds(body: JsonObject, { path, values }: Condition): boolean {
  return valuesAt(body, path).some((value) => values.includes(String(value)));
}

function compare(a: JsonObject, b: JsonObject, keys: readonly SortKey[]): number {
  for (const { path, descending } of keys) {
    const [left, right] = [valuesAt(a, path)[0], valuesAt(b, path)[0]];
    if (isDeepStrictEqual(left, right)) continue;
    const order = String(left) < String(right) ? -1 : 1;
    return descending ? -order : order;
  }
  return 0;
}

function valuesAt(value: JsonValue | undefined, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((element) => valuesAt(element, path));
  const [name, ...rest] = path;
  if (name === undefined) return value === undefined ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return valuesAt(value[name], rest);
}
