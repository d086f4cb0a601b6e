import { databaseSuite } from '../contract/database.suite.js';
import { documentQueriesSuite } from '../contract/document-queries.suite.js';
import { documentsSuite } from '../contract/documents.suite.js';
import { sqliteDatabase } from '../support/databases.js';

databaseSuite('SQLite', () => sqliteDatabase());
documentsSuite('SQLite', () => sqliteDatabase(), 'one');
documentQueriesSuite('SQLite', () => sqliteDatabase());
