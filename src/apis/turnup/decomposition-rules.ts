import type { Request, Response, Router } from 'express';
import type { JsonObject } from '../../../openapi/json.js';
import type { StoredDocument } from '../../documents/document.js';
import type { Documents } from '../../documents/reader.js';
import { createDocument, deleteDocument, patchDocument } from '../../documents/store.js';
import type { Unit, Units } from '../../documents/unit.js';
import { Refusal } from '../../errors.js';
import { mergePatch } from '../../tmf630/merge-patch.js';
import { pageOf, sendList } from './paging.js';

const KIND = 'decompositionRule';
const PATH = '/decompositionRule';

interface Parts {
  readonly documents: Documents;
  readonly units: Units;
}

/**
 * /decompositionRule: what an operator says of how a parent becomes a child, beyond the catalog's
 * relations; list, read, write, change, delete.
 */
export function decompositionRuleRoutes(router: Router, { documents, units }: Parts): void {
  router.get(PATH, async (request, response) => {
    const page = await documents.list(KIND, { where: [], sort: [], ...pageOf(request) });
    sendList(response, { items: page.documents.map(({ body }) => body), total: page.total });
  });
  router.get(`${PATH}/:id`, async (request, response) => {
    answer(
      response,
      200,
      await required(documents.get(KIND, request.params.id), request.params.id),
    );
  });
  router.post(PATH, async (request, response) => {
    const body = { '@type': 'DecompositionRule', ...(request.body as JsonObject) };
    answer(
      response,
      201,
      await units.run('anonymous', async (unit) => createDocument(unit, KIND, body)),
    );
  });
  router.patch(`${PATH}/:id`, async (request: Request<{ id: string }>, response) => {
    const changed = await units.run('anonymous', async (unit) => {
      const rule = await held(unit, request.params.id);
      const { id, href } = rule.body;
      return patchDocument(unit, rule, {
        ...mergePatch(rule.body, request.body as JsonObject),
        id,
        href,
      });
    });
    answer(response, 200, changed);
  });
  router.delete(`${PATH}/:id`, async (request, response) => {
    await units.run('anonymous', async (unit) =>
      deleteDocument(unit, await held(unit, request.params.id)),
    );
    response.status(204).end();
  });
}

const held = async (unit: Unit, id: string) => required(unit.get(KIND, id), id);

async function required(
  found: Promise<StoredDocument | undefined>,
  id: string,
): Promise<StoredDocument> {
  const document = await found;
  if (document) return document;
  throw new Refusal('notFound', `no decomposition rule has the id ${id}`);
}

function answer(response: Response, status: number, { body, revision }: StoredDocument): void {
  response.status(status).set('ETag', `"${revision}"`);
  if (status === 201) response.location(String(body['href']));
  response.json(body);
}
