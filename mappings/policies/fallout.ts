/** How a fallout is classed: what kind of trouble it is, who acts on it, and by when. */
export interface FalloutClass {
  /** `access`, `capacity`, `data` …: what a desk sorts by. */
  readonly class: string;
  /** The group that acts: a role, not a person. */
  readonly owner: string;
  /** From its opening until it is late. */
  readonly dueInMs: number;
}

const HOUR_MS = 3_600_000;

/**
 * By cause: what the downstream system said (`noAccess`), or what decomposition found (`noRule`).
 * Edit freely.
 */
const BY_CAUSE: Readonly<Record<string, FalloutClass>> = {
  noAccess: { class: 'access', owner: 'customerCare', dueInMs: 24 * HOUR_MS },
  customerAbsent: { class: 'access', owner: 'customerCare', dueInMs: 24 * HOUR_MS },
  noCapacity: { class: 'capacity', owner: 'networkPlanning', dueInMs: 48 * HOUR_MS },
  noStock: { class: 'capacity', owner: 'logistics', dueInMs: 48 * HOUR_MS },
  invalidData: { class: 'data', owner: 'orderDesk', dueInMs: 8 * HOUR_MS },
  missingData: { class: 'data', owner: 'orderDesk', dueInMs: 8 * HOUR_MS },
  timeout: { class: 'system', owner: 'operations', dueInMs: 4 * HOUR_MS },
  unreachable: { class: 'system', owner: 'operations', dueInMs: 4 * HOUR_MS },
  internalFailure: { class: 'system', owner: 'operations', dueInMs: 4 * HOUR_MS },
  unknownWorkOrder: { class: 'system', owner: 'operations', dueInMs: 4 * HOUR_MS },
  cancelledDownstream: { class: 'calledOff', owner: 'orderDesk', dueInMs: 8 * HOUR_MS },
  missingCharacteristic: { class: 'decomposition', owner: 'orderDesk', dueInMs: 8 * HOUR_MS },
  unknownSpecification: { class: 'decomposition', owner: 'catalog', dueInMs: 8 * HOUR_MS },
  noRule: { class: 'decomposition', owner: 'catalog', dueInMs: 8 * HOUR_MS },
  cycle: { class: 'decomposition', owner: 'catalog', dueInMs: 8 * HOUR_MS },
  exclusion: { class: 'decomposition', owner: 'orderDesk', dueInMs: 8 * HOUR_MS },
  quantity: { class: 'decomposition', owner: 'orderDesk', dueInMs: 8 * HOUR_MS },
};

/** By the kind of task, for causes that nobody listed. */
const BY_KIND: Readonly<Record<string, FalloutClass>> = {
  manual: { class: 'work', owner: 'orderDesk', dueInMs: 24 * HOUR_MS },
  api: { class: 'system', owner: 'operations', dueInMs: 4 * HOUR_MS },
  fsm: { class: 'work', owner: 'fieldDispatch', dueInMs: 24 * HOUR_MS },
  project: { class: 'work', owner: 'projectOffice', dueInMs: 48 * HOUR_MS },
  cmdb: { class: 'system', owner: 'operations', dueInMs: 8 * HOUR_MS },
};

const OTHERWISE: FalloutClass = { class: 'other', owner: 'operations', dueInMs: 8 * HOUR_MS };

/** The class of a fallout: by its cause, else by the kind of its task, else `other`. Total. */
export function falloutClassOf(cause: string, taskKind?: string): FalloutClass {
  if (Object.hasOwn(BY_CAUSE, cause)) return BY_CAUSE[cause] ?? OTHERWISE;
  if (taskKind !== undefined && Object.hasOwn(BY_KIND, taskKind))
    return BY_KIND[taskKind] ?? OTHERWISE;
  return OTHERWISE;
}
