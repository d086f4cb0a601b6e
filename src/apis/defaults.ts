import type { JsonObject, JsonValue } from '../../openapi/json.js';
import { classOf } from './kinds.js';

/** What the gateway sets when a client leaves it out at creation, in canonical words. */
export interface Defaults {
  /** Attributes that get the instant of creation. */
  readonly instants?: readonly string[];
  /** Attributes that get this value. */
  readonly values?: JsonObject;
  /** A list of items, nested under its own name, and what each item gets. */
  readonly items?: { readonly attribute: string; readonly values: JsonObject };
}

/** Catalog entries are made to be used: the published examples create them active. */
const CATALOG: Defaults = { instants: ['lastUpdate'], values: { lifecycleStatus: 'Active' } };
const JOB: Defaults = { instants: ['creationDate'], values: { status: 'Not Started' } };

const DEFAULTS: Readonly<Record<string, Defaults>> = {
  // TMF620
  productCatalog: CATALOG,
  category: CATALOG,
  productOffering: CATALOG,
  productOfferingPrice: CATALOG,
  productSpecification: CATALOG,
  importJob620: JOB,
  exportJob620: JOB,
  // TMF621
  troubleTicket: {
    instants: ['creationDate', 'lastUpdate', 'statusChangeDate'],
    values: { status: 'acknowledged' },
  },
  troubleTicketSpecification: CATALOG,
  // TMF622
  productOrder: order('creationDate', 'productOrderItem'),
  cancelProductOrder: { instants: ['creationDate'], values: { state: 'acknowledged' } },
  // TMF632
  individual: { values: { status: 'initialized' } },
  organization: { values: { status: 'initialized' } },
  // TMF633
  serviceCatalog: CATALOG,
  serviceCategory: CATALOG,
  serviceCandidate: CATALOG,
  serviceSpecification: CATALOG,
  importJob633: JOB,
  exportJob633: JOB,
  // TMF634
  resourceCatalog: CATALOG,
  resourceCategory: CATALOG,
  resourceCandidate: CATALOG,
  resourceSpecification: CATALOG,
  importJob634: JOB,
  exportJob634: JOB,
  // TMF637, 638, 639
  product: { instants: ['creationDate'], values: { status: 'created' } },
  service: { instants: ['serviceDate'] },
  resource: { instants: ['creationDate'] },
  // TMF641
  serviceOrder: order('orderDate', 'serviceOrderItem'),
  cancelServiceOrder: { values: { state: 'accepted' } },
  // TMF645
  checkServiceQualification: {
    instants: ['checkServiceQualificationDate'],
    values: { state: 'accepted' },
  },
  queryServiceQualification: {
    instants: ['queryServiceQualificationDate'],
    values: { state: 'accepted' },
  },
  // TMF646
  appointment: { instants: ['creationDate', 'lastUpdate'], values: { status: 'initialized' } },
  searchTimeSlot: { instants: ['searchDate'], values: { status: 'inProgress' } },
  // TMF648
  quote: {
    instants: ['quoteDate'],
    values: { state: 'inProgress' },
    items: { attribute: 'quoteItem', values: { state: 'inProgress' } },
  },
  // TMF651
  agreement: { values: { status: 'inProcess' } },
  agreementSpecification: CATALOG,
  // TMF652
  resourceOrder: order('orderDate', 'orderItem'),
  cancelResourceOrder: { values: { state: 'acknowledged' } },
  // TMF666
  billingAccount: { instants: ['lastUpdate'] },
  financialAccount: { instants: ['lastUpdate'] },
  partyAccount: { instants: ['lastUpdate'] },
  settlementAccount: { instants: ['lastUpdate'] },
  // TMF669
  partyRoleSpecification: CATALOG,
  // TMF673
  geographicAddressValidation: { instants: ['validationDate'], values: { state: 'accepted' } },
  // TMF679
  checkProductOfferingQualification: {
    instants: ['creationDate'],
    values: { state: 'acknowledged' },
    items: {
      attribute: 'checkProductOfferingQualificationItem',
      values: { state: 'acknowledged' },
    },
  },
  queryProductOfferingQualification: {
    instants: ['creationDate'],
    values: { state: 'acknowledged' },
  },
  // TMF681
  communicationMessage: { values: { state: 'initial' } },
  // TMF697
  workOrder: order('orderDate', 'workOrderItem'),
  cancelWorkOrder: { values: { state: 'accepted' } },
  // TMF699
  salesLead: {
    instants: ['creationDate', 'statusChangeDate'],
    values: { status: 'acknowledged' },
  },
  // TMF701
  processFlowSpecification: CATALOG,
  taskFlowSpecification: CATALOG,
  processFlow: { instants: ['processFlowDate'], values: { state: 'active' } },
  taskFlow: { values: { state: 'active' } },
};

/**
 * A new canonical body with what the client left out filled in: `@type` (the resource's class), and
 * what the table above names. What the client gave stays. `now` is ISO 8601.
 */
export function withDefaults(
  kind: string,
  name: string,
  body: JsonObject,
  now: string,
): JsonObject {
  const { instants = [], values = {}, items } = DEFAULTS[kind] ?? {};
  const filled: JsonObject = { '@type': classOf(name), ...values, ...body };
  for (const attribute of instants) filled[attribute] ??= now;
  const list = items && filled[items.attribute];
  if (items && Array.isArray(list)) filled[items.attribute] = fillItems(list, items);
  return filled;
}

/**
 * The attributes that a client may leave out of a creation though the contract asks for them: only
 * the gateway knows them for sure.
 */
export function mayBeLeftOut(kind: string): string[] {
  const { instants = [], values = {} } = DEFAULTS[kind] ?? {};
  return ['id', 'href', ...instants, ...('lifecycleStatus' in values ? ['lifecycleStatus'] : [])];
}

/** The attributes that every document of this kind has, because the gateway sets them. */
export function alwaysThere(kind: string): string[] {
  const { instants = [], values = {} } = DEFAULTS[kind] ?? {};
  return ['@type', ...instants, ...Object.keys(values)];
}

function order(date: string, attribute: string): Defaults {
  return {
    instants: [date],
    values: { state: 'acknowledged' },
    items: { attribute, values: { state: 'acknowledged' } },
  };
}

function fillItems(list: JsonValue[], items: NonNullable<Defaults['items']>): JsonValue[] {
  return list.map((item) => {
    if (item === null || typeof item !== 'object' || Array.isArray(item)) return item;
    const filled = { ...item };
    for (const name of Object.keys(items.values)) filled[name] ??= items.values[name];
    const nested = item[items.attribute];
    if (Array.isArray(nested)) filled[items.attribute] = fillItems(nested, items);
    return filled;
  });
}
