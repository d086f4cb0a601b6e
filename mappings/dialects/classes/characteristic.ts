import type { Mapping } from '../lens.js';
import { byValue, named } from '../lens/class-name.js';
import { each } from '../lens/each.js';
import { answering } from '../lens/mandatory.js';
import { as, object, type Attributes } from '../lens/object.js';

/** A name and a value of any kind; v5 has a class for each kind. */
export const characteristic = answering(
  { name: '', value: null },
  object(byValue('Characteristic'), {
    characteristicRelationship: each(object('CharacteristicRelationship')),
  }),
);

/** CharacteristicValueSpecification; v5 has a class for each kind of value. */
export const valueSpecification = object(byValue('CharacteristicValueSpecification'));

/** CharacteristicValueSpecification where v5 has only the one class. */
export const untypedValueSpecification = object('CharacteristicValueSpecification');

/**
 * The three classes of v4 that specify a characteristic (of a product, a resource, a feature) are
 * one in v5. `prefix` is what v4's attribute names begin with: `productSpec`.
 */
export function characteristicSpecification(
  v4Class: string,
  prefix: string,
  relationship: Attributes,
  value: Mapping,
): Mapping {
  return object(named('CharacteristicSpecification', v4Class), {
    [`${prefix}CharRelationship`]: as(
      'charSpecRelationship',
      each(
        object(
          named('CharacteristicSpecificationRelationship', `${v4Class}Relationship`),
          relationship,
        ),
      ),
    ),
    [`${prefix}CharacteristicValue`]: as('characteristicValueSpecification', each(value)),
  });
}
