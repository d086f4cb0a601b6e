import type { Work } from '../messages/work.js';
import { workOrderOf, type WorkOrder } from '../messages/work-order.js';

/**
 * Work that is planned and followed by milestones, as a TMF697 v4 work order for a project system.
 */
export const projectWorkOrder = (work: Work): WorkOrder => workOrderOf(work, 'project');
