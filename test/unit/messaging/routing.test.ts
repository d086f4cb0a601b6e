import { expect } from 'chai';
import fc from 'fast-check';
import { canBeSent, matchesTopic, queuesFor } from '../../../src/messaging/routing.js';
import { topologyOf } from '../../../src/messaging/topology.js';

describe('routing', () => {
  for (const [pattern, key, matches] of [
    ['#', '', true],
    ['#', 'a.b.c', true],
    ['fsm.#', 'fsm', true],
    ['fsm.#', 'fsm.workOrder.create', true],
    ['fsm.#', 'fsmx.workOrder', false],
    ['fsm.*', 'fsm', false],
    ['fsm.*', 'fsm.a', true],
    ['fsm.*', 'fsm.a.b', false],
    ['*', '', true],
    ['*.*', 'a.b', true],
    ['#.create', 'create', true],
    ['#.create', 'fsm.workOrder.create', true],
    ['a.#.b.#.c', 'a.b.c', true],
    ['a.#.b.#.c', 'a.x.b.y.z.c', true],
    ['a.#.b.#.c', 'a.x.c', false],
    ['a.b', 'a.b', true],
    ['a.b', 'a.b.c', false],
    ['a.+', 'a.bb', false],
  ] as const) {
    it(`${pattern} ${matches ? 'takes' : 'does not take'} '${key}'`, () => {
      expect(matchesTopic(pattern, key)).to.equal(matches);
    });
  }

  it('agrees with the same pattern as a regular expression', () => {
    const word = fc.constantFrom('a', 'b', '');
    const part = fc.constantFrom('a', 'b', '*', '#');
    const regular = (pattern: readonly string[]) => {
      const parts = pattern.map((one) => (one === '#' ? '(?:\\.[^.]*)*' : `\\.${wordOf(one)}`));
      return new RegExp(`^${parts.join('')}$`);
    };
    const wordOf = (one: string) => (one === '*' ? '[^.]*' : one);
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 5 }),
        fc.array(word, { minLength: 1, maxLength: 6 }),
        (pattern, words) => {
          const key = words.join('.');
          expect(matchesTopic(pattern.join('.'), key)).to.equal(regular(pattern).test(`.${key}`));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('stays quick for a pattern made to be slow', () => {
    const pattern = Array.from({ length: 60 }, () => '#.a').join('.');
    expect(matchesTopic(pattern, Array.from({ length: 60 }, () => 'b').join('.'))).to.equal(false);
  });

  const topology = topologyOf(['fsm', 'cmdb'], 't');
  const message = {
    messageId: 'm',
    exchange: 't.workorders',
    key: 'fsm.a',
    headers: {},
    body: {},
  };

  it('finds the queues of an exchange and key', () => {
    const names = (exchange: string, key: string) =>
      queuesFor(topology, exchange, key).map(({ name }) => name);
    expect(names('t.workorders', 'fsm.workOrder.create')).to.deep.equal(['t.workorders.fsm.v1']);
    expect(names('t.workorders', 'erp.workOrder.create')).to.deep.equal([]);
    expect(names('t.status', 'anything')).to.deep.equal(['t.status.v1']);
  });

  it('knows what can never be sent', () => {
    expect(canBeSent(topology, message)).to.equal(true);
    expect(canBeSent(topology, { ...message, exchange: 'other' })).to.equal(false);
    expect(canBeSent(topology, { ...message, key: 'ü'.repeat(128) })).to.equal(false);
    expect(canBeSent(topology, { ...message, key: 'ü'.repeat(127) })).to.equal(true);
    expect(canBeSent(topology, { ...message, messageId: 'x'.repeat(256) })).to.equal(false);
    expect(canBeSent(topology, { ...message, messageId: 'a\0b' })).to.equal(false);
  });
});
