import type { JsonObject } from '../../../openapi/json.js';
import type { Unit } from '../../documents/unit.js';
import { Refusal } from '../../errors.js';
import { checkFlow, readFlowRule } from '../../fulfilment/plan.js';

/**
 * A flow's rule is checked when it is written: its tasks exist, their dependencies name one another
 * and make no circle.
 */
export async function checkFlowSpecification(unit: Unit, body: JsonObject): Promise<void> {
  const refs = (body['taskFlowSpecification'] ?? []) as { id?: string }[];
  const ids = refs.flatMap(({ id }) => id ?? []);
  const tasks = await unit.getMany('taskFlowSpecification', ids);
  const known = new Set(tasks.map((task) => task.id));
  const missing = refs.flatMap(({ id }, index) =>
    id !== undefined && known.has(id)
      ? []
      : [
          {
            pointer: `/taskFlowSpecification/${index}/id`,
            message: `there is no taskFlowSpecification ${String(id)}`,
            rule: 'unknownReference',
          },
        ],
  );
  const faults =
    missing.length > 0
      ? missing
      : checkFlow(
          readFlowRule(
            body,
            tasks.map((task) => task.body),
            1,
          ),
        );
  if (faults.length > 0) throw new Refusal('ruleViolation', faults);
}
