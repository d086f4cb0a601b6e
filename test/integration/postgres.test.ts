import { databaseSuite } from '../contract/database.suite.js';
import { DATABASES } from '../support/databases.js';

databaseSuite('PostgreSQL', DATABASES['PostgreSQL']!);
