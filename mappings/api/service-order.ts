import type { components } from '../../openapi/generated/types/tmf641-service-ordering.v4.js';
import { characteristicsOf } from '../messages/characteristics.js';
import {
  hrefOf,
  itemType,
  orderType,
  partiesOf,
  placesOf,
  relatedEntitiesOf,
  specificationRefOf,
} from '../messages/references.js';
import type { Work } from '../messages/work.js';

type Schemas = components['schemas'];

/** A service order as TMF641 v4 lets a client create one. */
export type ServiceOrder = Schemas['ServiceOrder_Create'];

/**
 * The number that an order bears at the server: one for each revision of a work order, so that the
 * same dispatch finds its order again and another dispatch is another order.
 */
export const externalIdOf = ({
  workOrderId,
  revision,
}: Pick<Work, 'workOrderId' | 'revision'>): string => `${workOrderId}:${revision}`;

/**
 * A piece of work as a TMF641 v4 service order with one item. The body of the same work is the same
 * each time: a server that knows its Idempotency-Key may compare. The work order, the journey and
 * the order that it came from are external references.
 */
export function serviceOrderOf(work: Work): ServiceOrder {
  const parties = relatedPartiesOf(work);
  return {
    '@type': 'ServiceOrder',
    externalId: externalIdOf(work),
    category: work.task,
    description: work.description ?? work.name,
    ...(work.dueAt !== undefined && { requestedCompletionDate: work.dueAt }),
    externalReference: [
      reference('workOrder', work.workOrderId),
      reference('journey', work.journey),
      reference(orderType(work.order.href), work.order.id),
    ],
    ...(parties.length > 0 && { relatedParty: parties }),
    serviceOrderItem: [
      {
        '@type': 'ServiceOrderItem',
        id: '1',
        action: work.action ?? 'add',
        service: serviceOf(work),
      },
    ],
  };
}

/** The reference that tells a server where to say how the order stands. */
export const callbackReference = (address: string): Schemas['ExternalReference'] =>
  reference('callback', address);

function serviceOf(work: Work): Schemas['ServiceRefOrValue'] {
  const places = placesOf(work.place);
  const parties = relatedPartiesOf(work);
  return {
    '@type': 'Service',
    ...identityOf(work),
    serviceCharacteristic: characteristicsOf(work),
    ...(places.length > 0 && { place: places }),
    ...(parties.length > 0 && { relatedParty: parties }),
  };
}

/**
 * A service is itself. A resource or a product is ordered as a service that has its name and its
 * values: TMF641 orders nothing else, and its service's id would not be theirs.
 */
function identityOf(work: Work): Schemas['ServiceRefOrValue'] {
  const { item } = work;
  if (item.kind !== 'service') {
    const isItems = ({ role }: { role?: string }) => role === 'item' || role === 'specification';
    return {
      name: item.name,
      serviceType: itemType(item),
      relatedEntity: relatedEntitiesOf(work).filter(
        isItems,
      ) as Schemas['RelatedEntityRefOrValue'][],
    };
  }
  const specification = specificationRefOf(item);
  return {
    id: item.id,
    ...hrefOf(item.href),
    name: item.name,
    ...(specification && { serviceSpecification: specification }),
  };
}

/** TMF641 wants the class of every party. */
const relatedPartiesOf = (work: Work): Schemas['RelatedParty'][] =>
  partiesOf(work.relatedParty).map((party) => ({ ...party, '@type': 'RelatedParty' }));

const reference = (externalReferenceType: string, name: string): Schemas['ExternalReference'] => ({
  '@type': 'ExternalReference',
  externalReferenceType,
  name,
});
