import type { JsonObject } from '../../../openapi/json.js';
import { shownState } from '../../../mappings/states/index.js';
import type { StoredDocument } from '../../documents/document.js';
import type { Unit } from '../../documents/unit.js';
import { Refusal } from '../../errors.js';
import { readCatalog } from '../../fulfilment/apply/catalog.js';
import { accountsNamed, checkLines, readLines } from '../../fulfilment/check-order.js';
import { transition } from '../../journey/transition.js';

/** Kinds in which an account may be kept (TMF666). */
const ACCOUNT_KINDS = ['billingAccount', 'partyAccount', 'financialAccount', 'settlementAccount'];

/**
 * An order comes in (TMF622): checked against the catalog and the accounts, every fault at once,
 * then kept with the job that starts it. With `requestedInitialState: draft` it is kept and nothing
 * more.
 */
export async function submitOrder(unit: Unit, body: JsonObject): Promise<StoredDocument> {
  const draft = body['requestedInitialState'] === 'draft';
  if (!draft) await checkOrder(unit, body);
  const state = draft ? 'draft' : 'acknowledged';
  const { id, ...given } = body;
  const order = unit.create({
    kind: 'productOrder',
    ...(typeof id === 'string' && { id }),
    state,
    journey: 'self',
    body: {
      ...given,
      '@type': body['@type'] ?? 'ProductOrder',
      creationDate: unit.now.toISOString(),
      productOrderItem: ((body['productOrderItem'] ?? []) as JsonObject[]).map(acknowledged),
      ...shownState('productOrder', state),
    },
  });
  if (!draft) askStart(unit, order);
  return order;
}

/** A draft becomes an order: checked as a new one is. */
export async function submitDraft(
  unit: Unit,
  draft: StoredDocument,
  next: JsonObject,
): Promise<StoredDocument> {
  await checkOrder(unit, next);
  const { state: _state, ...attributes } = next;
  const order = transition(unit, draft, 'submit', { attributes });
  askStart(unit, order);
  return order;
}

/** Every fault of an order against the catalog and the accounts, as one Refusal `ruleViolation`. */
async function checkOrder(unit: Unit, body: JsonObject): Promise<void> {
  const lines = readLines(body);
  const catalog = await readCatalog(unit, {
    offerings: lines.flatMap((line) => line.offering ?? []),
    specifications: lines.flatMap((line) =>
      line.specification.id === '' ? [] : [line.specification],
    ),
  });
  const faults = checkLines(body, catalog, { accounts: await knownAccounts(unit, body) });
  if (faults.length > 0) throw new Refusal('ruleViolation', faults);
}

async function knownAccounts(unit: Unit, body: JsonObject): Promise<Set<string>> {
  const named = accountsNamed(body);
  const known = new Set<string>();
  if (named.length === 0) return known;
  for (const kind of ACCOUNT_KINDS) {
    for (const account of await unit.getMany(kind, named)) known.add(account.id);
  }
  return known;
}

function askStart(unit: Unit, order: StoredDocument): void {
  unit.ask({
    name: 'order.start',
    subject: order.id,
    journey: order.journey,
    data: { kind: order.kind },
  });
}

function acknowledged(item: JsonObject): JsonObject {
  const nested = item['productOrderItem'] as JsonObject[] | undefined;
  return {
    ...item,
    '@type': item['@type'] ?? 'ProductOrderItem',
    state: 'acknowledged',
    ...(nested && { productOrderItem: nested.map(acknowledged) }),
  };
}
