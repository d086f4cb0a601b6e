import type { JsonObject } from '../../openapi/json.js';
import type { DocumentChange, Motive, NewDocument, StoredDocument } from './document.js';

/**
 * A message for a downstream system, or back: written to the outbox with the change that caused it.
 */
export interface OutgoingMessage {
  /** Topic key, `fsm.workOrder.create`. */
  readonly routingKey: string;
  /** CloudEvents attributes and the like; names as they travel. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject;
  /** Messages with one subject leave in the order in which they were written: the task's id. */
  readonly subject: string;
  readonly journey: string | null;
}

/** Work that Turnup owes itself: claimed and applied by fulfilment, without a broker. */
export interface Job {
  /** Which handler: `order.start`, `order.rollUp`, `task.dispatch` … */
  readonly name: string;
  /** The id of the document that it is about. */
  readonly subject: string;
  readonly journey: string | null;
  readonly data?: JsonObject;
  /** Milliseconds from now; 0 if left out. */
  readonly delayMs?: number;
  /** True: while one of this name and subject waits unclaimed, no second one is written. */
  readonly once?: boolean;
}

/**
 * One transaction's worth of reading and writing. Every document is read at most once; changes are
 * staged and written together at the end in a few set-wide statements: documents (compare-and-set
 * on the revision), audit rows, outgoing messages, jobs. What it answers already shows what it
 * staged.
 *
 * Promises: all or nothing; a document changed by somebody else since it was read here fails the
 * whole unit. Does not promise: to check states. Only journey/transition changes a state.
 */
export interface Unit {
  /** The instant of this unit, the same for all that it writes. */
  readonly now: Date;
  /** Who acts: a client's name, `turnup`, `fsm` … */
  readonly actor: string;
  newId(): string;
  /**
   * Serialises with every other unit of these journeys until the end. Locked in one order, so no
   * deadlock. First thing in a unit.
   */
  lockJourneys(journeys: readonly string[]): Promise<void>;
  /**
   * Locks the journeys that these documents belong to, and answers the documents that exist, in the
   * order asked.
   */
  lockAndGet(kind: string, ids: readonly string[]): Promise<StoredDocument[]>;
  get(kind: string, id: string): Promise<StoredDocument | undefined>;
  /** Those that exist, in the order asked. One statement for all that this unit has not seen. */
  getMany(kind: string, ids: readonly string[]): Promise<StoredDocument[]>;
  /** The parts of these documents, of one kind. */
  childrenOf(kind: string, parents: readonly string[]): Promise<StoredDocument[]>;
  /** Id and state alone, without the body: cheap for roll-ups over many parts. */
  childStates(
    kind: string,
    parent: string,
  ): Promise<{ id: string; state: string | null; part: string | null }[]>;
  /**
   * Documents of a kind in which one of the indexed attributes has this value (see
   * documents/indexed.ts).
   */
  findBy(kind: string, path: string, value: string): Promise<StoredDocument[]>;
  /** All documents of a small kind (rules, flow specifications), oldest first, 10,000 at most. */
  all(kind: string): Promise<StoredDocument[]>;
  create(document: NewDocument, motive?: Motive): StoredDocument;
  /** `document` must come from this unit, as it last answered it. */
  change(document: StoredDocument, change: DocumentChange, motive: Motive): StoredDocument;
  remove(document: StoredDocument, motive?: Motive): void;
  send(message: OutgoingMessage): void;
  ask(job: Job): void;
  /**
   * Runs once the transaction is committed; for waking consumers, never for work that must not be
   * lost.
   */
  afterCommit(wake: () => void): void;
  /**
   * Reads and writes of other tables in the same transaction (inbox, leases); same rules for
   * values.
   */
  query<R = Record<string, unknown>>(
    sql: string,
    values?: readonly (string | number | boolean | null)[],
  ): Promise<R[]>;
}

/** Runs units. `actor` is who acts. Rejections roll everything back. */
export interface Units {
  run<T>(actor: string, work: (unit: Unit) => Promise<T>): Promise<T>;
}
