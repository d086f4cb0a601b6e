import type { AuditRow, StoredDocument } from './document.js';
import type { Query } from '../tmf630/query.js';

/** One page of a list, and how many there are in all. */
export interface Page {
  readonly documents: StoredDocument[];
  /** Of the filtered set, before paging: X-Total-Count. */
  readonly total: number;
}

/** Reads what is committed, outside any unit. */
export interface Documents {
  get(kind: string, id: string): Promise<StoredDocument | undefined>;
  /**
   * Filtered, sorted and paged by the database; every value bound, every path from the query's
   * parsed form.
   */
  list(kind: string, query: Query): Promise<Page>;
  /** Everything of one journey, without the bodies' order: for the journey's page. */
  ofJourney(journey: string): Promise<StoredDocument[]>;
  /** The journey of a document id, whatever its kind; undefined when there is none. */
  journeyOf(id: string): Promise<string | undefined>;
  audit(chain: string): Promise<AuditRow[]>;
}
