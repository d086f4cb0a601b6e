import type { AuditRow, StoredDocument } from '../documents/document.js';

/** A span of the way; open ends are null. */
export interface Stage {
  readonly name: 'submission' | 'approval' | 'decomposition' | 'fulfilment' | 'closure';
  readonly startedAt: string;
  readonly endedAt: string | null;
}

/** What happened to one document, once. */
export interface TimelineEntry {
  readonly at: string;
  readonly kind: string;
  readonly id: string;
  readonly action: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly actor: string;
  readonly reason: string | null;
}

/** Where a journey stands and how it came there; pure, from its documents and audit. */
export function journeyView(
  id: string,
  documents: readonly StoredDocument[],
  audit: readonly AuditRow[],
) {
  const root = documents.find((document) => document.id === id);
  const rows = audit.filter((row) => row.id === id);
  const stages = stagesOf(rows, lastDomainOrderEnd(audit, id));
  const fallouts = documents.filter(({ kind }) => kind === 'fallout');
  return {
    id,
    href: `/journeys/${id}`,
    ...rootEntry(root),
    updatedAt: audit.at(-1)?.at ?? '',
    endedAt: stages.find(({ name }) => name === 'closure')?.endedAt ?? null,
    stages,
    documents: documents.map(documentEntry),
    timeline: audit.map(timelineEntry),
    fallouts: fallouts.map(falloutEntry),
    openFallouts: fallouts.filter(({ state }) => state === 'open').length,
  };
}

function rootEntry(root: StoredDocument | undefined) {
  return { kind: root?.kind ?? '', state: shown(root), startedAt: root?.createdAt ?? '' };
}

/** The state that clients read, whatever its attribute is called. */
function shown(document: StoredDocument | undefined): string {
  const body = document?.body ?? {};
  return String(
    body['state'] ?? body['status'] ?? body['lifecycleStatus'] ?? document?.state ?? '',
  );
}

function documentEntry(document: StoredDocument) {
  const { kind, id, state, parent, part, body } = document;
  return {
    kind,
    id,
    href: String(body['href'] ?? ''),
    name: nameOf(document),
    state: shown(document),
    internalState: state,
    parent,
    part,
  };
}

function nameOf({ body }: StoredDocument): string | null {
  const name =
    body['name'] ??
    body['description'] ??
    body['taskFlowSpecification'] ??
    body['processFlowSpecification'];
  return typeof name === 'string' ? name : null;
}

function timelineEntry(row: AuditRow): TimelineEntry {
  const { at, kind, id, action, fromState, toState, actor, reason } = row;
  return { at, kind, id, action, from: fromState, to: toState, actor, reason };
}

function falloutEntry({ id, state, body }: StoredDocument) {
  return { id, href: `/fallouts/${id}`, state, message: String(body['message'] ?? '') };
}

const DOMAIN_ORDERS = new Set(['serviceOrder', 'resourceOrder']);
const ENDED = new Set(['completed', 'failed', 'partial', 'cancelled', 'rejected']);

function lastDomainOrderEnd(audit: readonly AuditRow[], root: string): string | undefined {
  return audit.findLast(
    (row) =>
      DOMAIN_ORDERS.has(row.kind) &&
      row.id !== root &&
      ENDED.has(row.toState ?? '') &&
      row.fromState !== row.toState,
  )?.at;
}

/** The stages passed so far, from the root's own audit rows. */
function stagesOf(rows: readonly AuditRow[], workEnded: string | undefined): Stage[] {
  const at = (action: string) => rows.find((row) => row.action === action)?.at;
  const created = rows[0]?.at;
  const submitted = at('submit') ?? created;
  const started = at('start');
  const approved = at('approve') ?? started;
  const ended = rows.find((row) => ENDED.has(row.toState ?? ''))?.at;
  const workDone = ended === undefined ? undefined : workEnded;
  const spans: [Stage['name'], string | undefined, string | undefined][] = [
    ['submission', created, submitted],
    ['approval', submitted, approved ?? ended],
    ['decomposition', approved, started],
    ['fulfilment', started, workDone ?? ended],
    ['closure', workDone, ended],
  ];
  return spans.flatMap(([name, from, to]) =>
    from === undefined ? [] : [{ name, startedAt: from, endedAt: to ?? null }],
  );
}
