import type { JsonObject } from '../../../openapi/json.js';
import { falloutClassOf } from '../../../mappings/policies/fallout.js';
import type { StoredDocument } from '../../documents/document.js';
import type { Unit } from '../../documents/unit.js';
import { transition } from '../../journey/transition.js';

/** What a fallout says of itself when it is opened. */
export interface FalloutCause {
  /** A word for grouping: `noAccess`, `missingCharacteristic`. */
  readonly cause: string;
  /** For people: what happened. */
  readonly message: string;
  readonly journey: string | null;
  /** The task, or the order where decomposition could not make one. */
  readonly parent: string;
  readonly task?: {
    readonly id: string;
    readonly href: string;
    readonly name: string;
    readonly kind: string;
  };
  readonly order: {
    readonly kind: string;
    readonly id: string;
    readonly href: string;
    readonly itemId: string;
  };
  /** Tries so far, oldest first. */
  readonly attempts?: readonly JsonObject[];
  /** What a retry asks for, where there is no task to send again. */
  readonly job?: { readonly name: string; readonly subject: string };
}

/** Opens the record of what cannot go on by itself; its siblings are not touched. */
export function openFallout(unit: Unit, cause: FalloutCause): StoredDocument {
  const row = falloutClassOf(cause.cause, cause.task?.kind);
  const { kind: _kind, ...order } = cause.order;
  const at = unit.now;
  return unit.create({
    kind: 'fallout',
    state: 'open',
    journey: cause.journey,
    parent: cause.parent,
    part: cause.order.itemId,
    body: {
      '@type': 'Fallout',
      state: 'open',
      class: row.class,
      cause: cause.cause,
      message: cause.message,
      owner: row.owner,
      dueAt: new Date(at.getTime() + row.dueInMs).toISOString(),
      attempts: [...(cause.attempts ?? [])],
      ...(cause.task && { task: { ...cause.task } }),
      order,
      ...(cause.journey !== null && { journey: cause.journey }),
      createdAt: at.toISOString(),
    },
    inner: {
      root: { kind: cause.order.kind, id: cause.order.id },
      ...(cause.job && { job: { ...cause.job } }),
    },
  });
}

/** Closes a fallout that resolved without a person: its work went on. */
export function closeFallout(unit: Unit, fallout: StoredDocument, reason: string): StoredDocument {
  return transition(unit, fallout, 'complete', {
    reason,
    attributes: {
      resolution: { action: 'complete', actor: unit.actor, reason, at: unit.now.toISOString() },
    },
  });
}
