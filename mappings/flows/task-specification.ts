/**
 * How a flow is written in TMF701 v4 documents, with published attributes alone. Words are
 * compared without regard to case.
 *
 * A `processFlowSpecification` is one flow:
 * - `name`, `version`: the flow's own.
 * - `relatedEntitySpecification`: what it serves,
 *   `{ role: 'serves', '@referredType': 'ServiceSpecification', id, name? }`, one or several.
 *   The id `*` serves every specification of the type; the type may then be as fine as
 *   `PhysicalResourceSpecification`.
 * - `taskFlowSpecification`: its tasks, `[{ id, name? }]`.
 *
 * A `taskFlowSpecification` is one task of it:
 * - `name`: the task's word, unique in the flow, `install`.
 * - `description`: its title for people; the name where it is left out.
 * - `taskFlowSpecificationType`: who does it; `manual`, `api`, `fsm`, `project` or `cmdb`.
 * - `taskFlowSpecificationRelationship`: the tasks that must be over first,
 *   `[{ relationshipType: 'after', id or name }]`.
 * - `relatedParty`: who answers for it, `[{ role: 'owner', id, name?, '@referredType' }]`.
 * - `taskFlowSpecificationCharacteristic`: `[{ name, characteristicValueSpecification:
 *   [{ value, unitOfMeasure? }] }]`. Of several values the one marked `isDefault` counts, else
 *   the first. The names are
 *   - `duration`, in ms, s, min, h or d (ms where no unit is given);
 *   - `tries`, how often it is sent by itself before a person is asked (1: once, no retry);
 *   - `url` and `answer` (`callback` or `poll`), for `api`.
 */
export const FLOW_WORDS = {
  serves: 'serves',
  after: 'after',
  owner: 'owner',
  any: '*',
  duration: 'duration',
  tries: 'tries',
  url: 'url',
  answer: 'answer',
} as const;

/** Who may do a task. */
export const TASK_KINDS = ['manual', 'api', 'fsm', 'project', 'cmdb'] as const;

/** Milliseconds of the units that a duration may be written in. */
export const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
