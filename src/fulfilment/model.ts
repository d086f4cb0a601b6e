import type { JsonObject } from '../../openapi/json.js';

/**
 * The plain values that the pure part of fulfilment works on. No document, no clock, no id is made
 * here.
 */

export interface Characteristic {
  readonly name: string;
  readonly value: unknown;
}

/** A characteristic of a specification: what it allows and whether it must have a value. */
export interface CharacteristicSpec {
  readonly name: string;
  readonly valueType?: string;
  /** Minimum cardinality over zero, and not defaulted, means: mandatory. */
  readonly mandatory: boolean;
  /** True: several values at once, as a list. */
  readonly many?: boolean;
  /**
   * Empty: any value; else one of these must fit. Ranges by `from`/`to`, ends included unless
   * `open`.
   */
  readonly allowed: readonly {
    readonly value?: unknown;
    readonly from?: number;
    readonly to?: number;
    readonly open?: 'from' | 'to' | 'both';
    readonly regex?: string;
  }[];
  readonly defaultValue?: unknown;
}

export type SpecificationKind = 'product' | 'service' | 'resource';

/**
 * A specification of any layer, with its relations; made from TMF620/633/634 documents by
 * fulfilment/catalog.ts.
 */
export interface Specification {
  readonly kind: SpecificationKind;
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** The stored revision that was read: pinned on what is made from it. */
  readonly revision: number;
  /**
   * The document's @type, then, after a space, its @baseType: `Router
   * PhysicalResourceSpecification`.
   */
  readonly type: string;
  readonly characteristics: readonly CharacteristicSpec[];
  readonly relations: readonly Relation[];
}

/** A relation to a lower or equal specification. */
export interface Relation {
  /**
   * As written in the catalog: `bundles`, `realisedAs`, `requires`, `composedOf`, `excludes`,
   * `dependency` …
   */
  readonly type: string;
  readonly target: {
    readonly kind: SpecificationKind;
    readonly id: string;
    readonly name?: string;
  };
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: number;
}

export interface Offering {
  readonly id: string;
  readonly name: string;
  readonly version?: string;
  readonly revision: number;
  readonly lifecycleStatus: string;
  readonly isSellable: boolean;
  readonly specification?: string;
  /**
   * What the offering adds to its specification's characteristics, or narrows of them (by name).
   */
  readonly characteristics?: readonly CharacteristicSpec[];
  /** Bundled offerings, by id, with their bounds. */
  readonly bundled: readonly {
    readonly id: string;
    readonly minimum: number;
    readonly maximum: number;
    readonly default: number;
  }[];
}

/** All of the catalog that one order needs, read once. Keys are ids. */
export interface Catalog {
  readonly offerings: ReadonlyMap<string, Offering>;
  readonly specifications: ReadonlyMap<string, Specification>;
  /** Decomposition rules by specification id; see mappings/decomposition. */
  readonly rules: readonly DecompositionRule[];
}

/** What an operator says of how a parent becomes a child, beyond the catalog's relations. */
export interface DecompositionRule {
  readonly id: string;
  /** The child specification it speaks of (id, or name), and the parent where it matters which. */
  readonly child: string;
  readonly parent?: string;
  /**
   * Child attribute <- parent attribute (by name) or a constant. Names that are equal on both sides
   * need no row.
   */
  readonly map?: readonly {
    readonly to: string;
    readonly from?: string;
    readonly constant?: unknown;
  }[];
  /**
   * The child is made only if all hold; with `exclude`, the exclusion holds only then. Read from
   * the parent's characteristics. An absent one equals nothing and is in nothing: `equals` and `in`
   * fail, `present: false` holds. A delete asks nothing: it takes what is there.
   */
  readonly when?: readonly {
    readonly characteristic: string;
    readonly equals?: unknown;
    readonly in?: readonly unknown[];
    readonly present?: boolean;
  }[];
  /** How many: a fixed number, or the value of a parent's characteristic. */
  readonly quantity?: number | { readonly characteristic: string };
  /**
   * One shared child for all parents within: the order line, the bundle, the order, the billing
   * account. Default: none is shared.
   */
  readonly scope?: 'line' | 'bundle' | 'order' | 'account';
  /** The child is never made, for these actions; `true`: add and modify. */
  readonly exclude?: boolean | readonly string[];
  /** The parent's flow does not wait for this child's. Default: it waits. */
  readonly independent?: boolean;
}

/**
 * One order item, as decomposition reads it from a TMF622 order (or from a TMF641 order, starting
 * at a service).
 */
export interface OrderLine {
  readonly itemId: string;
  readonly action: 'add' | 'modify' | 'delete' | 'noChange';
  readonly quantity: number;
  /** The root: a product specification (with its offering) or a service specification. */
  readonly specification: { readonly kind: SpecificationKind; readonly id: string };
  readonly offering?: string;
  readonly characteristics: readonly Characteristic[];
  /** The item that this one is nested in, and those that it relies on. */
  readonly bundle?: string;
  readonly reliesOn: readonly string[];
  readonly account?: string;
  readonly place?: JsonObject[];
  readonly relatedParty?: JsonObject[];
}

/**
 * A thing to bring about. Keys are unique in the tree and stable: the same order and catalog give
 * the same keys.
 */
export interface Node {
  /** `1/service:abc#0/resource:def#1` */
  readonly key: string;
  readonly kind: SpecificationKind;
  readonly specification: {
    readonly id: string;
    readonly name: string;
    readonly version: string;
    readonly revision: number;
    readonly type: string;
  };
  readonly action: 'add' | 'modify' | 'delete' | 'noChange';
  readonly itemId: string;
  /** The first parent; a shared child has `sharedBy` too. */
  readonly parent: string | null;
  readonly sharedBy: readonly string[];
  /** The identity of what an account shares, fit for a URL, so that two orders make one. */
  readonly shareKey?: string;
  /**
   * What ties it to its parent: `bundles`, `realisedAs`, `requires`; `ordered` for the root of a
   * line.
   */
  readonly relation: string;
  /** The offering that it was ordered by, for products. */
  readonly offering?: { readonly id: string; readonly name: string; readonly revision: number };
  /** True: its parent does not wait for it. */
  readonly independent?: boolean;
  readonly characteristics: readonly Characteristic[];
  readonly place?: JsonObject[];
  readonly relatedParty?: JsonObject[];
  /**
   * Nodes whose flows must be completed before this one's starts. A key without a node is that of a
   * child that an obstacle keeps from being made.
   */
  readonly after: readonly string[];
}

/** Why a node was made or not: rule, inputs. Kept for `explain`. */
export interface Why {
  readonly key: string;
  readonly verdict: 'made' | 'suppressed' | 'shared';
  readonly because: string;
}

export type ObstacleCode =
  'missingCharacteristic' | 'unknownSpecification' | 'noRule' | 'cycle' | 'quantity' | 'exclusion';

/** What keeps a node from being worked on, or from being made: a fallout at decomposition. */
export interface Obstacle {
  /** The node's key, or the key that it would have. */
  readonly key: string;
  readonly code: ObstacleCode;
  readonly message: string;
}

export interface Decomposition {
  /** Parents before children, those that share a child included. */
  readonly nodes: readonly Node[];
  readonly why: readonly Why[];
  readonly obstacles: readonly Obstacle[];
}

/** A task of a flow's rule, from a TMF701 taskFlowSpecification or a preset. */
export interface TaskRule {
  /** Unique in the flow: `install`. */
  readonly name: string;
  readonly title: string;
  readonly kind: 'manual' | 'api' | 'fsm' | 'project' | 'cmdb';
  /** Names of tasks in the same flow. */
  readonly after: readonly string[];
  readonly durationMs?: number;
  readonly owner?: string;
  /** For `api`: where, and how the answer comes. */
  readonly call?: { readonly url: string; readonly answer: 'callback' | 'poll' };
  /** Automatic tries before it is parked for a person; 1 means none. */
  readonly tries?: number;
}

/**
 * Which specifications a flow serves: all that is said must hold. `*` as id or name: any, of the
 * kind or type said.
 */
export interface Served {
  readonly id?: string;
  readonly name?: string;
  readonly kind?: SpecificationKind;
  readonly type?: string;
}

/** A flow's rule: which specification it serves. */
export interface FlowRule {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly revision: number;
  readonly specification: Served;
  /** More specifications that the same flow serves. */
  readonly alsoServes?: readonly Served[];
  readonly tasks: readonly TaskRule[];
}

/** How far a task is, inside Turnup. */
export type TaskState =
  'waiting' | 'sent' | 'inProgress' | 'fallout' | 'completed' | 'skipped' | 'cancelled';

/** What the process flow remembers of each of its tasks: enough to decide what comes next. */
export interface PlannedTask {
  readonly name: string;
  /** The task flow's id. */
  readonly id: string;
  readonly kind: TaskRule['kind'];
  readonly after: readonly string[];
  readonly state: TaskState;
}
