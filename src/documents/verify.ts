import type { Database } from '../db/database.js';
import { documentFaults, lostDocuments } from './verify-documents.js';
import { rowPages, rowFaults, type Place } from './verify-rows.js';

/** One thing that does not fit. */
export interface AuditFault {
  readonly chain: string;
  /** Where in the chain; null when no row of it speaks of the document. */
  readonly sequence: number | null;
  readonly kind: string;
  readonly id: string;
  /** What differs, one sentence. */
  readonly message: string;
}

export interface AuditVerdict {
  readonly rows: number;
  readonly documents: number;
  /** In the order in which they were found, 1,000 at most. */
  readonly faults: readonly AuditFault[];
}

const FAULTS_LIMIT = 1_000;

/**
 * Holds every audit chain, or one, against itself and against the documents: each row's hash is
 * recomputed from the row before it, each document compared with the last row that speaks of it.
 * Reads in pages, so memory is bounded, and may run while Turnup is at work.
 */
export async function verifyAudit(database: Database, chain?: string): Promise<AuditVerdict> {
  const faults: AuditFault[] = [];
  let rows = 0;
  let documents = 0;
  let before: Place | undefined;
  for await (const page of rowPages(database, chain)) {
    const last = page.at(-1);
    if (faults.length >= FAULTS_LIMIT || !last) break;
    rows += page.length;
    faults.push(...rowFaults(page, before));
    faults.push(...(await lostDocuments(database, before, last)));
    before = last;
  }
  for await (const page of documentFaults(database, chain)) {
    if (faults.length >= FAULTS_LIMIT) break;
    documents += page.documents;
    faults.push(...page.faults);
  }
  return { rows, documents, faults: faults.slice(0, FAULTS_LIMIT) };
}
