import type { JsonObject } from '../../../openapi/json.js';
import type { StatusReport } from '../../../adapters/adapter.js';
import type { StoredDocument } from '../../documents/document.js';
import type { Unit } from '../../documents/unit.js';
import { mayTransition, transition } from '../../journey/transition.js';
import {
  characteristicsV5,
  mergeCharacteristics,
  readCharacteristics,
} from '../bodies/references.js';
import { getLinked } from './dispatch.js';
import { innerOf, type FlowInner, type Link } from './inner.js';

/** Brings the inventory of completed flows to life, or ends it for flows of a delete. */
export async function activate(unit: Unit, flows: readonly StoredDocument[]): Promise<void> {
  const items = await getLinked(
    unit,
    flows.map((flow) => innerOf<FlowInner>(flow).inventory),
  );
  for (const item of items) {
    const ends = item.inner['ending'] === true;
    const on = ends ? (item.kind === 'resource' ? 'retire' : 'terminate') : 'activate';
    if (!mayTransition(item, on)) continue;
    const date = { [dateOf(item.kind, ends)]: unit.now.toISOString() };
    transition(unit, item, on, { attributes: date });
  }
}

/** What completed work brought, by the inventory it is for. */
export interface Brought {
  readonly inventory: Link;
  readonly report: Pick<StatusReport, 'characteristics' | 'configurationItem'>;
}

/**
 * Writes the values and configuration items that tasks brought back to the inventory (TMF638,
 * TMF639).
 */
export async function enrich(unit: Unit, brought: readonly Brought[]): Promise<void> {
  const useful = brought.filter(
    ({ report }) => report.characteristics?.length || report.configurationItem,
  );
  const items = await getLinked(
    unit,
    useful.map(({ inventory }) => inventory),
  );
  for (const item of items) {
    const reports = useful
      .filter(({ inventory }) => inventory.id === item.id)
      .map(({ report }) => report);
    const body = reports.reduce((next, report) => enriched(item.kind, next, report), item.body);
    unit.change(item, { body }, { action: 'enrich' });
  }
}

function enriched(kind: string, body: JsonObject, report: Brought['report']): JsonObject {
  const attribute = `${kind}Characteristic`;
  const present = readCharacteristics(body[attribute]);
  const linked = report.configurationItem
    ? [{ name: 'configurationItem', value: report.configurationItem.id }]
    : [];
  const values = mergeCharacteristics(present, [...(report.characteristics ?? []), ...linked]);
  return {
    ...body,
    [attribute]: characteristicsV5(values),
    ...(kind === 'service' &&
      report.configurationItem && { relatedEntity: withItem(body, report.configurationItem) }),
  };
}

/**
 * TMF638 names the configuration item as a related entity; TMF639 has none, there the
 * characteristic says it.
 */
function withItem(body: JsonObject, item: { id: string; href?: string }): JsonObject[] {
  const present = Array.isArray(body['relatedEntity'])
    ? (body['relatedEntity'] as JsonObject[])
    : [];
  const link = {
    role: 'configurationItem',
    '@type': 'RelatedEntityRefOrValue',
    entity: {
      id: item.id,
      ...(item.href !== undefined && { href: item.href }),
      '@type': 'EntityRef',
      '@referredType': 'ConfigurationItem',
    },
  };
  return [...present.filter((entity) => entity['role'] !== 'configurationItem'), link];
}

function dateOf(kind: string, ends: boolean): string {
  if (kind === 'resource') return ends ? 'endOperatingDate' : 'startOperatingDate';
  return ends ? 'endDate' : 'startDate';
}
