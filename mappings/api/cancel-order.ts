import type { components } from '../../openapi/generated/types/tmf641-service-ordering.v4.js';

/** The wish to cancel a service order, as TMF641 v4 lets a client create one. */
export type CancelOrder = components['schemas']['CancelServiceOrder_Create'];

/** Calls off the order that has this id at its server. */
export const cancelOrderOf = (orderId: string, reason?: string): CancelOrder => ({
  '@type': 'CancelServiceOrder',
  ...(reason !== undefined && { cancellationReason: reason }),
  serviceOrder: { id: orderId, '@type': 'ServiceOrderRef', '@referredType': 'ServiceOrder' },
});
