import type { Router } from 'express';
import { isFinal, TABLES } from '../../lifecycle/index.js';
import { shownState } from '../../../mappings/states/index.js';

/**
 * GET /lifecycle: every state table, with what each state shows over TMF APIs and which states are
 * final.
 */
export function lifecycleRoutes(router: Router): void {
  const tables = Object.entries(TABLES).map(([kind, table]) => ({
    kind,
    initial: table.initial,
    transitions: table.rows,
    states: table.states.map((state) => ({
      name: state,
      final: isFinal(table, state),
      shownAs: shownState(kind, state),
    })),
  }));
  router.get('/lifecycle', (_request, response) => {
    response.json({ tables });
  });
}
