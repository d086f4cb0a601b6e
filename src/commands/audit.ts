import type { Command } from 'commander';
import { verifyAudit, type AuditFault } from '../documents/verify.js';
import { withDrivers } from './with-drivers.js';

/** `turnup audit verify`: recomputes every hash of the audit and compares the documents with it. */
export function auditCommand(program: Command): void {
  program
    .command('audit')
    .description('the audit of what was done')
    .command('verify')
    .description(
      'recompute every hash and compare every document; exit status 1 names what was changed',
    )
    .argument('[journey]', 'one journey, or one document outside a journey; all when left out')
    .action((journey?: string) =>
      withDrivers(async ({ database }) => {
        const { rows, documents, faults } = await verifyAudit(database, journey);
        for (const fault of faults) process.stdout.write(`${lineOf(fault)}\n`);
        process.stdout.write(
          `${rows} rows and ${documents} documents checked, ${faults.length} faults\n`,
        );
        return faults.length === 0 ? 0 : 1;
      }),
    );
}

function lineOf({ chain, sequence, kind, id, message }: AuditFault): string {
  return `${chain}${sequence === null ? '' : ` row ${sequence}`}, ${kind} ${id}: ${message}`;
}
