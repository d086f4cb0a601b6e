/** Attributes that are worth a row of their own in any document that has them. */
const ANY_KIND = [
  'name',
  'state',
  'status',
  'lifecycleStatus',
  'externalId',
  'externalId.id',
  'externalIdentifier.id',
  'relatedParty.id',
  'relatedParty.partyOrPartyRole.id',
  'relatedEntity.id',
  'billingAccount.id',
  'productOffering.id',
  'productSpecification.id',
  'serviceSpecification.id',
  'resourceSpecification.id',
] as const;

const OF_KIND: Readonly<Record<string, readonly string[]>> = {
  agreement: ['agreementType', 'engagedParty.id', 'agreementItem.productOffering.id'],
  appointment: ['relatedPlace.id'],
  partyAccount: ['accountType'],
  product: ['productOrderItem.productOrderId', 'realizingService.id', 'productRelationship.id'],
  productOffering: ['category.id', 'bundledProductOffering.id'],
  productOrder: [
    'agreement.id',
    'quote.id',
    'productOrderItem.product.id',
    'productOrderItem.productOffering.id',
    'productOrderItem.productOffering.name',
  ],
  processFlowSpecification: ['relatedEntitySpecification.id', 'relatedEntitySpecification.name'],
  quote: ['agreement.id', 'quoteItem.productOffering.id'],
  resource: ['resourceRelationship.resource.id'],
  resourceOrder: ['orderItem.resource.id', 'resourceOrderItem.resource.id'],
  salesLead: ['salesOpportunity.id'],
  service: ['serviceOrderItem.serviceOrderId', 'supportingService.id', 'supportingResource.id'],
  serviceOrder: ['serviceOrderItem.service.id', 'orderRelationship.id'],
  taskFlowSpecification: ['relatedEntitySpecification.id', 'relatedEntitySpecification.name'],
  troubleTicket: ['ticketType'],
};

/** Kinds that are written with every status that comes in: each row more is felt there. */
const WRITTEN_MOST: Readonly<Record<string, readonly string[]>> = {
  processFlow: ['relatedEntity.id'],
  taskFlow: ['relatedEntity.id'],
};

const known = new Map<string, readonly string[]>();

/**
 * The attribute paths of a kind that are found by an index; others are looked for in the document.
 * Only attributes whose published type is a string belong here. A path that is added to a kind
 * holds for documents written from then on, so it comes with a migration that fills the table.
 */
export function indexedPaths(kind: string): readonly string[] {
  const paths = known.get(kind) ?? WRITTEN_MOST[kind] ?? [...ANY_KIND, ...(OF_KIND[kind] ?? [])];
  known.set(kind, paths);
  return paths;
}
