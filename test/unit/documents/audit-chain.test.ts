import { expect } from 'chai';
import { auditHash, linkChains, type AuditEntry } from '../../../src/documents/audit-chain.js';

const entry = (chain: string, id: string): AuditEntry => ({
  ...{ chain, kind: 'thing', id, revision: 1, action: 'create', fromState: null, toState: 'a' },
  ...{ actor: 'tester', reason: null, at: '2026-01-01T00:00:00.000Z', undo: null, bodyHash: 'b' },
});

describe('an audit chain', () => {
  it('goes on from its last row, each chain by itself', () => {
    const heads = new Map([['one', { sequence: 7, hash: 'before' }]]);
    const rows = linkChains([entry('one', 'x'), entry('two', 'y'), entry('one', 'z')], heads);
    expect(rows.map(({ chain, sequence }) => [chain, sequence])).to.deep.equal([
      ['one', 8],
      ['two', 1],
      ['one', 9],
    ]);
    expect(rows[0]!.hash).to.equal(auditHash('before', { ...entry('one', 'x'), sequence: 8 }));
    expect(rows[1]!.hash).to.equal(auditHash('', { ...entry('two', 'y'), sequence: 1 }));
    expect(rows[2]!.hash).to.equal(auditHash(rows[0]!.hash, { ...entry('one', 'z'), sequence: 9 }));
    expect(heads.get('one')).to.deep.equal({ sequence: 7, hash: 'before' });
  });

  it('has another hash for any other content, and the same for another order of members', () => {
    const row = { ...entry('one', 'x'), sequence: 1 };
    const hash = auditHash('', row);
    const reversed = Object.fromEntries(Object.entries(row).reverse()) as unknown as typeof row;
    expect(auditHash('', reversed)).to.equal(hash);
    for (const name of Object.keys(row))
      expect(auditHash('', { ...row, [name]: 'other' }), name).to.not.equal(hash);
    expect(auditHash('x', row)).to.not.equal(hash);
  });
});
