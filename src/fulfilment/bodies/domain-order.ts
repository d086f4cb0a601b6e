import type { JsonObject } from '../../../openapi/json.js';
import type { StoredDocument } from '../../documents/document.js';
import type { Node } from '../model.js';
import { characteristicsV4, specificationRef } from './references.js';

/** A TMF641 service order for one service that decomposition made. */
export function serviceOrderBody(
  node: Node,
  service: StoredDocument,
  root: StoredDocument,
  at: string,
): JsonObject {
  return {
    '@type': 'ServiceOrder',
    category: 'domainOrder',
    description: `${node.action} ${node.specification.name}`,
    orderDate: at,
    orderRelationship: [cameFrom(root)],
    externalReference: [
      { name: root.id, externalReferenceType: root.kind, '@type': 'ExternalReference' },
    ],
    serviceOrderItem: [
      {
        id: '1',
        action: node.action,
        state: 'acknowledged',
        '@type': 'ServiceOrderItem',
        service: {
          id: service.id,
          href: service.body['href'] ?? '',
          name: node.specification.name,
          '@type': 'Service',
          serviceSpecification: specificationRef(node, 'ServiceSpecification'),
          serviceCharacteristic: characteristicsV4(node.characteristics),
        },
      },
    ],
  };
}

/** A TMF652 resource order for one resource that decomposition made. */
export function resourceOrderBody(
  node: Node,
  resource: StoredDocument,
  root: StoredDocument,
  at: string,
): JsonObject {
  return {
    '@type': 'ResourceOrder',
    category: 'domainOrder',
    name: `${node.action} ${node.specification.name}`,
    orderDate: at,
    externalReference: [
      { id: root.id, entityType: root.kind, owner: 'turnup', '@type': 'ExternalId' },
    ],
    orderItem: [
      {
        id: '1',
        action: node.action,
        state: 'acknowledged',
        '@type': 'ResourceOrderItem',
        resource: {
          id: resource.id,
          href: resource.body['href'] ?? '',
          name: node.specification.name,
          '@type': String(resource.body['@type'] ?? 'Resource'),
        },
        resourceSpecification: specificationRef(node, 'ResourceSpecification'),
      },
    ],
  };
}

/** The same item states in an order's body: one item, so the order's shown state is the item's. */
export function withItemState(body: JsonObject, state: string): JsonObject {
  const attribute = Array.isArray(body['serviceOrderItem']) ? 'serviceOrderItem' : 'orderItem';
  const items = body[attribute] as JsonObject[];
  return { [attribute]: items.map((item) => ({ ...item, state })) };
}

function cameFrom(root: StoredDocument): JsonObject {
  const type = root.kind === 'productOrder' ? 'ProductOrder' : 'ServiceOrder';
  return {
    id: root.id,
    href: root.body['href'] ?? '',
    relationshipType: 'fulfils',
    '@referredType': type,
  };
}
