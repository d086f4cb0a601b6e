import type { Database } from '../db/database.js';
import { auditHash } from './audit-chain.js';
import type { AuditRow } from './document.js';
import { AUDIT_COLUMNS, toAuditRow, type AuditTableRow } from './rows.js';
import type { AuditFault } from './verify.js';

/** Where a page of rows ends, and what the next row of the chain goes on from. */
export type Place = Pick<AuditRow, 'chain' | 'sequence' | 'hash'>;

const PAGE = 500;

/** All audit rows, or those of one chain, in the order of their chains. */
export async function* rowPages(
  database: Database,
  chain: string | undefined,
): AsyncGenerator<readonly AuditRow[]> {
  let after: Pick<AuditRow, 'chain' | 'sequence'> = { chain: chain ?? '', sequence: 0 };
  for (;;) {
    const rows = await database.query<AuditTableRow>(
      `SELECT ${AUDIT_COLUMNS} FROM audit
        WHERE (chain, sequence) > ($1, $2) ${chain === undefined ? '' : 'AND chain = $1'}
        ORDER BY chain, sequence LIMIT ${PAGE}`,
      [after.chain, after.sequence],
    );
    const page = rows.map(toAuditRow);
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last;
  }
}

/** What does not fit in a page of rows; `before` is the last row of the page before it. */
export function rowFaults(page: readonly AuditRow[], before: Place | undefined): AuditFault[] {
  return page.flatMap((row, at) => {
    const previous = at === 0 ? before : page[at - 1];
    const message = faultOf(row, previous?.chain === row.chain ? previous : undefined);
    const { chain, sequence, kind, id } = row;
    return message === undefined ? [] : [{ chain, sequence, kind, id, message }];
  });
}

function faultOf(row: AuditRow, previous: Place | undefined): string | undefined {
  const expected = (previous?.sequence ?? 0) + 1;
  if (row.sequence !== expected)
    return row.sequence === expected + 1
      ? `Row ${expected} before this one is missing`
      : `Rows ${expected} to ${row.sequence - 1} before this one are missing`;
  const { hash, ...content } = row;
  if (auditHash(previous?.hash ?? '', content) === hash) return undefined;
  return 'The hash of this row is not that of its content and the row before it';
}
