import type { JsonObject } from '../../openapi/json.js';

/** A piece of work as the message shapes need it; every adapter's TaskBrief is one. */
export interface Work {
  readonly workOrderId: string;
  readonly revision: number;
  readonly name: string;
  readonly description?: string;
  readonly task: string;
  readonly action?: WorkAction;
  readonly journey: string;
  readonly order: { readonly id: string; readonly href: string; readonly itemId: string };
  readonly item: WorkItem;
  readonly characteristics: readonly { readonly name: string; readonly value: unknown }[];
  readonly place?: readonly JsonObject[];
  readonly relatedParty?: readonly JsonObject[];
  /** ISO 8601. */
  readonly dueAt?: string;
}

/** What the work is to do to its item: the order item actions as TM Forum publishes them. */
export type WorkAction = 'add' | 'modify' | 'delete' | 'noChange';

/** The inventory entry that the work is for. */
export interface WorkItem {
  readonly kind: 'service' | 'resource' | 'product';
  readonly id: string;
  readonly href: string;
  readonly name: string;
  readonly specification?: { readonly id: string; readonly name?: string };
}
