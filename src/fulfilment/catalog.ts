import type { JsonObject, JsonValue } from '../../openapi/json.js';
import { readBundled } from './bundled-offerings.js';
import { narrowed, readCharacteristicSpecs, readValueUses } from './characteristic-spec.js';
import type { DecompositionRule, Offering, Relation, Specification } from './model.js';
import type { SpecificationKind } from './model.js';
import { numberOf, objectOf, objectsOf, referredId, textOf } from './reading.js';

/**
 * A product offering (TMF620 v5). `revision` is the stored document's, and is pinned on what is
 * made from it.
 */
export function readOffering(body: JsonObject, revision: number): Offering {
  const specification = referredId(objectOf(body['productSpecification']));
  const version = textOf(body['version']);
  const characteristics = narrowed(
    readValueUses(body['prodSpecCharValueUse']),
    readCharacteristicSpecs(body['productOfferingCharacteristic']),
  );
  return {
    id: textOf(body['id']) ?? '',
    name: textOf(body['name']) ?? '',
    ...(version !== undefined && { version }),
    revision,
    lifecycleStatus: textOf(body['lifecycleStatus']) ?? '',
    isSellable: body['isSellable'] !== false,
    ...(specification !== undefined && { specification }),
    ...(characteristics.length > 0 && { characteristics }),
    bundled: readBundled(body),
  };
}

/**
 * A product specification (TMF620 v5): realised as the services and resources it names, bundling
 * the products it names.
 */
export function readProductSpecification(body: JsonObject, revision: number): Specification {
  return specification('product', body, revision, body['productSpecCharacteristic'], [
    ...referred('realisedAs', 'service', body['serviceSpecification']),
    ...referred('realisedAs', 'resource', body['resourceSpecification']),
    ...referred('bundles', 'product', body['bundledProductSpecification']),
    ...relations('product', body['productSpecificationRelationship']),
  ]);
}

/**
 * A service specification (TMF633 v4): realised as the resources it names; other relations as they
 * are written.
 */
export function readServiceSpecification(body: JsonObject, revision: number): Specification {
  return specification('service', body, revision, body['specCharacteristic'], [
    ...referred('realisedAs', 'resource', body['resourceSpecification']),
    ...relations('service', body['serviceSpecRelationship']),
    ...relations('service', body['entitySpecRelationship']),
  ]);
}

/** A resource specification (TMF634 v5), logical or physical. */
export function readResourceSpecification(body: JsonObject, revision: number): Specification {
  return specification('resource', body, revision, body['resourceSpecCharacteristic'], [
    ...relations('resource', body['resourceSpecRelationship']),
  ]);
}

/**
 * What must be loaded with a specification: the targets of its relations that make children, each
 * once.
 */
export { childTargets as references } from './relations.js';

/** A decomposition rule as Turnup's own API keeps it; the contract has checked its shape. */
export function readDecompositionRule(body: JsonObject): DecompositionRule {
  const said = RULE_ATTRIBUTES.flatMap((name) => {
    const value = body[name];
    return value === undefined || value === null ? [] : [[name, value]];
  });
  const child = textOf(body['child']) ?? '';
  return { id: textOf(body['id']) ?? '', child, ...(Object.fromEntries(said) as object) };
}

const RULE_ATTRIBUTES = [
  'parent',
  'map',
  'when',
  'quantity',
  'scope',
  'exclude',
  'independent',
] as const;

function specification(
  kind: SpecificationKind,
  body: JsonObject,
  revision: number,
  characteristics: JsonValue | undefined,
  found: readonly Relation[],
): Specification {
  const own = textOf(body['@type']) ?? DEFAULT_TYPES[kind];
  const base = textOf(body['@baseType']);
  return {
    kind,
    id: textOf(body['id']) ?? '',
    name: textOf(body['name']) ?? '',
    version: textOf(body['version']) ?? '',
    revision,
    type: base === undefined || base === own ? own : `${own} ${base}`,
    characteristics: readCharacteristicSpecs(characteristics),
    relations: found,
  };
}

const DEFAULT_TYPES = {
  product: 'ProductSpecification',
  service: 'ServiceSpecification',
  resource: 'ResourceSpecification',
} as const;

function referred(type: string, kind: SpecificationKind, list: JsonValue | undefined): Relation[] {
  return objectsOf(list).flatMap((body) => relation(type, kind, body));
}

function relations(kind: SpecificationKind, list: JsonValue | undefined): Relation[] {
  return objectsOf(list).flatMap((body) =>
    relation(textOf(body['relationshipType']) ?? '', referredKind(body) ?? kind, body),
  );
}

/**
 * A relation without a target names nothing that could be made. Numbers are published for TMF634,
 * and read wherever given.
 */
function relation(type: string, kind: SpecificationKind, body: JsonObject): Relation[] {
  const id = referredId(body);
  if (id === undefined) return [];
  const name = textOf(body['name']);
  const minimum = numberOf(body['minimumQuantity']);
  const maximum = numberOf(body['maximumQuantity']);
  const standard = numberOf(body['defaultQuantity']);
  return [
    {
      type,
      target: { kind, id, ...(name !== undefined && { name }) },
      ...(minimum !== undefined && { minimum }),
      ...(maximum !== undefined && { maximum }),
      ...(standard !== undefined && { default: standard }),
    },
  ];
}

/** The layer that `@referredType` names: `LogicalResourceSpecification` is a resource's. */
function referredKind(body: JsonObject): SpecificationKind | undefined {
  const type = textOf(body['@referredType'])?.toLowerCase() ?? '';
  return (['product', 'service', 'resource'] as const).find((kind) => type.includes(kind));
}
