import type { JsonObject } from '../../openapi/json.js';

/**
 * States that one attribute shows, in the words of the canonical version. Where several internal
 * states show the same word, the first is the one that a client's word means.
 */
type States = Readonly<Record<string, JsonObject>>;

/** Internal words that are TMF's own. */
const same = (attribute: string, ...words: readonly string[]): States =>
  Object.fromEntries(words.map((word) => [word, { [attribute]: word }]));

/** TMF641 words, also of TMF622 v5 items; TMF652 v4 is free text and takes the same. */
const WORK = same(
  'state',
  'acknowledged',
  'inProgress',
  'pending',
  'held',
  'assessingCancellation',
  'pendingCancellation',
  'completed',
  'partial',
  'failed',
  'rejected',
  'cancelled',
);

export const WORDS: Readonly<Record<string, States>> = {
  /**
   * TMF622 v5. Approval is internal: `acknowledged` until it is given, then `inProgress.accepted`.
   */
  productOrder: {
    ...same('state', 'draft', 'acknowledged'),
    awaitingApproval: { state: 'acknowledged' },
    approved: { state: 'inProgress.accepted' },
    ...WORK,
  },
  productOrderItem: WORK,
  /** TMF622 v5. */
  cancelProductOrder: same(
    'state',
    'acknowledged',
    'inProgress',
    'done',
    'terminatedWithError',
    'rejected',
    'cancelled',
  ),
  serviceOrder: WORK,
  resourceOrder: WORK,
  /** TMF701 v4. */
  processFlow: same('state', 'active', 'hold', 'completed', 'cancelled'),
  /**
   * TMF701 v4: no failed state, a fallout is `hold`; what was skipped is over, and says so in
   * `completionMethod`.
   */
  taskFlow: {
    waiting: { state: 'new' },
    inProgress: { state: 'active' },
    sent: { state: 'active' },
    fallout: { state: 'hold' },
    completed: { state: 'completed' },
    skipped: { state: 'completed', completionMethod: 'skipped' },
    cancelled: { state: 'cancelled' },
  },
  /** Turnup's own. */
  fallout: same('state', 'open', 'retrying', 'completed', 'skipped', 'repaid', 'cancelled'),
  /** TMF637: `"aborted "` is published with a space at its end, and answered so. */
  product: {
    ...same('status', 'created', 'pendingActive', 'active', 'suspended'),
    ...same('status', 'pendingTerminate', 'terminated', 'cancelled'),
    aborted: { status: 'aborted ' },
  },
  /** TMF638 v5; `suspended` is new there. */
  service: same(
    'state',
    'feasibilityChecked',
    'designed',
    'reserved',
    'inactive',
    'active',
    'suspended',
    'terminated',
  ),
};
