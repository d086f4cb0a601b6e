import type { Router } from 'express';
import type { Database } from '../../db/database.js';
import type { StoredDocument } from '../../documents/document.js';
import type { Documents } from '../../documents/reader.js';
import { Refusal } from '../../errors.js';
import { journeyGraph } from '../../journey/graph.js';
import { journeyView } from '../../journey/view.js';
import { listJourneys } from '../../journey/list.js';
import { messagesOf } from '../../messaging/journey-messages.js';
import { pageOf, sendList } from './paging.js';

/**
 * GET /journeys, /journeys/{id}, /journeys/{id}/graph, /journeys/{id}/audit. `id` may be any
 * document's of the journey.
 */
export function journeyRoutes(
  router: Router,
  { documents, database }: { documents: Documents; database: Database },
): void {
  router.get('/journeys', async (request, response) => {
    const state = typeof request.query['state'] === 'string' ? request.query['state'] : undefined;
    sendList(response, await listJourneys(database, pageOf(request), state));
  });
  router.get('/journeys/:id', async (request, response) => {
    const journey = await found(documents, request.params.id);
    const audit = await documents.audit(journey.id);
    const messages = await messagesOf(database, journey.id);
    response.json({ ...journeyView(journey.id, journey.parts, audit), messages });
  });
  router.get('/journeys/:id/graph', async (request, response) => {
    const journey = await found(documents, request.params.id);
    response.json(journeyGraph(journey.id, journey.parts));
  });
  router.get('/journeys/:id/audit', async (request, response) => {
    const { id } = await found(documents, request.params.id);
    response.json(await documents.audit(id));
  });
}

async function found(
  documents: Documents,
  id: string,
): Promise<{ id: string; parts: StoredDocument[] }> {
  const journey = await documents.journeyOf(id);
  if (journey === undefined)
    throw new Refusal('notFound', `no journey and no document of one has the id ${id}`);
  return { id: journey, parts: await documents.ofJourney(journey) };
}
