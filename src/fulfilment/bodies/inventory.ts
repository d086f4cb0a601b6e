import type { JsonObject } from '../../../openapi/json.js';
import type { StoredDocument } from '../../documents/document.js';
import type { Node } from '../model.js';
import { characteristicsV5, specificationRef } from './references.js';

/** What inventory is made for: the order, in the words that the inventory uses of it. */
export interface Origin {
  readonly order: StoredDocument;
  /** The root order's item. */
  readonly itemId: string;
  /** ISO 8601. */
  readonly at: string;
}

/** A TMF637 product of a node; its status comes with the state. */
export function productBody(
  node: Node,
  offering: JsonObject | undefined,
  origin: Origin,
): JsonObject {
  return {
    '@type': 'Product',
    name: node.specification.name,
    creationDate: origin.at,
    ...(offering && { productOffering: offering }),
    productSpecification: specificationRef(node, 'ProductSpecification'),
    productCharacteristic: characteristicsV5(node.characteristics),
    productOrderItem: [
      {
        orderId: origin.order.id,
        orderHref: origin.order.body['href'] ?? '',
        role: 'origin',
        orderItemId: origin.itemId,
        orderItemAction: node.action,
        '@type': 'RelatedOrderItem',
        '@referredType': 'ProductOrder',
      },
    ],
    ...shared(node),
  };
}

/** A TMF638 service of a node. */
export function serviceBody(node: Node, origin: Origin): JsonObject {
  return {
    '@type': 'Service',
    name: node.specification.name,
    serviceDate: origin.at,
    serviceType: node.specification.type,
    serviceSpecification: specificationRef(node, 'ServiceSpecification'),
    serviceCharacteristic: characteristicsV5(node.characteristics),
    ...shared(node),
  };
}

/** A TMF639 resource of a node; logical or physical as its specification's class says. */
export function resourceBody(node: Node, origin: Origin): JsonObject {
  const { place: _place, ...parties } = shared(node);
  return {
    '@type': /physical/i.test(node.specification.type) ? 'PhysicalResource' : 'LogicalResource',
    name: node.specification.name,
    creationDate: origin.at,
    category: node.specification.type,
    resourceSpecification: specificationRef(node, 'ResourceSpecification'),
    resourceCharacteristic: characteristicsV5(node.characteristics),
    ...parties,
  };
}

function shared(node: Node): JsonObject {
  return {
    ...(node.place && { place: [...node.place] }),
    ...(node.relatedParty && { relatedParty: [...node.relatedParty] }),
  };
}
