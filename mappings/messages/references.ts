import type { components } from '../../openapi/generated/types/tmf697-work-order.v4.js';
import type { JsonObject } from '../../openapi/json.js';
import type { Work, WorkItem } from './work.js';

type Schemas = components['schemas'];

/** `{ href }`, or nothing where there is no address: an empty one is no URI. */
export const hrefOf = (href: string | undefined): { href?: string } => (href ? { href } : {});

/**
 * The class that an address ends in: `/tmf-api/serviceOrdering/v4/serviceOrder/7` is a
 * `ServiceOrder`. `Order` where the address does not say.
 */
export function orderType(href: string): string {
  const noun = href.split('/').at(-2) ?? '';
  return /Order$/.test(noun) ? noun[0]?.toUpperCase() + noun.slice(1) : 'Order';
}

/** `ServiceSpecification` for a service. */
export const specificationType = (item: WorkItem): string => `${itemType(item)}Specification`;

/** `Service` for a service. */
export const itemType = (item: WorkItem): string =>
  ({ service: 'Service', resource: 'Resource', product: 'Product' })[item.kind];

/**
 * The specification of the item as v4 refers to one (TMF637, 638 and 639 are alike); nothing where
 * it has none.
 */
export function specificationRefOf(
  item: WorkItem,
): { id: string; name?: string; '@type': string; '@referredType': string } | undefined {
  if (!item.specification) return undefined;
  const { id, name } = item.specification;
  const type = specificationType(item);
  return { id, ...(name && { name }), '@type': `${type}Ref`, '@referredType': type };
}

/**
 * What the work is for, beside the order: its inventory item, the specification of that, and the
 * journey (TMF697 v4).
 */
export function relatedEntitiesOf(work: Work): Schemas['RelatedEntity'][] {
  const { item, journey } = work;
  const specification = specificationRefOf(item);
  return [
    {
      id: item.id,
      ...hrefOf(item.href),
      name: item.name,
      role: 'item',
      '@type': 'RelatedEntity',
      '@referredType': itemType(item),
    },
    ...(specification
      ? [{ ...specification, role: 'specification', '@type': 'RelatedEntity' }]
      : []),
    { id: journey, role: 'journey', '@type': 'RelatedEntity', '@referredType': 'Journey' },
  ];
}

/**
 * Parties as v4 writes them, flat, from either version: v5 nests the reference in
 * `partyOrPartyRole`. A party without an id cannot be referred to and is left out.
 */
export function partiesOf(parties: readonly JsonObject[] = []): Schemas['RelatedParty'][] {
  return parties.flatMap((party) => {
    const inner = objectIn(party, 'partyOrPartyRole') ?? party;
    const id = textIn(inner, 'id');
    if (id === undefined) return [];
    return [
      {
        id,
        ...hrefOf(textIn(inner, 'href')),
        ...text('name', textIn(inner, 'name')),
        ...text('role', textIn(party, 'role')),
        '@type': 'RelatedParty',
        '@referredType': textIn(inner, '@referredType') ?? 'Party',
      },
    ];
  });
}

/** Places as v4 writes them, flat, from either version: v5 nests the place beside its role. */
export function placesOf(
  places: readonly JsonObject[] = [],
): (Schemas['RelatedPlaceRefOrValue'] & JsonObject)[] {
  return places.map((related) => {
    const { place: _nested, ...flat } = related;
    const place = objectIn(related, 'place') ?? flat;
    return { ...place, role: textIn(related, 'role') ?? 'place' };
  });
}

const text = <K extends string>(name: K, value: string | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [N in K]?: string };

const textIn = (from: JsonObject, name: string): string | undefined =>
  typeof from[name] === 'string' ? from[name] : undefined;

function objectIn(from: JsonObject, name: string): JsonObject | undefined {
  const value = from[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}
