import { FLOW_WORDS, UNIT_MS } from '../../mappings/flows/task-specification.js';
import type { JsonObject, JsonValue } from '../../openapi/json.js';
import type { FlowRule, Served, TaskRule } from './model.js';
import { numberOf, objectsOf, textOf } from './reading.js';

/**
 * A flow as TMF701 v4 documents write it: a processFlowSpecification and its
 * taskFlowSpecifications, those that exist, in the order of its references
 * (mappings/flows/task-specification.ts says which attribute means what). Never throws: what makes
 * no sense is read as it stands, for `checkFlow` to name.
 */
export function readFlowRule(
  flow: JsonObject,
  tasks: readonly JsonObject[],
  revision = 1,
): FlowRule {
  const [first = {}, ...others] = servedOf(flow);
  const names = new Map(tasks.map((task) => [textOf(task['id']), nameOf(task)]));
  return {
    id: textOf(flow['id']) ?? '',
    name: textOf(flow['name']) ?? '',
    version: textOf(flow['version']) ?? '',
    revision,
    specification: first,
    ...(others.length > 0 && { alsoServes: others }),
    tasks: tasks.map((task) => readTask(task, names)),
  };
}

function readTask(body: JsonObject, names: ReadonlyMap<string | undefined, string>): TaskRule {
  const values = valuesOf(body['taskFlowSpecificationCharacteristic']);
  const durationMs = durationOf(values.get(FLOW_WORDS.duration));
  const tries = numberOf(values.get(FLOW_WORDS.tries)?.['value']);
  const owner = ownerOf(body);
  const url = textOf(values.get(FLOW_WORDS.url)?.['value']);
  const answer = textOf(values.get(FLOW_WORDS.answer)?.['value']);
  return {
    name: nameOf(body),
    title: textOf(body['description']) ?? nameOf(body),
    // Not trusted: checkFlow refuses a kind that does not exist when the flow is written.
    kind: word(body['taskFlowSpecificationType']) as TaskRule['kind'],
    after: afterOf(body, names),
    ...(durationMs !== undefined && { durationMs }),
    ...(owner !== undefined && { owner }),
    ...(url !== undefined && { call: { url, answer: answer === 'poll' ? 'poll' : 'callback' } }),
    ...(tries !== undefined && { tries }),
  };
}

function nameOf(task: JsonObject): string {
  return textOf(task['name']) ?? textOf(task['id']) ?? '';
}

/** Tasks that come first, by name: a reference gives an id of this flow's, or a name. */
function afterOf(body: JsonObject, names: ReadonlyMap<string | undefined, string>): string[] {
  const relations = objectsOf(body['taskFlowSpecificationRelationship']);
  return relations
    .filter((relation) => word(relation['relationshipType']) === FLOW_WORDS.after)
    .map((relation) => names.get(textOf(relation['id'])) ?? nameOf(relation));
}

function ownerOf(body: JsonObject): string | undefined {
  const owner = objectsOf(body['relatedParty']).find(
    (party) => word(party['role']) === FLOW_WORDS.owner,
  );
  return owner && (textOf(owner['name']) ?? textOf(owner['id']));
}

/** Characteristic -> its default value, else its first. */
function valuesOf(list: JsonValue | undefined): Map<string, JsonObject> {
  const found = new Map<string, JsonObject>();
  for (const body of objectsOf(list)) {
    const values = objectsOf(body['characteristicValueSpecification']);
    const value = values.find((one) => one['isDefault'] === true) ?? values[0];
    if (value) found.set(word(body['name']), value);
  }
  return found;
}

/** NaN for what is no duration, so that checkFlow can name it. */
function durationOf(value: JsonObject | undefined): number | undefined {
  if (!value) return undefined;
  const unitMs = UNIT_MS[word(value['unitOfMeasure'] ?? 'ms')];
  return (numberOf(value['value']) ?? NaN) * (unitMs ?? NaN);
}

function servedOf(flow: JsonObject): Served[] {
  return objectsOf(flow['relatedEntitySpecification'])
    .filter((entity) => word(entity['role']) === FLOW_WORDS.serves)
    .map((entity) => {
      const id = textOf(entity['id']);
      const type = textOf(entity['@referredType']);
      if (id !== undefined && id !== FLOW_WORDS.any) return { id };
      return { name: FLOW_WORDS.any, ...layerOf(type) };
    });
}

const LAYERS = {
  productspecification: 'product',
  servicespecification: 'service',
  resourcespecification: 'resource',
} as const;

/** A plain `ServiceSpecification` means the whole layer; anything finer is a class to compare. */
function layerOf(type: string | undefined): Served {
  if (type === undefined) return {};
  const plain = type.toLowerCase();
  const layer = Object.hasOwn(LAYERS, plain) ? LAYERS[plain as keyof typeof LAYERS] : undefined;
  return layer === undefined ? { type } : { kind: layer };
}

function word(value: JsonValue | undefined): string {
  return (textOf(value) ?? '').trim().toLowerCase();
}
