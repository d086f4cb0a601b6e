import type { Migration } from '../migration.js';
import { documents } from './001-documents.js';
import { outboxAndJobs } from './002-outbox-and-jobs.js';
import { bus } from './003-bus.js';
import { reconciliation } from './004-reconciliation.js';

/** Every migration, in the order in which they run. */
export const MIGRATIONS: readonly Migration[] = [documents, outboxAndJobs, bus, reconciliation];
