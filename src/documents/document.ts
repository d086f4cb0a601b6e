import type { JsonObject } from '../../openapi/json.js';

/**
 * The one stored form of a TMF resource. `body` is canonical: as the newest served version of its
 * API has it.
 */
export interface StoredDocument {
  /** The resource's name in its API's paths: `productOrder`, `taskFlow`, `service` … */
  readonly kind: string;
  readonly id: string;
  /** Counts up by one with every change; the ETag is made of it. */
  readonly revision: number;
  /**
   * Internal state, a `from`/`to` word of this kind's table in lifecycle/; null for kinds without a
   * table.
   */
  readonly state: string | null;
  /** The journey it belongs to (the id of the journey's first document), or null. */
  readonly journey: string | null;
  /**
   * The id of the document that it is a part of (task flow -> process flow -> domain order ->
   * order), or null.
   */
  readonly parent: string | null;
  /**
   * Which part of the parent it serves: for a domain order, the id of the order item; else null.
   */
  readonly part: string | null;
  /**
   * What clients see: `id`, `href`, `@type`, TMF `state` and all. `href` is a path of the newest
   * served version. Frozen, as `inner` is: a change is made of a copy.
   */
  readonly body: JsonObject;
  /** What only Turnup reads: plans, pins, counters. Never served under a TMF path. */
  readonly inner: JsonObject;
  /** ISO 8601, UTC, milliseconds. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface NewDocument {
  readonly kind: string;
  /** Left out: a new one is made. Given and taken: Refusal `duplicate`. */
  readonly id?: string;
  readonly state?: string | null;
  /** `self`: it begins a journey, whose id is its own. */
  readonly journey?: string | null;
  readonly parent?: string | null;
  readonly part?: string | null;
  /** Without `id` and `href`: they are filled in. */
  readonly body: JsonObject;
  readonly inner?: JsonObject;
}

/** What changes. Left out means: stays. `body` and `inner` replace the whole. */
export interface DocumentChange {
  readonly state?: string | null;
  readonly body?: JsonObject;
  readonly inner?: JsonObject;
}

/** Why a change was made, for the audit row. */
export interface Motive {
  /** A verb: `create`, `patch`, `complete`, `retry` … */
  readonly action: string;
  readonly reason?: string;
}

/** An audit row: append-only, hash-chained per journey (per document outside a journey). */
export interface AuditRow {
  /** The journey, or the document outside a journey. */
  readonly chain: string;
  /** 1, 2, 3 … within the chain, without a gap. */
  readonly sequence: number;
  readonly kind: string;
  readonly id: string;
  readonly revision: number;
  readonly action: string;
  readonly fromState: string | null;
  readonly toState: string | null;
  readonly actor: string;
  readonly reason: string | null;
  readonly at: string;
  /**
   * The merge patch (RFC 7396) that leads from the body after this change back to the body before
   * it.
   */
  readonly undo: JsonObject | null;
  /** SHA-256 of the body after the change. */
  readonly bodyHash: string;
  /** SHA-256 over the previous row's hash and this row. */
  readonly hash: string;
}
