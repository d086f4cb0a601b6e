import { configurationManagement } from './cmdb/simulator.js';
import { fieldService } from './fsm/simulator.js';
import { projectManagement } from './project/simulator.js';
import { PLAIN_SYSTEM, type SimulatedSystem } from './simulation/system.js';

const SIMULATORS: Readonly<Record<string, SimulatedSystem>> = {
  fsm: fieldService,
  project: projectManagement,
  cmdb: configurationManagement,
};

/** The simulated system of an adapter, by its name; a plain one where it has none of its own. */
export const simulatedSystem = (name: string): SimulatedSystem => SIMULATORS[name] ?? PLAIN_SYSTEM;
