import { dirname, join } from 'node:path';
import express from 'express';
import type { Express, RequestHandler, Router } from 'express';
import type { Logger } from 'pino';
import type { Dialect } from '../../mappings/dialects/dialect.js';
import type { Contract } from '../../openapi/contract.js';
import type { Documents } from '../documents/reader.js';
import type { Units } from '../documents/unit.js';
import { Refusal } from '../errors.js';
import { accessLog, type Observe } from './access-log.js';
import { sendFile } from './answer.js';
import { asyncApi } from './asyncapi.js';
import type { Behaviour } from './behaviour.js';
import { bodyReader } from './body.js';
import { readOperatorDocuments } from './contract/operator-documents.js';
import { serveApi } from './contract/served-api.js';
import type { ServedApi } from './contract/served-api.js';
import { docsRoutes } from './docs.js';
import { answerFailures } from './failures.js';
import { home } from './home.js';
import { checkOwn } from './own-api.js';
import { giveContext } from './request-context.js';
import { securityHeaders } from './security-headers.js';
import { serveTmf } from './tmf.js';
import { warmApis } from './warm.js';

/** What the HTTP side is made of. */
export interface HttpParts {
  readonly contracts: readonly Contract[];
  readonly dialects: readonly Dialect[];
  readonly units: Units;
  readonly documents: Documents;
  readonly behaviours: readonly Behaviour[];
  /** Turnup's own API; its requests have been checked against its contract. */
  readonly ownRoutes: Router;
  /** The operator's pages, served below `/console`. */
  readonly console?: RequestHandler;
  readonly log: Logger;
  /** For the metrics. */
  readonly observe?: Observe;
  /** How clients reach the gateway; before every href. Left out: hrefs are paths. */
  readonly publicUrl?: string | undefined;
  /**
   * Answers of TMF APIs that do not meet the contract become `internal`; for tests and diagnosis.
   */
  readonly validateResponses: boolean;
  /** A folder of documents that replace built ones with the same base path. */
  readonly openapiDir?: string | undefined;
  readonly bodyLimitBytes: number;
  /** False: TMF requests are answered `starting`. */
  readonly ready: () => boolean;
}

export interface Http {
  readonly app: Express;
  /**
   * Compiles every contract's checks in the background; to be called once the app listens. Never
   * rejects.
   */
  warm(): Promise<void>;
}

/**
 * The gateway's HTTP side. Throws an Error naming file, place and reason when a document of
 * `openapiDir` cannot be enforced. Does not listen.
 */
export function createHttp(parts: HttpParts): Http {
  const apis = servedApis(parts);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.set('query parser', 'simple');
  app.use(giveContext(), securityHeaders(), accessLog(parts.log, parts.observe));
  app.use(tmfSide(parts, apis));
  app.use(pages(parts));
  ownSide(app, parts, apis);
  app.use((request) => {
    throw new Refusal('notFound', `there is nothing at ${request.path}`);
  });
  app.use(answerFailures(parts.log));
  return { app, warm: () => warmApis(apis, parts.log) };
}

function servedApis(parts: HttpParts): ServedApi[] {
  const { contracts, dialects, openapiDir, validateResponses } = parts;
  const operators = openapiDir ? readOperatorDocuments(openapiDir, contracts) : new Map();
  return contracts.map((contract) =>
    serveApi(contract, {
      operators: operators.get(contract),
      dialect: dialects.find(
        ({ api, version }) => api === contract.api && version === contract.version,
      ),
      answers: validateResponses,
    }),
  );
}

function tmfSide(parts: HttpParts, apis: readonly ServedApi[]): RequestHandler {
  const { documents, units, validateResponses } = parts;
  return serveTmf({
    apis: apis.filter(({ contract }) => contract.number !== null),
    publicUrl: parts.publicUrl,
    ready: parts.ready,
    desk: {
      documents,
      units,
      validateResponses,
      behaviours: new Map(parts.behaviours.map((behaviour) => [behaviour.kind, behaviour])),
      readBody: bodyReader(parts.bodyLimitBytes),
    },
  });
}

function pages({ contracts, console }: HttpParts): Router {
  const router = express.Router();
  const [first] = contracts;
  router.all('/', home(contracts, console !== undefined));
  router.use(docsRoutes(contracts));
  if (first) {
    const file = join(dirname(dirname(first.file)), 'asyncapi.yaml');
    router.all('/asyncapi.json', asyncApi(file));
  }
  if (console) router.use('/console', console);
  return router;
}

/** Turnup's own contract is at the root: its document, its checks, its routes. */
function ownSide(app: Express, parts: HttpParts, apis: readonly ServedApi[]): void {
  const api = apis.find(({ contract }) => contract.number === null);
  if (api) {
    app.get(`${api.contract.basePath}/openapi.json`, (_request, response) => {
      sendFile(response, api.contract.file);
    });
    app.use(checkOwn(api, bodyReader(parts.bodyLimitBytes)));
  }
  app.use(parts.ownRoutes);
}
