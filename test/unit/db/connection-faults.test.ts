import { expect } from 'chai';
import { asRefusal, saysAgain, saysUnavailable } from '../../../src/db/connection-faults.js';
import { asViolation, UniqueViolation } from '../../../src/db/violations.js';
import { Refusal } from '../../../src/errors.js';

const failure = (members: object, message = 'failed') => Object.assign(new Error(message), members);

describe('what a driver says', () => {
  const away = [
    ...['08006', '53300', '57P01', '57P03', '57014', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT'],
    ...['SQLITE_BUSY', 'SQLITE_CANTOPEN', 'SQLITE_FULL', 'SQLITE_IOERR'],
  ];
  for (const code of away)
    it(`${code}: the database is unavailable`, () =>
      expect(saysUnavailable(failure({ code }))).to.equal(true));
  for (const code of [
    '23505',
    '42601',
    '22P02',
    'SQLITE_ERROR',
    'SQLITE_CONSTRAINT',
    'ERR_ASSERTION',
  ])
    it(`${code}: the database is there`, () =>
      expect(saysUnavailable(failure({ code }))).to.equal(false));

  it('is looked for in what Sequelize wrapped', () => {
    const wrapped = failure({ name: 'SequelizeDatabaseError', parent: failure({ code: '57P01' }) });
    expect(saysUnavailable(wrapped)).to.equal(true);
    expect(saysUnavailable(failure({ name: 'SequelizeConnectionAcquireTimeoutError' }))).to.equal(
      true,
    );
    expect(saysUnavailable(failure({}, 'Connection terminated unexpectedly'))).to.equal(true);
    expect(saysUnavailable('no error')).to.equal(false);
  });

  it('becomes a refusal that says when to try again and hides what the driver said', () => {
    const cause = failure({ code: 'ECONNREFUSED' }, 'connect ECONNREFUSED 10.0.0.7:5432');
    const refusal = asRefusal(cause);
    expect(refusal).to.be.instanceOf(Refusal);
    expect(refusal).to.deep.include({
      kind: 'databaseUnavailable',
      headers: { 'Retry-After': '2' },
      cause,
    });
    expect((refusal as Refusal).message).to.not.include('10.0.0.7');
  });

  it('stays as it is when it is no outage', () => {
    const error = failure({ code: '42601' });
    expect(asRefusal(error)).to.equal(error);
    expect(asViolation(error)).to.equal(error);
    const refusal = new Refusal('notFound');
    expect(asRefusal(refusal)).to.equal(refusal);
  });

  it('may be worth running the transaction again', () => {
    expect(['40001', '40P01', '23505'].map((code) => saysAgain(failure({ code })))).to.deep.equal([
      true,
      true,
      false,
    ]);
  });

  it('names the table whose key was taken', () => {
    const postgres = asViolation(failure({ code: '23505', table: 'document' }));
    const sqlite = asViolation(
      failure(
        { code: 'SQLITE_CONSTRAINT' },
        'SQLITE_CONSTRAINT: UNIQUE constraint failed: audit.chain, audit.sequence',
      ),
    );
    expect(postgres).to.be.instanceOf(UniqueViolation).with.property('table', 'document');
    expect(sqlite).to.be.instanceOf(UniqueViolation).with.property('table', 'audit');
  });
});
