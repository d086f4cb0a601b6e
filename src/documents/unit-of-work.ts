import type { Value } from '../db/database.js';
import { indexValue } from '../db/index-value.js';
import { attributesOf } from './attributes.js';
import type { DocumentChange, Motive, NewDocument, StoredDocument } from './document.js';
import { flush } from './flush.js';
import { lockJourneys, lockJourneysOf } from './lock.js';
import {
  readAll,
  readByAttribute,
  readChildren,
  readChildStates,
  readHeads,
  readMany,
  readManyWithHeads,
  type PartState,
  type Session,
} from './reads.js';
import { stageChange, stageNew, stageRemoval, type Writer } from './stage.js';
import { Staging } from './staging.js';
import { isStorable } from './storable.js';
import type { UnitSettings } from './unit-settings.js';
import type { Job, OutgoingMessage, Unit } from './unit.js';

/** One transaction's reading and writing: an identity map, and what is staged until the end. */
export class UnitOfWork implements Unit {
  readonly now: Date;
  readonly actor: string;
  private readonly session: Session;
  private readonly writer: Writer;
  private readonly staging = new Staging();

  constructor(session: Session, actor: string, settings: UnitSettings) {
    this.session = session;
    this.actor = actor;
    this.now = settings.now();
    this.writer = { actor, now: this.now, settings };
  }

  newId(): string {
    return this.writer.settings.newId();
  }

  async lockJourneys(journeys: readonly string[]): Promise<void> {
    const wanted = storable(journeys);
    if (wanted.length === 0) return;
    const [, heads] = await Promise.all([
      lockJourneys(this.session, wanted),
      readHeads(this.session, wanted),
    ]);
    this.staging.learnHeads(heads);
  }

  async lockAndGet(kind: string, ids: readonly string[]): Promise<StoredDocument[]> {
    const wanted = storable(ids);
    if (wanted.length === 0) return [];
    // in this order on one connection: what is read after the lock is what the others left
    const [, { documents, heads }] = await Promise.all([
      lockJourneysOf(this.session, kind, wanted),
      readManyWithHeads(this.session, kind, wanted),
    ]);
    this.staging.learnHeads(heads);
    for (const document of documents) this.staging.adopt(document);
    return this.found(kind, wanted);
  }

  async get(kind: string, id: string): Promise<StoredDocument | undefined> {
    const [document] = await this.getMany(kind, [id]);
    return document;
  }

  async getMany(kind: string, ids: readonly string[]): Promise<StoredDocument[]> {
    const wanted = storable(ids);
    const unseen = wanted.filter((id) => !this.staging.knows(kind, id));
    if (unseen.length > 0) {
      for (const document of await readMany(this.session, kind, unseen))
        this.staging.adopt(document);
      for (const id of unseen) this.staging.noteMissing(kind, id);
    }
    return this.found(kind, wanted);
  }

  async childrenOf(kind: string, parents: readonly string[]): Promise<StoredDocument[]> {
    const wanted = storable(parents);
    const unseen = wanted.filter((parent) => !this.staging.knowsParts(kind, parent));
    if (unseen.length > 0) {
      for (const document of await readChildren(this.session, kind, unseen))
        this.staging.adopt(document);
      for (const parent of unseen) this.staging.noteParts(kind, parent);
    }
    return this.staging
      .ofKind(kind)
      .filter(({ parent }) => parent !== null && wanted.includes(parent))
      .sort(byCreation);
  }

  async childStates(kind: string, parent: string): Promise<PartState[]> {
    if (!isStorable(parent)) return [];
    const staged = this.staging.ofKind(kind).filter((document) => document.parent === parent);
    if (this.staging.knowsParts(kind, parent)) return staged.sort(byCreation).map(partState);
    const stored = await readChildStates(this.session, kind, parent);
    const known = new Set(stored.map(({ id }) => id));
    const present = stored.filter(({ id }) => !this.staging.removed(kind, id));
    return [
      ...present.map((it) => partState(this.staging.find(kind, it.id) ?? it)),
      ...staged.filter(({ id }) => !known.has(id)).map(partState),
    ];
  }

  async findBy(kind: string, path: string, value: string): Promise<StoredDocument[]> {
    if (!this.writer.settings.indexedPaths(kind).includes(path))
      throw new Error(`${path} of ${kind} is not indexed; see documents/indexed.ts`);
    if (!isStorable(value)) return [];
    const wanted = indexValue(value);
    for (const document of await readByAttribute(this.session, kind, path, wanted))
      this.staging.adopt(document);
    return this.staging
      .ofKind(kind)
      .filter(({ body }) => attributesOf([path], body).some((it) => it.value === wanted))
      .sort(byCreation);
  }

  async all(kind: string): Promise<StoredDocument[]> {
    for (const document of await readAll(this.session, kind)) this.staging.adopt(document);
    return this.staging.ofKind(kind).sort(byCreation);
  }

  create(document: NewDocument, motive: Motive = { action: 'create' }): StoredDocument {
    return stageNew(this.staging, this.writer, document, motive);
  }

  change(document: StoredDocument, change: DocumentChange, motive: Motive): StoredDocument {
    return stageChange(this.staging, this.writer, document, change, motive);
  }

  remove(document: StoredDocument, motive: Motive = { action: 'delete' }): void {
    stageRemoval(this.staging, this.writer, document, motive);
  }

  send(message: OutgoingMessage): void {
    this.staging.messages.push(message);
  }

  ask(job: Job): void {
    this.staging.ask(job);
  }

  afterCommit(wake: () => void): void {
    this.staging.afterCommit.push(wake);
  }

  query<R = Record<string, unknown>>(sql: string, values?: readonly Value[]): Promise<R[]> {
    return this.session.statements.query<R>(sql, values);
  }

  /** Writes what was staged; see flush. */
  flush(): Promise<void> {
    return flush(this.session, this.staging, this.writer);
  }

  /** Wakes whoever waits for what was committed. */
  wake(): void {
    const { afterCommit, messages } = this.staging;
    for (const wake of afterCommit) wake();
    if (messages.length > 0 || this.staging.jobs().length > 0) this.writer.settings.committed?.();
  }

  private found(kind: string, ids: readonly string[]): StoredDocument[] {
    return ids.flatMap((id) => this.staging.find(kind, id) ?? []);
  }
}

/** Each text once, and only those that a database can hold: no document has another id. */
const storable = (texts: readonly string[]): string[] => [...new Set(texts)].filter(isStorable);

const partState = ({ id, state, part }: PartState): PartState => ({ id, state, part });

function byCreation(one: StoredDocument, other: StoredDocument): number {
  if (one.createdAt !== other.createdAt) return one.createdAt < other.createdAt ? -1 : 1;
  if (one.id === other.id) return 0;
  return one.id < other.id ? -1 : 1;
}
