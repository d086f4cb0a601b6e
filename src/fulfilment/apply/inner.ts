import type { JsonObject } from '../../../openapi/json.js';
import type { StoredDocument } from '../../documents/document.js';
import type { PlannedTask, TaskRule } from '../model.js';
import type { PlannedOrder } from '../plan.js';

/** Names a stored document. */
export interface Link {
  readonly kind: string;
  readonly id: string;
}

/**
 * What a root order (TMF622, or a TMF641 that came in by itself) remembers of its decomposition.
 */
export interface OrderInner {
  /** Node key -> what was made of it. Decomposing again makes only what is missing here. */
  readonly made: Readonly<Record<string, Link>>;
  /** Domain order key -> its process flow's id. */
  readonly flows: Readonly<Record<string, string>>;
  /** Item id -> its products' ids. */
  readonly products: Readonly<Record<string, readonly string[]>>;
  /**
   * What keeps a node from being made, by its code and the node's key -> the fallout that says so,
   * and the item it belongs to.
   */
  readonly obstacles: Readonly<
    Record<string, { readonly fallout: string; readonly itemId: string }>
  >;
  /** Nodes that were not made, and why. */
  readonly suppressed: readonly { readonly key: string; readonly because: string }[];
}

/** What a domain order remembers. */
export interface DomainOrderInner {
  readonly itemId: string;
  readonly inventory: Link;
  readonly flow: string;
}

/** What a process flow remembers: enough to go on without its order. */
export interface FlowInner {
  readonly key: string;
  readonly root: Link;
  /** The root's number of lines: how seldom its roll-up may run. */
  readonly lines: number;
  readonly order: Link;
  readonly inventory: Link;
  readonly tasks: readonly PlannedTask[];
  /** Keys of domain orders that must be completed first. */
  readonly waitsFor: readonly string[];
  /** Ids of flows that wait for this one. */
  readonly releases: readonly string[];
}

/** What a task flow remembers. */
export interface TaskInner {
  readonly rule: TaskRule;
  /** What the order wants of the inventory. */
  readonly action: PlannedOrder['action'];
  readonly root: Link & { readonly href: string };
  readonly itemId: string;
  readonly order: Link;
  readonly inventory: Link;
  /** Counts the dispatches; 0 before the first. */
  readonly revision: number;
  /** The last applied sequence of the present revision. */
  readonly sequence: number;
  readonly sentAt?: string;
  /** When anything was last heard of it. */
  readonly heardAt?: string;
  /** The reconciliation run that asked last how it stands. */
  readonly askedBy?: string;
  /** The revision that was handed over a second time because its system did not know it. */
  readonly handedOverAgain?: number;
}

/**
 * Reads the inner part as the shape that its kind has; the shapes are written by this room alone.
 */
export const innerOf = <T>(document: StoredDocument): T => document.inner as unknown as T;

/** Writes a shape back. */
export const asInner = (inner: object): JsonObject => inner as unknown as JsonObject;
