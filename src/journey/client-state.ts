import type { JsonObject } from '../../openapi/json.js';
import { internalState, shownState } from '../../mappings/states/index.js';
import type { StoredDocument } from '../documents/document.js';
import type { Unit } from '../documents/unit.js';
import { Refusal } from '../errors.js';
import { allowedFrom, tableOf } from '../lifecycle/index.js';
import { transition } from './transition.js';

/**
 * A client keeps a document of a kind with states: the state that its body shows must be one that a
 * new one may have.
 */
export function createStateful(unit: Unit, kind: string, body: JsonObject): StoredDocument {
  const state = internalState(kind, body) ?? tableOf(kind)?.initial[0] ?? null;
  const table = tableOf(kind);
  if (table && state !== null && !table.initial.includes(state)) {
    throw new Refusal('ruleViolation', [
      {
        pointer: '/state',
        message: `a new ${kind} cannot be ${state}; possible: ${table.initial.join(', ')}`,
        rule: 'stateTable',
      },
    ]);
  }
  const shown = state === null ? {} : shownState(kind, state);
  const { id, ...given } = body;
  return unit.create({
    kind,
    state,
    body: { ...shown, ...given, ...stateWord(kind, shown) },
    ...(typeof id === 'string' && { id }),
  });
}

/**
 * A client changes a document of a kind with states: a changed state must be one that the table
 * leads to from here.
 */
export function changeStateful(
  unit: Unit,
  document: StoredDocument,
  next: JsonObject,
): StoredDocument {
  const wanted = internalState(document.kind, next);
  if (wanted === undefined || wanted === document.state)
    return unit.change(document, { body: next }, { action: 'patch' });
  const table = tableOf(document.kind);
  const arrows = table ? allowedFrom(table, document.state ?? '') : [];
  const arrow = arrows.find(({ to }) => to === wanted);
  if (arrow) return transition(unit, document, arrow.on, { attributes: next });
  throw new Refusal('conflict', [
    {
      pointer: '/state',
      message: `${document.kind} ${document.id} is ${document.state} and cannot become ${wanted}; possible: ${arrows.map(({ to }) => to).join(', ') || 'nothing, this state is final'}`,
      rule: 'stateTable',
    },
  ]);
}

/**
 * TMF639 shows one state by many attributes, and those that the client said stand; elsewhere the
 * one attribute is answered as published.
 */
const stateWord = (kind: string, shown: JsonObject): JsonObject =>
  kind === 'resource' ? {} : shown;
