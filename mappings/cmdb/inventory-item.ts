import type { components as ProductInventory } from '../../openapi/generated/types/tmf637-product-inventory.v4.js';
import type { components as ServiceInventory } from '../../openapi/generated/types/tmf638-service-inventory.v4.js';
import type { components as ResourceInventory } from '../../openapi/generated/types/tmf639-resource-inventory.v4.js';
import { characteristicsOf } from '../messages/characteristics.js';
import {
  hrefOf,
  orderType,
  partiesOf,
  placesOf,
  specificationRefOf,
} from '../messages/references.js';
import type { Work } from '../messages/work.js';

/**
 * TMF638 v4's service; its published file leaves `@type` out, which the inventory gives all the
 * same.
 */
export type ServiceItem = ServiceInventory['schemas']['Service'] & { '@type': string };
/** TMF639 v4's resource: it has one place, and no order to name. */
export type ResourceItem = ResourceInventory['schemas']['Resource'];
/** TMF637 v4's product. */
export type ProductItem = ProductInventory['schemas']['Product'];

/**
 * The inventory item that the work brings up, under the name of its kind, in the v4 shape of its
 * inventory.
 */
export type InventoryItem =
  { service: ServiceItem } | { resource: ResourceItem } | { product: ProductItem };

/** What a CMDB is to hold of the item: identity, specification, values, place and parties. */
export function inventoryItem(work: Work): InventoryItem {
  switch (work.item.kind) {
    case 'service':
      return { service: serviceOf(work) };
    case 'resource':
      return { resource: resourceOf(work) };
    case 'product':
      return { product: productOf(work) };
  }
}

function serviceOf(work: Work): ServiceItem {
  const specification = specificationRefOf(work.item);
  const { order } = work;
  return {
    '@type': 'Service',
    ...identityOf(work),
    ...(specification && { serviceSpecification: specification }),
    serviceCharacteristic: characteristicsOf(work),
    ...surroundingsOf(work),
    ...(orderType(order.href) === 'ServiceOrder'
      ? {
          serviceOrderItem: [
            {
              itemId: order.itemId,
              serviceOrderId: order.id,
              serviceOrderHref: order.href,
              '@referredType': 'ServiceOrder',
            },
          ],
        }
      : { relatedEntity: [orderEntityOf(work)] }),
  };
}

function resourceOf(work: Work): ResourceItem {
  const specification = specificationRefOf(work.item);
  const { place, ...parties } = surroundingsOf(work);
  return {
    '@type': 'Resource',
    ...identityOf(work),
    href: work.item.href,
    ...(specification && { resourceSpecification: specification }),
    resourceCharacteristic: characteristicsOf(work),
    ...(place?.[0] && { place: place[0] }),
    ...parties,
  };
}

function productOf(work: Work): ProductItem {
  const specification = specificationRefOf(work.item);
  const { order } = work;
  return {
    '@type': 'Product',
    ...identityOf(work),
    ...(specification && { productSpecification: specification }),
    productCharacteristic: characteristicsOf(work),
    ...surroundingsOf(work),
    productOrderItem: [
      {
        orderItemId: order.itemId,
        productOrderId: order.id,
        productOrderHref: order.href,
        '@referredType': orderType(order.href),
      },
    ],
  };
}

const identityOf = ({ item }: Work) => ({ id: item.id, ...hrefOf(item.href), name: item.name });

function surroundingsOf(work: Work) {
  const place = placesOf(work.place);
  const relatedParty = partiesOf(work.relatedParty);
  return {
    ...(place.length > 0 && { place }),
    ...(relatedParty.length > 0 && { relatedParty }),
  };
}

const orderEntityOf = ({ order }: Work) => ({
  id: order.id,
  ...hrefOf(order.href),
  role: 'order',
  '@type': 'RelatedEntity',
  '@referredType': orderType(order.href),
});
