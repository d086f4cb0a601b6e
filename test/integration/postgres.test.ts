import { databaseSuite } from '../contract/database.suite.js';
import { documentQueriesSuite } from '../contract/document-queries.suite.js';
import { documentsSuite } from '../contract/documents.suite.js';
import { DATABASES } from '../support/databases.js';

databaseSuite('PostgreSQL', DATABASES['PostgreSQL']!);
documentsSuite('PostgreSQL', DATABASES['PostgreSQL']!, 'many');
documentQueriesSuite('PostgreSQL', DATABASES['PostgreSQL']!);
