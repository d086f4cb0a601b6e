import type { Router } from 'express';
import type { JsonObject } from '../../../openapi/json.js';
import { readAnswer } from '../../../mappings/api/answer.js';
import type { Units } from '../../documents/unit.js';
import { Refusal } from '../../errors.js';
import { answerCall } from '../../fulfilment/apply/answer-call.js';

/**
 * POST /callbacks/{workOrderId}: the system behind an api task says how it stands (TMF641 or TMF640
 * state, bare or in an event).
 */
export function callbackRoutes(
  router: Router,
  { units, wake }: { units: Units; wake: () => void },
): void {
  router.post('/callbacks/:workOrderId', async (request, response) => {
    const answer = readAnswer(request.body as JsonObject);
    if (answer === undefined) {
      throw new Refusal('ruleViolation', [
        {
          pointer: '/state',
          message: 'no state is said that a service order or a service can have',
          rule: 'unknownState',
        },
      ]);
    }
    await units.run('downstream', (unit) => answerCall(unit, request.params.workOrderId, answer));
    wake();
    response.status(202).end();
  });
}
