import type { JsonObject, JsonValue } from '../../openapi/json.js';
import { relationMeaning } from '../../mappings/decomposition/relations.js';
import { numberOf, objectOf, objectsOf, referredId, textOf } from './reading.js';

/** An order item, whichever API it came by, with the JSON pointers that a fault names. */
export interface Item {
  /** Into the order. */
  readonly pointer: string;
  readonly id: string;
  readonly action: string;
  /** As given; undefined when left out. */
  readonly quantity: JsonValue | undefined;
  readonly offering: string | undefined;
  readonly specification: string | undefined;
  /** The product or service: what it says, and where. */
  readonly thing: JsonObject;
  readonly thingPointer: string;
  readonly characteristics: readonly ItemValue[];
  /** The item that this one is nested in. */
  readonly bundle: string | undefined;
  readonly reliesOn: readonly ItemTie[];
  readonly bundles: readonly ItemTie[];
  readonly account: string | undefined;
}

export interface ItemValue {
  readonly pointer: string;
  readonly name: string;
  readonly value: JsonValue | undefined;
}

/** A relationship to another item. */
export interface ItemTie {
  readonly pointer: string;
  readonly id: string;
}

/** Where an API keeps what all orders have. */
interface Shape {
  readonly items: string;
  readonly thing: string;
  readonly characteristics: string;
  readonly specification: string;
  readonly relationships: string;
  /** The related item's id. */
  relatedId(relationship: JsonObject): string | undefined;
}

/** TMF622 v5. */
const PRODUCT: Shape = {
  items: 'productOrderItem',
  thing: 'product',
  characteristics: 'productCharacteristic',
  specification: 'productSpecification',
  relationships: 'productOrderItemRelationship',
  relatedId: (relationship) => textOf(relationship['id']),
};

/** TMF641 v4. */
const SERVICE: Shape = {
  items: 'serviceOrderItem',
  thing: 'service',
  characteristics: 'serviceCharacteristic',
  specification: 'serviceSpecification',
  relationships: 'serviceOrderItemRelationship',
  relatedId: (relationship) => textOf(objectOf(relationship['orderItem'])?.['itemId']),
};

/** The items of a TMF622 v5 order, nested ones after the one they are in. */
export const productItems = (order: JsonObject): Item[] => itemsOf(order, PRODUCT, '', undefined);

/** The items of a TMF641 v4 order, nested ones after the one they are in. */
export const serviceItems = (order: JsonObject): Item[] => itemsOf(order, SERVICE, '', undefined);

function itemsOf(
  holder: JsonObject,
  shape: Shape,
  pointer: string,
  bundle: string | undefined,
): Item[] {
  return objectsOf(holder[shape.items]).flatMap((body, index) => {
    const own = readItem(body, shape, `${pointer}/${shape.items}/${index}`, bundle);
    return [own, ...itemsOf(body, shape, own.pointer, own.id)];
  });
}

function readItem(
  body: JsonObject,
  shape: Shape,
  pointer: string,
  bundle: string | undefined,
): Item {
  const thing = objectOf(body[shape.thing]) ?? {};
  const thingPointer = `${pointer}/${shape.thing}`;
  const ties = tiesOf(body, shape, pointer);
  return {
    pointer,
    id: textOf(body['id']) ?? '',
    action: textOf(body['action']) ?? 'add',
    quantity: body['quantity'],
    offering: referredId(objectOf(body['productOffering']) ?? objectOf(thing['productOffering'])),
    specification: referredId(objectOf(thing[shape.specification])),
    thing,
    thingPointer,
    characteristics: valuesOf(thing, shape, thingPointer),
    bundle,
    reliesOn: ties.filter(({ meaning }) => meaning === 'requires'),
    bundles: ties.filter(({ meaning }) => meaning === 'bundles'),
    account: referredId(objectOf(body['billingAccount'])),
  };
}

function valuesOf(thing: JsonObject, shape: Shape, pointer: string): ItemValue[] {
  return objectsOf(thing[shape.characteristics]).map((body, index) => ({
    pointer: `${pointer}/${shape.characteristics}/${index}`,
    name: textOf(body['name']) ?? '',
    value: body['value'],
  }));
}

function tiesOf(body: JsonObject, shape: Shape, pointer: string) {
  return objectsOf(body[shape.relationships]).map((relationship, index) => ({
    pointer: `${pointer}/${shape.relationships}/${index}`,
    id: shape.relatedId(relationship) ?? '',
    meaning: relationMeaning(textOf(relationship['relationshipType']) ?? ''),
  }));
}

/** The quantity that an item means: one when it says nothing; NaN for what is no number. */
export function quantityOf(item: Item): number {
  if (item.quantity === undefined || item.quantity === null) return 1;
  return numberOf(item.quantity) ?? NaN;
}
