import type {
  Catalog,
  Characteristic,
  CharacteristicSpec,
  DecompositionRule,
  Offering,
  OrderLine,
  Relation,
  Specification,
  SpecificationKind,
} from '../../../src/fulfilment/model.js';

/**
 * Short words for catalogs and orders in tests: `service('vpn', { realisedAs: ['resource:port']
 * })`.
 */

type Ties = Readonly<Record<string, readonly string[]>>;

interface Extras {
  readonly values?: readonly (string | CharacteristicSpec)[];
  readonly version?: string;
  readonly revision?: number;
  readonly type?: string;
  readonly relations?: readonly Relation[];
}

const TYPES = {
  product: 'ProductSpecification',
  service: 'ServiceSpecification',
  resource: 'ResourceSpecification',
} as const;

function specification(
  kind: SpecificationKind,
  id: string,
  ties: Ties,
  extras: Extras,
): Specification {
  const related = Object.entries(ties).flatMap(([type, targets]) =>
    targets.map((target): Relation => ({ type, target: targetOf(target) })),
  );
  return {
    kind,
    id,
    name: `${id} name`,
    version: extras.version ?? '1.0',
    revision: extras.revision ?? 1,
    type: extras.type ?? TYPES[kind],
    characteristics: (extras.values ?? []).map((value) =>
      typeof value === 'string' ? optional(value) : value,
    ),
    relations: [...related, ...(extras.relations ?? [])],
  };
}

/** `service:vpn` -> its kind and id. */
export function targetOf(target: string): Relation['target'] {
  const [kind, id] = target.split(':') as [SpecificationKind, string];
  return { kind, id };
}

export const product = (id: string, ties: Ties = {}, extras: Extras = {}) =>
  specification('product', id, ties, extras);
export const service = (id: string, ties: Ties = {}, extras: Extras = {}) =>
  specification('service', id, ties, extras);
export const resource = (id: string, ties: Ties = {}, extras: Extras = {}) =>
  specification('resource', id, ties, extras);

export const optional = (name: string): CharacteristicSpec => ({
  name,
  mandatory: false,
  allowed: [],
});
export const mandatory = (name: string): CharacteristicSpec => ({
  name,
  mandatory: true,
  allowed: [],
});
export const defaulted = (name: string, defaultValue: unknown): CharacteristicSpec => ({
  name,
  mandatory: true,
  allowed: [],
  defaultValue,
});

export function offering(id: string, more: Partial<Offering> = {}): Offering {
  return {
    id,
    name: `${id} name`,
    revision: 1,
    lifecycleStatus: 'Active',
    isSellable: true,
    bundled: [],
    ...more,
  };
}

export const bundled = (id: string, least = 1, usual = least, most = Infinity) => ({
  id,
  minimum: least,
  default: usual,
  maximum: most,
});

export function catalogOf(
  specifications: readonly Specification[],
  rules: readonly DecompositionRule[] = [],
  offerings: readonly Offering[] = [],
): Catalog {
  return {
    specifications: new Map(specifications.map((one) => [one.id, one])),
    offerings: new Map(offerings.map((one) => [one.id, one])),
    rules,
  };
}

export const rule = (child: string, more: Partial<DecompositionRule> = {}): DecompositionRule => ({
  id: `rule-${child}`,
  child,
  ...more,
});

/** A line that adds one `product:p`, unless said otherwise. */
export function line(
  itemId: string,
  target: string,
  more: Partial<OrderLine> & { readonly values?: Readonly<Record<string, unknown>> } = {},
): OrderLine {
  const { values = {}, ...rest } = more;
  return {
    itemId,
    action: 'add',
    quantity: 1,
    specification: targetOf(target),
    characteristics: characteristics(values),
    reliesOn: [],
    ...rest,
  };
}

export function characteristics(values: Readonly<Record<string, unknown>>): Characteristic[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}
