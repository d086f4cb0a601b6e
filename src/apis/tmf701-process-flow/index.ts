import { createDocument, patchDocument } from '../../documents/store.js';
import type { Behaviour } from '../../http/behaviour.js';
import { checkFlowSpecification } from './flow-specification.js';
import { changeTask } from './task-completion.js';

/**
 * TMF701 Process Flow: rules are checked when they are written; manual tasks are completed by
 * PATCH.
 */
export const processFlow: readonly Behaviour[] = [
  {
    kind: 'processFlowSpecification',
    async create(unit, body) {
      await checkFlowSpecification(unit, body);
      return createDocument(unit, 'processFlowSpecification', body);
    },
    async patch(unit, document, next) {
      await checkFlowSpecification(unit, next);
      return patchDocument(unit, document, next);
    },
  },
  { kind: 'taskFlow', patch: changeTask },
];
