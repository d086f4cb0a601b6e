import type { JsonObject, JsonValue } from '../../openapi/json.js';
import type { Condition, Path, Query } from '../../src/tmf630/query.js';

/** What a query finds, worked out in memory: the meaning that both databases are held against. */
export interface Evaluated {
  /** Ids of the page, in order. */
  readonly ids: string[];
  readonly total: number;
}

/** Bodies in the order of their making; `indexed` paths hold texts and compare as texts. */
export function evaluate(
  bodies: readonly JsonObject[],
  query: Query,
  indexed: readonly string[],
): Evaluated {
  const found = bodies.filter((body) =>
    query.where.every((condition) => holds(body, condition, indexed)),
  );
  const sorted = query.sort.length === 0 ? found : [...found].sort((a, b) => compare(a, b, query));
  const page = sorted.slice(query.offset, query.offset + query.limit);
  return { ids: page.map((body) => String(body['id'])), total: found.length };
}

type Scalar = string | number | boolean;

function holds(body: JsonObject, { path, values }: Condition, indexed: readonly string[]): boolean {
  const asText = indexed.includes(path.join('.')) || (path.length === 1 && path[0] === 'id');
  return scalarsAt(body, path).some((scalar) =>
    values.some((value) => (asText ? scalar === value : equals(scalar, value))),
  );
}

function equals(scalar: Scalar, value: string): boolean {
  if (typeof scalar === 'boolean') return String(scalar) === value;
  if (typeof scalar === 'number')
    return /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(value) && Number(value) === scalar;
  if (scalar === value) return true;
  const [one, other] = [instant(scalar), instant(value)];
  return one !== undefined && one === other;
}

function instant(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/.test(text))
    return undefined;
  const at = Date.parse(
    /T.*(Z|[+-]\d\d:\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`,
  );
  return Number.isNaN(at) ? undefined : at;
}

function scalarsAt(body: JsonObject, path: Path): Scalar[] {
  let values: JsonValue[] = [body];
  for (const name of path)
    values = values.flatMap((value) => {
      const within = typeof value === 'object' && value !== null && !Array.isArray(value);
      const member = within && Object.hasOwn(value, name) ? value[name] : undefined;
      if (member === undefined) return [];
      return Array.isArray(member) ? member : [member];
    });
  return values.filter((value): value is Scalar => typeof value !== 'object');
}

function compare(one: JsonObject, other: JsonObject, query: Query): number {
  for (const { path, descending } of query.sort) {
    const [a, b] = [keyOf(scalarsAt(one, path)[0]), keyOf(scalarsAt(other, path)[0])];
    if (a.rank !== b.rank) return a.rank - b.rank;
    for (const [x, y] of [
      [a.number, b.number],
      [a.text, b.text],
    ] as const) {
      const order = compareKeys(x, y);
      if (order !== 0) return descending ? -order : order;
    }
  }
  return compareKeys(String(one['id']), String(other['id']));
}

/**
 * Numbers, then instants, then texts and booleans; what is missing comes last in both directions.
 */
function keyOf(scalar: Scalar | undefined): { rank: number; number: number; text: string } {
  if (scalar === undefined) return { rank: 4, number: 0, text: '' };
  if (typeof scalar === 'number') return { rank: 1, number: scalar, text: '' };
  const at = typeof scalar === 'string' ? instant(scalar) : undefined;
  return { rank: at === undefined ? 3 : 2, number: at ?? 0, text: String(scalar) };
}

function compareKeys(one: string | number, other: string | number): number {
  if (typeof one === 'string' && typeof other === 'string')
    return Buffer.compare(Buffer.from(one), Buffer.from(other));
  return Math.sign(Number(one) - Number(other));
}
