import { expectStatus, type Api } from './api.js';

/** Base paths, as published. */
export const PATHS = {
  product: '/tmf-api/productCatalogManagement/v4',
  service: '/tmf-api/serviceCatalogManagement/v4',
  resource: '/tmf-api/resourceCatalog/v4',
  flow: '/tmf-api/processFlowManagement/v4',
  order: '/tmf-api/productOrderingManagement/v4',
  serviceOrder: '/tmf-api/serviceOrdering/v4',
  resourceOrder: '/tmf-api/resourceOrderingManagement/v4',
} as const;

/** What a small catalog is made of. */
export interface SmallCatalog {
  readonly offering: string;
  readonly serviceSpecification: string;
}

export interface Task {
  readonly name: string;
  readonly kind: string;
  readonly after?: readonly string[];
}

interface Made {
  readonly id: string;
}

/**
 * One sellable offering realised by one service, whose flow has these tasks: the smallest catalog
 * that an order can travel. The flow is written over TMF701 as mappings/flows says.
 */
export async function loadSmallCatalog(api: Api, tasks: readonly Task[]): Promise<SmallCatalog> {
  const make = async (path: string, body: object) =>
    expectStatus(await api.post<Made>(path, body), 201).id;
  const service = await make(`${PATHS.service}/serviceSpecification`, {
    name: 'Access',
    lifecycleStatus: 'Active',
    '@type': 'CustomerFacingServiceSpecification',
  });
  const product = await make(`${PATHS.product}/productSpecification`, {
    name: 'Access',
    lifecycleStatus: 'Active',
    serviceSpecification: [
      { id: service, name: 'Access', '@referredType': 'ServiceSpecification' },
    ],
  });
  const offering = await make(`${PATHS.product}/productOffering`, {
    name: 'Access',
    lifecycleStatus: 'Active',
    isSellable: true,
    productSpecification: { id: product, name: 'Access' },
  });
  await loadFlow(make, service, tasks);
  return { offering, serviceSpecification: service };
}

async function loadFlow(
  make: (path: string, body: object) => Promise<string>,
  service: string,
  tasks: readonly Task[],
): Promise<void> {
  if (tasks.length === 0) return;
  const refs = [];
  for (const task of tasks) {
    const id = await make(`${PATHS.flow}/taskFlowSpecification`, taskSpecification(task));
    refs.push({ id, name: task.name, '@referredType': 'TaskFlowSpecification' });
  }
  await make(`${PATHS.flow}/processFlowSpecification`, {
    name: 'Access',
    relatedEntitySpecification: [
      { id: service, role: 'serves', '@referredType': 'ServiceSpecification' },
    ],
    taskFlowSpecification: refs,
  });
}

function taskSpecification(task: Task): object {
  return {
    name: task.name,
    taskFlowSpecificationType: task.kind,
    taskFlowSpecificationRelationship: (task.after ?? []).map((name) => ({
      name,
      relationshipType: 'after',
    })),
  };
}

/** An order (TMF622 v4) of so many lines of one offering. */
export function orderOf(offering: string, lines: number, externalId?: string): object {
  return {
    ...(externalId !== undefined && { externalId }),
    productOrderItem: Array.from({ length: lines }, (_, index) => ({
      id: String(index + 1),
      action: 'add',
      quantity: 1,
      productOffering: { id: offering },
    })),
  };
}
