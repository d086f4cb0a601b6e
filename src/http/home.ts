import type { RequestHandler } from 'express';
import type { Contract } from '../../openapi/contract.js';
import { DEFAULT_LIMIT, MAXIMUM_LIMIT } from '../tmf630/parse.js';
import { sendJson } from './answer.js';
import { requireMethod } from './negotiation.js';
import { titleOf } from './titles.js';

/** `/`: what is served and where, as a page, or as JSON for who asks for JSON. */
export function home(contracts: readonly Contract[], hasConsole: boolean): RequestHandler {
  const links = {
    docs: 'docs/',
    ...(hasConsole && { console: 'console/' }),
    health: 'health',
    asyncapi: 'asyncapi.json',
  };
  const apis = contracts.map((contract) => ({
    title: titleOf(contract),
    basePath: contract.basePath || '/',
    openapi: `${contract.basePath}/openapi.json`,
  }));
  const paging = { defaultLimit: DEFAULT_LIMIT, maximumLimit: MAXIMUM_LIMIT };
  const page = pageOf(links, apis);
  return (request, response) => {
    requireMethod(request, ['GET', 'HEAD']);
    response.setHeader('Vary', 'Accept');
    if (request.accepts(['html', 'json']) === 'json') {
      sendJson(response, 200, { name: 'turnup', links, apis, paging });
    } else response.type('html').send(page);
  };
}

interface ApiLine {
  readonly title: string;
  readonly basePath: string;
  readonly openapi: string;
}

const LABELS: Readonly<Record<string, string>> = {
  docs: 'API documents, to read and to try',
  console: 'Console: orders under way, what is stuck and why',
  health: 'Health',
  asyncapi: 'Messages on the bus (AsyncAPI)',
};

function pageOf(links: Readonly<Record<string, string>>, apis: readonly ApiLine[]): string {
  const items = Object.entries(links).map(
    ([name, href]) => `<li><a href="${href}">${LABELS[name] ?? name}</a></li>`,
  );
  const rows = apis.map(
    ({ title, basePath, openapi }) =>
      `<tr><td>${title}</td><td><code>${basePath}</code></td><td><a href=".${openapi}">openapi.json</a></td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <link rel="icon" href="data:,">
    <title>Turnup</title>
    <style>
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 3rem auto; padding: 0 1rem; color: #1c2733; }
      td { padding: 0.15rem 1.5rem 0.15rem 0; }
      a { color: #0b5cad; }
    </style>
  </head>
  <body>
    <h1>Turnup</h1>
    <p>Takes a telecom order from lead to activated service, over TM Forum Open APIs.</p>
    <ul>${items.join('')}</ul>
    <h2>APIs</h2>
    <p>Lists answer ${DEFAULT_LIMIT} documents unless <code>limit</code> asks for more or fewer, ${MAXIMUM_LIMIT} at most.</p>
    <table>${rows.join('')}</table>
  </body>
</html>
`;
}
