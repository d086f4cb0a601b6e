import { expectStatus, type Api } from './api.js';
import { PATHS, type Task } from './small-catalog.js';

/** A task of a flow, with what only some tests need. */
export interface PartTask extends Task {
  /** How often it is sent by itself at most. */
  readonly tries?: number;
}

/** Writes the parts of a catalog one by one; each answers the id of what it made. */
export interface CatalogParts {
  service(name: string, more?: object): Promise<string>;
  /** The flow of one service specification. */
  flow(service: string, tasks: readonly PartTask[]): Promise<string>;
  /** A sellable offering of a product that these services realise. */
  offering(name: string, services: readonly string[]): Promise<string>;
}

export function catalogParts(api: Api): CatalogParts {
  const make = async (path: string, body: object): Promise<string> =>
    expectStatus(await api.post<{ id: string }>(path, body), 201).id;
  const active = { lifecycleStatus: 'Active' };
  return {
    service: (name, more = {}) =>
      make(`${PATHS.service}/serviceSpecification`, {
        ...{ name, ...active, '@type': 'CustomerFacingServiceSpecification' },
        ...more,
      }),
    async flow(service, tasks) {
      const refs = [];
      for (const task of tasks) {
        const id = await make(`${PATHS.flow}/taskFlowSpecification`, taskSpecification(task));
        refs.push({ id, name: task.name, '@referredType': 'TaskFlowSpecification' });
      }
      return make(`${PATHS.flow}/processFlowSpecification`, {
        name: 'Flow',
        relatedEntitySpecification: [
          { id: service, role: 'serves', '@referredType': 'ServiceSpecification' },
        ],
        taskFlowSpecification: refs,
      });
    },
    async offering(name, services) {
      const serviceSpecification = services.map((id) => ({
        id,
        '@referredType': 'ServiceSpecification',
      }));
      const id = await make(`${PATHS.product}/productSpecification`, {
        ...{ name, ...active, serviceSpecification },
      });
      return make(`${PATHS.product}/productOffering`, {
        ...{ name, ...active, isSellable: true, productSpecification: { id, name } },
      });
    },
  };
}

function taskSpecification({ name, kind, after = [], tries }: PartTask): object {
  return {
    name,
    taskFlowSpecificationType: kind,
    taskFlowSpecificationRelationship: after.map((first) => ({
      name: first,
      relationshipType: 'after',
    })),
    ...(tries !== undefined && {
      taskFlowSpecificationCharacteristic: [
        { name: 'tries', characteristicValueSpecification: [{ value: tries }] },
      ],
    }),
  };
}
