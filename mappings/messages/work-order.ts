import type { components } from '../../openapi/generated/types/tmf697-work-order.v4.js';
import { characteristicsOf } from './characteristics.js';
import { hrefOf, orderType, partiesOf, placesOf, relatedEntitiesOf } from './references.js';
import type { Work } from './work.js';

type Schemas = components['schemas'];

/** A work order as TMF697 v4 publishes it. */
export type WorkOrder = Schemas['WorkOrder'];

/**
 * A piece of work as a TMF697 v4 work order with one item. The work order has no name there (its
 * work has), and no revision: `version` bears it, as text.
 */
export function workOrderOf(work: Work, category: string): WorkOrder {
  const [place] = placesOf(work.place);
  const parties = partiesOf(work.relatedParty);
  return {
    '@type': 'WorkOrder',
    id: work.workOrderId,
    version: String(work.revision),
    category,
    description: work.description ?? work.name,
    ...(work.dueAt !== undefined && { requestedCompletionDate: work.dueAt }),
    order: [orderRefOf(work)],
    ...(place && { place: withoutRole(place) }),
    ...(parties.length > 0 && { relatedParty: parties }),
    relatedEntity: relatedEntitiesOf(work),
    workOrderItem: [itemOf(work)],
  };
}

function itemOf(work: Work): Schemas['WorkOrderItem'] {
  return {
    '@type': 'WorkOrderItem',
    id: '1',
    action: work.action ?? 'add',
    orderItem: [
      {
        id: work.order.itemId,
        '@type': 'OrderItemRef',
        '@referredType': `${orderType(work.order.href)}Item`,
      },
    ],
    work: workOf(work),
  };
}

function workOf(work: Work): Schemas['WorkRefOrValue'] {
  const parties = partiesOf(work.relatedParty);
  const places = placesOf(work.place);
  return {
    '@type': 'Work',
    name: work.name,
    ...(work.description !== undefined && { description: work.description }),
    workType: work.task,
    workSpecification: { id: work.task, name: work.task, '@type': 'WorkSpecificationRef' },
    ...(places.length > 0 && { place: places }),
    ...(parties.length > 0 && { relatedParty: parties }),
    workCharacteristic: characteristicsOf(work),
  };
}

const orderRefOf = ({ order }: Work): Schemas['OrderRef'] => ({
  id: order.id,
  ...hrefOf(order.href),
  '@type': 'OrderRef',
  '@referredType': orderType(order.href),
});

function withoutRole(place: Schemas['RelatedPlaceRefOrValue']): Schemas['PlaceRefOrValue'] {
  const { role: _role, ...rest } = place;
  return rest;
}
