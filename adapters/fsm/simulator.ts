import { digestOf } from '../simulation/digest.js';
import type { SimulatedSystem } from '../simulation/system.js';

/** A field service system: a technician comes and installs something that has a serial number. */
export const fieldService: SimulatedSystem = {
  first: 'inProgress',
  outcome: (workOrderId, _body, now) => ({
    note: 'Visited and done',
    characteristics: [
      { name: 'serialNumber', value: `SN-${digestOf(workOrderId)}` },
      { name: 'technicianVisit', value: now.toISOString() },
    ],
  }),
};
