import type { JsonObject } from '../../openapi/json.js';
import { shownState } from '../../mappings/states/index.js';
import type { StoredDocument } from '../documents/document.js';
import type { Unit } from '../documents/unit.js';
import { Refusal } from '../errors.js';
import { allowedFrom, move, tableOf } from '../lifecycle/index.js';

/** What else changes together with the state, and why. */
export interface Along {
  /** Attributes set on the body beside the shown state; undefined ones are taken away. */
  readonly attributes?: JsonObject;
  /** Replaces the inner part. */
  readonly inner?: JsonObject;
  /** For the audit row: why, in the words of who acts. */
  readonly reason?: string;
}

/**
 * The only door to a state: looks `on` up in the kind's table, shows the new state in TMF's words
 * and stages the change. Refusal `conflict` naming what is allowed when the table has no such arrow
 * from here.
 */
export function transition(
  unit: Unit,
  document: StoredDocument,
  on: string,
  along: Along = {},
): StoredDocument {
  const to = nextState(document, on);
  const body = { ...document.body, ...along.attributes, ...shownState(document.kind, to) };
  return unit.change(
    document,
    { state: to, body: body as JsonObject, ...(along.inner && { inner: along.inner }) },
    { action: on, ...(along.reason !== undefined && { reason: along.reason }) },
  );
}

/** True when the table has an arrow for `on` from the document's state. */
export function mayTransition(document: StoredDocument, on: string): boolean {
  const table = tableOf(document.kind);
  return table !== undefined && move(table, document.state ?? '', on) !== undefined;
}

function nextState(document: StoredDocument, on: string): string {
  const table = tableOf(document.kind);
  if (!table) throw new Error(`no state table for ${document.kind}`);
  const to = move(table, document.state ?? '', on);
  if (to !== undefined) return to;
  const allowed = allowedFrom(table, document.state ?? '').map((row) => row.on);
  throw new Refusal('conflict', [
    {
      pointer: '/state',
      message: `${document.kind} ${document.id} is ${document.state}: "${on}" is not possible; possible: ${allowed.join(', ') || 'nothing, this state is final'}`,
      rule: 'stateTable',
    },
  ]);
}
