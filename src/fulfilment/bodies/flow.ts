import type { JsonObject } from '../../../openapi/json.js';
import type { StoredDocument } from '../../documents/document.js';
import type { TaskRule } from '../model.js';

/** The rule that a flow follows, pinned. */
export interface FlowPin {
  readonly id: string;
  readonly name: string;
  readonly version: string;
}

/** A TMF701 process flow: the work of one domain order. */
export function processFlowBody(order: StoredDocument, pin: FlowPin, at: string): JsonObject {
  return {
    '@type': 'ProcessFlow',
    processFlowSpecification: pin.name,
    processFlowSpecificationRef: {
      id: pin.id,
      name: pin.name,
      '@referredType': 'ProcessFlowSpecification',
    },
    processFlowDate: at,
    relatedEntity: [relatedTo(order, 'domainOrder')],
  };
}

/** A TMF701 task flow: one task of a process flow. */
export function taskFlowBody(
  rule: TaskRule,
  order: StoredDocument,
  inventory: StoredDocument,
): JsonObject {
  return {
    '@type': 'TaskFlow',
    taskFlowSpecification: rule.name,
    priority: 1,
    isMandatory: true,
    characteristic: [
      { name: 'title', value: rule.title, valueType: 'string' },
      { name: 'kind', value: rule.kind, valueType: 'string' },
      ...(rule.owner ? [{ name: 'owner', value: rule.owner, valueType: 'string' }] : []),
    ],
    relatedEntity: [relatedTo(order, 'domainOrder'), relatedTo(inventory, 'inventory')],
  };
}

function relatedTo(document: StoredDocument, role: string): JsonObject {
  return {
    id: document.id,
    href: document.body['href'] ?? '',
    role,
    '@referredType': document.kind.charAt(0).toUpperCase() + document.kind.slice(1),
  };
}
