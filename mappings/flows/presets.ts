/**
 * Flows for specifications that nobody wrote a flow for, so that a catalog works before its flows
 * are written. Shaped as the rules that fulfilment reads from TMF701 documents; a rule of an
 * operator always comes first.
 */

const HOUR_MS = 3_600_000;

const cmdb = (after: readonly string[]) => ({
  name: 'register',
  title: 'Bring the CMDB up to date',
  kind: 'cmdb' as const,
  after,
  durationMs: HOUR_MS,
  owner: 'operations',
  tries: 3,
});

/** A physical resource is visited, then entered in the CMDB; anything else is entered only. */
export const PRESET_FLOWS = [
  {
    id: 'preset-physical-resource',
    name: 'Physical resource',
    version: '1',
    revision: 1,
    specification: { name: '*', kind: 'resource', type: 'PhysicalResourceSpecification' },
    tasks: [
      {
        name: 'install',
        title: 'Visit the site',
        kind: 'fsm',
        after: [],
        durationMs: 4 * HOUR_MS,
        owner: 'fieldDispatch',
        tries: 3,
      },
      cmdb(['install']),
    ],
  },
  {
    id: 'preset-any',
    name: 'Any service or resource',
    version: '1',
    revision: 1,
    specification: { name: '*' },
    tasks: [cmdb([])],
  },
] as const;
