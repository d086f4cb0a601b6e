import { isSellableStatus, SELLABLE_WORDS } from '../../mappings/decomposition/sellable.js';
import type { Fault } from '../errors.js';
import { narrowed } from './characteristic-spec.js';
import { checkValue } from './check-value.js';
import type { Catalog, CharacteristicSpec, Offering, Specification } from './model.js';
import type { SpecificationKind } from './model.js';
import { quantityOf } from './order-items.js';
import type { Item } from './order-items.js';
import { isAbsent } from './values.js';

/**
 * What the catalog has against an item: its offering, its specification, its characteristics. What
 * is taken away, or left alone, is not measured by the catalog of today.
 */
export function checkAgainstCatalog(
  item: Item,
  kind: SpecificationKind,
  catalog: Catalog,
): Fault[] {
  if (item.action === 'delete' || item.action === 'noChange') return [];
  const offering = catalog.offerings.get(item.offering ?? '');
  return [
    ...checkOffering(item, offering),
    ...checkNamed(item),
    ...checkSpecification(item, kind, catalog, offering),
  ];
}

function checkSpecification(
  item: Item,
  kind: SpecificationKind,
  catalog: Catalog,
  offering: Offering | undefined,
): Fault[] {
  const wanted = item.specification ?? offering?.specification;
  if (wanted === undefined) return [];
  const found = catalog.specifications.get(wanted);
  if (found?.kind !== kind) return [unknownSpecification(item, kind, wanted)];
  return [...checkMismatch(item, offering), ...checkValues(item, found, offering)];
}

/** Nested items of one offering, counted against what the bundle's offering allows. */
export function checkBundles(items: readonly Item[], catalog: Catalog): Fault[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const counts = new Map<string, number>();
  return items.flatMap((item) => {
    const bundle = byId.get(item.bundle ?? '');
    const bundled = catalog.offerings.get(bundle?.offering ?? '')?.bundled ?? [];
    const part = bundled.find(({ id }) => id === item.offering);
    if (!bundle || !part) return [];
    const name = JSON.stringify([bundle.pointer, part.id]);
    const count = (counts.get(name) ?? 0) + quantityOf(item);
    counts.set(name, count);
    const allowed = part.maximum * quantityOf(bundle);
    if (!(count > allowed)) return [];
    const message = `${count} of offering ${part.id} are in item ${bundle.id}, and ${allowed} allowed`;
    return [{ pointer: `${item.pointer}/quantity`, message, rule: 'bundleLimit' }];
  });
}

function checkOffering(item: Item, offering: Offering | undefined): Fault[] {
  const pointer = `${item.pointer}/productOffering`;
  if (item.offering === undefined) return [];
  if (!offering) {
    const message = `the catalog has no offering ${item.offering}`;
    return [{ pointer: `${pointer}/id`, message, rule: 'unknownOffering' }];
  }
  if (item.action !== 'add') return [];
  const { name, lifecycleStatus } = offering;
  const faults: Fault[] = [];
  if (!offering.isSellable && item.bundle === undefined) {
    const message = `${name} is not sold by itself, only in a bundle`;
    faults.push({ pointer, message, rule: 'notSellable' });
  }
  if (!isSellableStatus(lifecycleStatus)) {
    const message = `${name} is ${lifecycleStatus}; only what is ${SELLABLE_WORDS} can be ordered`;
    faults.push({ pointer, message, rule: 'notSellable' });
  }
  if (leadsNowhere(item, offering)) {
    const message = `${name} has no specification and bundles nothing`;
    faults.push({ pointer, message, rule: 'unknownSpecification' });
  }
  return faults;
}

function leadsNowhere(item: Item, { specification, bundled }: Offering): boolean {
  return (specification ?? item.specification) === undefined && bundled.length === 0;
}

/** A modify names what it is about by the id of the product. */
function checkNamed(item: Item): Fault[] {
  if (item.action !== 'add' || item.offering !== undefined || item.specification !== undefined) {
    return [];
  }
  const message = `item ${item.id} says not what is ordered`;
  return [{ pointer: item.pointer, message, rule: 'unknownOffering' }];
}

function checkMismatch(item: Item, offering: Offering | undefined): Fault[] {
  const { specification } = item;
  const sold = offering?.specification;
  if (specification === undefined || sold === undefined || specification === sold) return [];
  const message = `the offering ${offering?.name} sells the specification ${sold}, not ${specification}`;
  return [
    {
      pointer: `${item.thingPointer}/productSpecification/id`,
      message,
      rule: 'wrongSpecification',
    },
  ];
}

function unknownSpecification(item: Item, kind: SpecificationKind, id: string): Fault {
  const own = item.specification !== undefined;
  return {
    pointer: own
      ? `${item.thingPointer}/${kind}Specification/id`
      : `${item.pointer}/productOffering`,
    message: `the catalog has no ${kind} specification ${id}`,
    rule: 'unknownSpecification',
  };
}

function checkValues(
  item: Item,
  { name, characteristics }: Specification,
  offering?: Offering,
): Fault[] {
  const specs = narrowed(characteristics, offering?.characteristics);
  const byName = new Map(specs.map((spec) => [spec.name, spec]));
  const faults = item.characteristics.flatMap((given): Fault[] => {
    const spec = byName.get(given.name);
    if (!spec) {
      const message = `${name} has no characteristic ${given.name}`;
      return [{ pointer: `${given.pointer}/name`, message, rule: 'unknownCharacteristic' }];
    }
    const fault = checkValue(spec, given.value);
    return fault ? [{ pointer: `${given.pointer}/value`, ...fault }] : [];
  });
  return [...faults, ...checkMandatory(item, specs)];
}

/** A modify says only what changes; the rest is in the inventory. */
function checkMandatory(item: Item, specs: readonly CharacteristicSpec[]): Fault[] {
  if (item.action !== 'add') return [];
  const given = new Set(
    item.characteristics.filter((one) => !isAbsent(one.value)).map((one) => one.name),
  );
  const missing = specs.filter(
    (spec) => spec.mandatory && isAbsent(spec.defaultValue) && !given.has(spec.name),
  );
  return missing.map((spec) => ({
    pointer: item.thingPointer,
    message: `the characteristic ${spec.name} must have a value`,
    rule: 'missingCharacteristic',
  }));
}
