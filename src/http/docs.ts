import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import express from 'express';
import type { Router } from 'express';
import type { Contract } from '../../openapi/contract.js';
import { requireMethod } from './negotiation.js';
import { titleOf } from './titles.js';

/** The files of swagger-ui-dist that the page loads. */
const ASSETS = [
  'swagger-ui.css',
  'swagger-ui-bundle.js',
  'swagger-ui-standalone-preset.js',
  'favicon-32x32.png',
];

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Turnup APIs</title>
    <link rel="stylesheet" href="swagger-ui.css">
    <link rel="icon" type="image/png" href="favicon-32x32.png">
  </head>
  <body style="margin: 0">
    <div id="page"></div>
    <script src="swagger-ui-bundle.js"></script>
    <script src="swagger-ui-standalone-preset.js"></script>
    <script src="initializer.js"></script>
  </body>
</html>
`;

/**
 * `/docs/`: every contract, to read and to try, by Swagger UI from node_modules; nothing is loaded
 * from elsewhere.
 */
export function docsRoutes(contracts: readonly Contract[]): Router {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const initializer = initializerFor(contracts);
  const router = express.Router();
  router.use('/docs', (request, _response, next) => {
    requireMethod(request, ['GET', 'HEAD']);
    next();
  });
  router.get('/docs', (request, response) => {
    // The page's own files are beside it, so its address must end with a slash.
    if (request.path.endsWith('/')) response.type('html').send(PAGE);
    else response.redirect(308, 'docs/');
  });
  router.get('/docs/initializer.js', (_request, response) => {
    response.type('js').send(initializer);
  });
  for (const asset of ASSETS) {
    router.get(`/docs/${asset}`, (_request, response) => {
      response.sendFile(asset, { root: folder, maxAge: '1h' });
    });
  }
  return router;
}

/** Addresses are relative to the page, so that they hold behind a proxy that adds a prefix. */
function initializerFor(contracts: readonly Contract[]): string {
  const urls = contracts.map((contract) => ({
    name: titleOf(contract),
    url: `..${contract.basePath}/openapi.json`,
  }));
  const settings = {
    urls,
    'urls.primaryName': urls.find(({ name }) => name.startsWith('TMF622'))?.name,
    dom_id: '#page',
    deepLinking: true,
    layout: 'StandaloneLayout',
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    validatorUrl: null,
  };
  return `window.onload = () => {
  window.ui = SwaggerUIBundle({
    ...${JSON.stringify(settings)},
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  });
};
`;
}
