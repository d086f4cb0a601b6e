import type { JsonObject, JsonValue } from '../../openapi/json.js';
import type { CharacteristicSpec } from './model.js';
import { numberOf, objectsOf, textOf } from './reading.js';
import { isAbsent } from './values.js';

type Allowed = CharacteristicSpec['allowed'][number];

/**
 * CharacteristicSpecification (TMF620 v5, 633 v4, 634 v5: the same attributes). Mandatory:
 * `minCardinality` over zero; the standard gives no default, so one that is left out means
 * optional. `extensible` lifts the list of values.
 */
export function readCharacteristicSpecs(list: JsonValue | undefined): CharacteristicSpec[] {
  return objectsOf(list).flatMap((body) => {
    const name = textOf(body['name']);
    return name === undefined ? [] : [readOne(name, body)];
  });
}

/**
 * ProductSpecificationCharacteristicValueUse (TMF620): what an offering narrows of its
 * specification's characteristics. Says nothing of `mandatory` where it gives no cardinality.
 */
export function readValueUses(list: JsonValue | undefined): CharacteristicSpec[] {
  return objectsOf(list).flatMap((body) => {
    const name = textOf(body['name']);
    const values = body['productSpecCharacteristicValue'];
    if (name === undefined) return [];
    return [readOne(name, { ...body, characteristicValueSpecification: values })];
  });
}

/**
 * The characteristics of a specification as an offering of it sells them: its own, narrowed by name
 * to the values and the default that the offering gives, then what the offering adds.
 */
export function narrowed(
  own: readonly CharacteristicSpec[],
  offered: readonly CharacteristicSpec[] = [],
): CharacteristicSpec[] {
  const byName = new Map(offered.map((spec) => [spec.name, spec]));
  const names = new Set(own.map(({ name }) => name));
  return [
    ...own.map((spec) => narrow(spec, byName.get(spec.name))),
    ...offered.filter(({ name }) => !names.has(name)),
  ];
}

function narrow(own: CharacteristicSpec, use: CharacteristicSpec | undefined): CharacteristicSpec {
  if (!use) return own;
  return {
    ...own,
    mandatory: own.mandatory || use.mandatory,
    allowed: use.allowed.length > 0 ? use.allowed : own.allowed,
    ...(!isAbsent(use.defaultValue) && { defaultValue: use.defaultValue }),
  };
}

function readOne(name: string, body: JsonObject): CharacteristicSpec {
  const values = objectsOf(body['characteristicValueSpecification']);
  const standard = values.find((value) => value['isDefault'] === true)?.['value'];
  const valueType = textOf(body['valueType']) ?? textOf(values[0]?.['valueType']);
  const many = (numberOf(body['maxCardinality']) ?? 1) > 1;
  return {
    name,
    ...(valueType !== undefined && { valueType }),
    mandatory: (numberOf(body['minCardinality']) ?? 0) > 0,
    ...(many && { many }),
    allowed: body['extensible'] === true ? [] : allowedOf(values, textOf(body['regex'])),
    ...(!isAbsent(standard) && { defaultValue: standard }),
  };
}

function allowedOf(values: readonly JsonObject[], regex: string | undefined): Allowed[] {
  const listed = values.flatMap((value) => readAllowed(value));
  if (listed.length > 0 || regex === undefined) return listed;
  return [{ regex }];
}

function readAllowed(body: JsonObject): Allowed[] {
  const from = numberOf(body['valueFrom']);
  const to = numberOf(body['valueTo']);
  const regex = textOf(body['regex']);
  const allowed = {
    ...(!isAbsent(body['value']) && { value: body['value'] }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...openOf(textOf(body['rangeInterval'])),
    ...(regex !== undefined && { regex }),
  };
  const says = 'value' in allowed || 'from' in allowed || 'to' in allowed || 'regex' in allowed;
  return says ? [allowed] : [];
}

/**
 * TMF620 `rangeInterval`: open, closed, closedBottom (the top is open), closedTop (the bottom is).
 * Default closed.
 */
function openOf(interval: string | undefined): Pick<Allowed, 'open'> {
  if (interval === 'open') return { open: 'both' };
  if (interval === 'closedBottom') return { open: 'to' };
  if (interval === 'closedTop') return { open: 'from' };
  return {};
}
