import type { Work, WorkAction } from '../messages/work.js';

/** What a CMDB is asked to do with an item. */
export type CmdbAction = 'register' | 'update' | 'retire';

const ACTIONS: Readonly<Record<WorkAction, CmdbAction>> = {
  add: 'register',
  modify: 'update',
  delete: 'retire',
  noChange: 'update',
};

/** What the order wants of the item, in a CMDB's words; an order that does not say adds. */
export const cmdbAction = (work: Work): CmdbAction => ACTIONS[work.action ?? 'add'];
