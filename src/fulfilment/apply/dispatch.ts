import { adapterNamed } from '../../../adapters/index.js';
import type { TaskBrief } from '../../../adapters/adapter.js';
import type { JsonObject } from '../../../openapi/json.js';
import type { StoredDocument } from '../../documents/document.js';
import type { Unit } from '../../documents/unit.js';
import { transition } from '../../journey/transition.js';
import { readCharacteristics } from '../bodies/references.js';
import { asInner, innerOf, type Link, type TaskInner } from './inner.js';
import { workOrderMessage } from './work-order-message.js';

/** How a task is put on its way: on the table's word for it, first or again. */
export type DispatchOn = 'dispatch' | 'retry';

/**
 * Sends tasks on their way: a work order over the bus or, for a manual task, nothing but its state.
 * Every dispatch is a new revision. Reads the inventory that the tasks are for in one go, so that a
 * work order carries the values that earlier tasks brought.
 */
export async function dispatch(
  unit: Unit,
  tasks: readonly StoredDocument[],
  on: DispatchOn,
  reason?: string,
): Promise<void> {
  const inventory = await inventoryOf(unit, tasks);
  for (const task of tasks)
    dispatchOne(unit, task, inventory.get(innerOf<TaskInner>(task).inventory.id), on, reason);
}

/** The brief of a task as its work order says it. */
export function briefOf(task: StoredDocument, inventory: StoredDocument | undefined): TaskBrief {
  const inner = innerOf<TaskInner>(task);
  const body = inventory?.body ?? {};
  const kind = inner.inventory.kind as TaskBrief['item']['kind'];
  const specification = body[`${kind}Specification`] as { id: string; name?: string } | undefined;
  return {
    workOrderId: task.id,
    revision: inner.revision,
    name: `${inner.rule.title}: ${String(body['name'] ?? inner.inventory.id)}`,
    task: inner.rule.name,
    action: inner.action,
    journey: task.journey ?? task.id,
    order: { id: inner.root.id, href: inner.root.href, itemId: inner.itemId },
    item: {
      kind,
      id: inner.inventory.id,
      href: String(body['href'] ?? ''),
      name: String(body['name'] ?? ''),
      ...(specification && { specification }),
    },
    characteristics: readCharacteristics(body[`${kind}Characteristic`]),
    ...(inner.rule.call && { call: inner.rule.call }),
    ...listIn(body, 'place'),
    ...listIn(body, 'relatedParty'),
  };
}

async function inventoryOf(
  unit: Unit,
  tasks: readonly StoredDocument[],
): Promise<Map<string, StoredDocument>> {
  const links = tasks.map((task) => innerOf<TaskInner>(task).inventory);
  return new Map((await getLinked(unit, links)).map((document) => [document.id, document]));
}

/** The documents behind links, one statement per kind. */
export async function getLinked(unit: Unit, links: readonly Link[]): Promise<StoredDocument[]> {
  const found: StoredDocument[] = [];
  for (const kind of new Set(links.map((link) => link.kind))) {
    const ids = new Set(links.filter((link) => link.kind === kind).map((link) => link.id));
    found.push(...(await unit.getMany(kind, [...ids])));
  }
  return found;
}

function dispatchOne(
  unit: Unit,
  task: StoredDocument,
  inventory: StoredDocument | undefined,
  on: DispatchOn,
  reason?: string,
): void {
  const before = innerOf<TaskInner>(task);
  const at = unit.now.toISOString();
  const inner: TaskInner = {
    ...before,
    revision: before.revision + 1,
    sequence: 0,
    sentAt: at,
    heardAt: at,
  };
  const sent = transition(unit, task, on, {
    inner: asInner(inner),
    ...(task.body['startDate'] === undefined && { attributes: { startDate: at } }),
    ...(reason !== undefined && { reason }),
  });
  if (inner.rule.kind === 'manual') return;
  const adapter = adapterNamed(inner.rule.kind);
  unit.send(workOrderMessage(adapter, 'create', briefOf(sent, inventory)));
}

function listIn(
  body: JsonObject,
  name: 'place' | 'relatedParty',
): { [K in typeof name]?: JsonObject[] } {
  const list = body[name];
  return Array.isArray(list) ? { [name]: list as JsonObject[] } : {};
}
