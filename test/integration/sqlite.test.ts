import { databaseSuite } from '../contract/database.suite.js';
import { sqliteDatabase } from '../support/databases.js';

databaseSuite('SQLite', () => sqliteDatabase());
