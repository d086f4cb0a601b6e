import type { JsonObject } from '../../openapi/json.js';
import type { AuditEntry, ChainHead } from './audit-chain.js';
import type { StoredDocument } from './document.js';
import type { Job, OutgoingMessage } from './unit.js';

/** A document as this unit found it and as it is going to be. */
export interface Entry {
  /** As read; undefined when this unit made it. */
  readonly stored: StoredDocument | undefined;
  /** As it stands in this unit; undefined when it is removed. */
  readonly current: StoredDocument | undefined;
  /** True when its id was given, and may therefore be taken. */
  readonly idGiven: boolean;
}

/** What one unit is going to do to the table of documents. */
export interface DocumentWrites {
  readonly created: readonly Entry[];
  readonly changed: readonly Entry[];
  readonly removed: readonly Entry[];
}

/** Everything that a unit has read and is going to write. */
export class Staging {
  readonly audit: AuditEntry[] = [];
  readonly messages: OutgoingMessage[] = [];
  readonly afterCommit: (() => void)[] = [];
  /** The last rows of chains, as far as this unit knows them. */
  readonly heads = new Map<string, ChainHead>();
  private readonly entries = new Map<string, Entry>();
  /** What needs not be asked for again: `kind/id`, and the parts of `kind/parent`. */
  private readonly missing = new Set<string>();
  private readonly parts = new Set<string>();
  private readonly newChains = new Set<string>();
  private readonly asked = new Map<string, Job>();

  /** The document as it stands here; undefined when it is not there or removed. */
  find(kind: string, id: string): StoredDocument | undefined {
    return this.entries.get(keyOf(kind, id))?.current;
  }

  removed(kind: string, id: string): boolean {
    const entry = this.entries.get(keyOf(kind, id));
    return entry !== undefined && entry.current === undefined;
  }

  /** True when the database need not be asked for it. */
  knows(kind: string, id: string): boolean {
    const key = keyOf(kind, id);
    return this.entries.has(key) || this.missing.has(key);
  }

  noteMissing(kind: string, id: string): void {
    this.missing.add(keyOf(kind, id));
  }

  knowsParts(kind: string, parent: string): boolean {
    return this.parts.has(keyOf(kind, parent));
  }

  noteParts(kind: string, parent: string): void {
    this.parts.add(keyOf(kind, parent));
  }

  /** Notes what the database answered; what is staged already remains as it stands. */
  adopt(document: StoredDocument): void {
    const key = keyOf(document.kind, document.id);
    const known = this.entries.get(key);
    const isStaged = known !== undefined && known.current !== known.stored;
    if (isStaged || known?.stored?.revision === document.revision) return;
    this.entries.set(key, { stored: document, current: document, idGiven: false });
  }

  add(document: StoredDocument, idGiven: boolean): void {
    const key = keyOf(document.kind, document.id);
    this.entries.set(key, { stored: undefined, current: document, idGiven });
    if (!idGiven && chainOf(document) === document.id) this.newChains.add(document.id);
  }

  /** Throws unless `document` is what this unit answered last for its id. */
  replace(document: StoredDocument, next: StoredDocument | undefined): void {
    const key = keyOf(document.kind, document.id);
    const entry = this.entries.get(key);
    if (entry?.current !== document)
      throw new Error(`${document.kind} ${document.id} is not as this unit answered it last`);
    this.entries.set(key, { ...entry, current: next });
  }

  /** The documents of a kind that this unit has met, as they stand. */
  ofKind(kind: string): StoredDocument[] {
    return [...this.entries.values()].flatMap(({ current }) =>
      current?.kind === kind ? [current] : [],
    );
  }

  learnHeads(heads: ReadonlyMap<string, ChainHead>): void {
    for (const [chain, head] of heads) this.heads.set(chain, head);
  }

  /** The chains that audit rows are staged for and whose last row must be read first. */
  unknownChains(): string[] {
    const chains = new Set(this.audit.map(({ chain }) => chain));
    return [...chains].filter((chain) => !this.heads.has(chain) && !this.newChains.has(chain));
  }

  /** Of jobs that may be one, the one that is due first. */
  ask(job: Job): void {
    const key = job.once ? onceKey(job) : `#${this.asked.size}`;
    const same = this.asked.get(key);
    if (!same || (job.delayMs ?? 0) < (same.delayMs ?? 0)) this.asked.set(key, job);
  }

  jobs(): Job[] {
    return [...this.asked.values()];
  }

  /** What the database does not have yet as it stands here. */
  documentWrites(): DocumentWrites {
    const all = [...this.entries.values()];
    return {
      created: all.filter(({ stored, current }) => !stored && current),
      changed: all.filter(({ stored, current }) => stored && current && stored !== current),
      removed: all.filter(({ stored, current }) => stored && !current),
    };
  }
}

/** Which chain audits a document. */
export const chainOf = (document: Pick<StoredDocument, 'journey' | 'id'>): string =>
  document.journey ?? document.id;

/** What makes two jobs one. */
export const onceKey = (job: Job): string => `${job.name}:${job.subject}`;

const texts = new WeakMap<JsonObject, string>();

/** JSON text of an object that is not changed any more, made once. */
export function textOf(json: JsonObject): string {
  let text = texts.get(json);
  if (text === undefined) texts.set(json, (text = JSON.stringify(json)));
  return text;
}

const keyOf = (kind: string, id: string): string => `${kind}/${id}`;
