import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { ServedApi } from './contract/served-api.js';

/**
 * Compiling one body blocks the loop for up to half a second; so many times as long it then belongs
 * to orders, or they would starve while all are compiled.
 */
const PAUSES = 3;

/**
 * Compiles the checks of every API, one body after another with room for requests between them, so
 * that no client waits for it. Never rejects: a document that cannot be compiled is logged, and its
 * requests fail with that cause.
 */
export async function warmApis(apis: readonly ServedApi[], log: Logger): Promise<void> {
  for (const api of apis) {
    for (const { template, methods } of api.paths()) {
      for (const method of methods) {
        const key = `${method} ${template}`;
        if (api.bodySchema(key) === undefined) continue;
        const startedMs = performance.now();
        try {
          await api.checker.faults(key, { body: {} });
        } catch (error) {
          log.error({ err: error, api: api.contract.api, operation: key }, 'contract not usable');
        }
        await pause(PAUSES * (performance.now() - startedMs));
      }
    }
  }
}
