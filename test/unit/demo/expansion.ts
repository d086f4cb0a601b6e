import type { JsonObject } from '../../../openapi/json.js';
import { CATALOG } from '../../../src/demo/catalog/index.js';

type Values = Readonly<Record<string, unknown>>;

/** What an order makes of the demo's catalog, counted by a second, naive reading of it. */
export interface Expansion {
  services: string[];
  resources: string[];
}

/** Follows every relation that makes a child from each product with its values, rules applied. */
export function expand(products: readonly (readonly [key: string, values: Values])[]): Expansion {
  const made: Expansion = { services: [], resources: [] };
  for (const [key, values] of products) visit(`product/${key}`, values, made);
  return made;
}

function visit(key: string, values: Values, made: Expansion): void {
  const list = key.startsWith('service/') ? made.services : made.resources;
  if (!key.startsWith('product/')) list.push(key);
  for (const child of childrenOf(key)) {
    const rule = ruleOf(child);
    if (rule['scope'] === 'order' && made.resources.includes(child)) continue;
    if (!holds(rule, values)) continue;
    for (let n = 0; n < quantityOf(rule, values); n += 1) visit(child, values, made);
  }
}

const bodyOf = (key: string): JsonObject =>
  CATALOG.find((entry) => entry.key === key)?.body ?? ({} as JsonObject);

function childrenOf(key: string): string[] {
  const body = bodyOf(key);
  const refs = [
    'serviceSpecification',
    'resourceSpecification',
    'serviceSpecRelationship',
    'resourceSpecRelationship',
    'productSpecificationRelationship',
  ].flatMap((name) => (body[name] ?? []) as JsonObject[]);
  return refs
    .filter((ref) => ref['relationshipType'] !== 'composedOf')
    .map((ref) => String(ref['$ref']));
}

const ruleOf = (child: string): JsonObject =>
  CATALOG.find(
    ({ key, body }) =>
      key.startsWith('rule/') && (body['child'] as JsonObject | undefined)?.['$id'] === child,
  )?.body ?? ({} as JsonObject);

const holds = (rule: JsonObject, values: Values): boolean =>
  ((rule['when'] ?? []) as JsonObject[]).every(
    (one) => values[String(one['characteristic'])] === one['equals'],
  );

const quantityOf = (rule: JsonObject, values: Values): number => {
  const quantity = rule['quantity'] as { characteristic: string } | undefined;
  return quantity ? Number(values[quantity.characteristic]) : 1;
};
