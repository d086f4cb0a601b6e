import { expect } from 'chai';
import { decompose } from '../../../src/fulfilment/decompose.js';
import type {
  Catalog,
  FlowRule,
  OrderLine,
  Served,
  TaskRule,
} from '../../../src/fulfilment/model.js';
import { plan } from '../../../src/fulfilment/plan.js';
import {
  bundled,
  catalogOf,
  line,
  mandatory,
  offering,
  product,
  resource,
  rule,
  service,
} from './given.js';

const task = (name: string, after: string[] = []): TaskRule => ({
  name,
  title: name,
  kind: 'manual',
  after,
});
const flow = (id: string, specification: Served, more: Partial<FlowRule> = {}): FlowRule => ({
  id,
  name: `${id} name`,
  version: '1.0',
  revision: 1,
  specification,
  tasks: [task(id)],
  ...more,
});

const planOf = (
  lines: readonly OrderLine[],
  catalog: Catalog,
  flows: readonly FlowRule[] = [],
  preset = true,
) => plan(decompose(lines, catalog), flows, { preset });
const waitsOf = (...given: Parameters<typeof planOf>) =>
  Object.fromEntries(planOf(...given).orders.map(({ key, waitsFor }) => [key, waitsFor]));

const CHAIN = catalogOf([
  product('p', { realisedAs: ['service:s'] }),
  service('s', { realisedAs: ['resource:r'] }),
  resource('r', {}, { type: 'PhysicalResourceSpecification ResourceSpecification' }),
]);
const S = '1/product:p#0/service:s#0';
const R = `${S}/resource:r#0`;

describe('plan: orders', () => {
  it('makes one for each service and resource, none for a product', () => {
    const { orders, obstacles } = planOf([line('1', 'product:p')], CHAIN);
    expect(obstacles).to.deep.equal([]);
    expect(
      orders.map(({ key, nodeKey, kind, itemId, action }) => [
        key === nodeKey,
        key,
        kind,
        itemId,
        action,
      ]),
    ).to.deep.equal([
      [true, S, 'serviceOrder', '1', 'add'],
      [true, R, 'resourceOrder', '1', 'add'],
    ]);
  });

  it('makes none where nothing changes', () => {
    expect(planOf([line('1', 'product:p', { action: 'noChange' })], CHAIN).orders).to.deep.equal(
      [],
    );
  });

  it('gives a product a service order only when nothing below realises it and a flow names it', () => {
    const catalog = catalogOf([product('p', { requires: ['product:q'] }), product('q')]);
    const lines = [line('1', 'product:p')];
    expect(planOf(lines, catalog).orders).to.deep.equal([]);
    expect(planOf(lines, catalog, [flow('any', { kind: 'product' })]).orders).to.deep.equal([]);
    const own = planOf(lines, catalog, [flow('own', { id: 'q' })]).orders;
    expect(own.map(({ key, kind }) => [key, kind])).to.deep.equal([
      ['1/product:p#0/product:q#0', 'serviceOrder'],
    ]);
    expect(
      planOf([line('1', 'product:p')], CHAIN, [flow('own', { id: 'p' })]).orders,
    ).to.have.length(2);
  });
});

describe('plan: which flow', () => {
  const picked = (flows: readonly FlowRule[], preset = true) =>
    planOf([line('1', 'product:p')], CHAIN, flows, preset).orders.find(({ key }) => key === R)?.flow
      .id;

  const BY_ID = flow('id', { id: 'r' });
  const BY_NAME = flow('name', { name: 'r name' });
  const BY_TYPE = flow('type', { type: 'physicalresourcespecification' });
  const BY_KIND = flow('kind', { kind: 'resource' });

  it('the most specific one: id, name, type, kind, whatever their order', () => {
    expect(picked([BY_KIND, BY_TYPE, BY_NAME, BY_ID])).to.equal('id');
    expect(picked([BY_NAME, BY_KIND, BY_TYPE])).to.equal('name');
    expect(picked([BY_KIND, BY_TYPE])).to.equal('type');
    expect(picked([BY_KIND])).to.equal('kind');
    expect(picked([flow('any', { name: '*' }), BY_KIND])).to.equal('kind');
    expect(picked([flow('any', { name: '*' })])).to.equal('any');
  });

  it('the newest of equals', () => {
    expect(picked([flow('old', { id: 'r' }), flow('new', { id: 'r' })])).to.equal('new');
  });

  it('only where all that it says holds', () => {
    expect(picked([flow('x', { id: 'r', kind: 'service' }), BY_KIND])).to.equal('kind');
    expect(
      picked([flow('x', { name: '*', type: 'LogicalResourceSpecification' }), BY_KIND]),
    ).to.equal('kind');
    expect(picked([flow('nothing', {}), BY_KIND])).to.equal('kind');
  });

  it('one that serves several', () => {
    expect(picked([flow('several', { id: 'other' }, { alsoServes: [{ id: 'r' }] })])).to.equal(
      'several',
    );
  });

  it('a preset where none is written: a visit and the CMDB for what is physical, the CMDB for the rest', () => {
    const { orders } = planOf([line('1', 'product:p')], CHAIN);
    const kinds = orders.map(({ key, tasks }) => [
      key,
      tasks.map(({ kind, after }) => [kind, after.length]),
    ]);
    expect(kinds).to.deep.equal([
      [S, [['cmdb', 0]]],
      [
        R,
        [
          ['fsm', 0],
          ['cmdb', 1],
        ],
      ],
    ]);
  });

  it('none, with presets off: an obstacle, and what depends on it waits', () => {
    const { orders, obstacles } = planOf(
      [line('1', 'product:p')],
      CHAIN,
      [flow('s', { id: 's' })],
      false,
    );
    expect(obstacles.map(({ key, code }) => [key, code])).to.deep.equal([[R, 'noRule']]);
    expect(orders.map(({ key, waitsFor }) => [key, waitsFor])).to.deep.equal([[S, [R]]]);
  });

  it('pins its id, version, revision and tasks', () => {
    const tasks = [task('a'), task('b', ['a'])];
    const { orders } = planOf([line('1', 'product:p')], CHAIN, [
      flow('id', { id: 'r' }, { version: '2', revision: 9, tasks }),
    ]);
    const order = orders.find(({ key }) => key === R);
    expect(order?.flow).to.deep.equal({ id: 'id', name: 'id name', version: '2', revision: 9 });
    expect(order?.tasks).to.deep.equal(tasks);
  });
});

describe('plan: who waits for whom', () => {
  it('a service for its resources', () => {
    expect(waitsOf([line('1', 'product:p')], CHAIN)).to.deep.equal({ [S]: [R], [R]: [] });
  });

  it('a resource for its service, when they are taken away', () => {
    const lines = [line('1', 'product:p', { action: 'delete' })];
    expect(waitsOf(lines, CHAIN)).to.deep.equal({ [S]: [], [R]: [S] });
  });

  it('nobody for what is independent', () => {
    const catalog = { ...CHAIN, rules: [rule('r', { independent: true })] };
    expect(waitsOf([line('1', 'product:p')], catalog)).to.deep.equal({ [S]: [], [R]: [] });
  });

  it('siblings not for one another', () => {
    const catalog = catalogOf([
      product('p', { realisedAs: ['service:a', 'service:b'] }),
      service('a'),
      service('b'),
    ]);
    const waits = waitsOf([line('1', 'product:p')], catalog);
    expect(Object.values(waits)).to.deep.equal([[], []]);
  });

  it('a line relies on another: all of its work starts after the end of the other, through products', () => {
    const lines = [line('1', 'product:p', { reliesOn: ['2'] }), line('2', 'product:p')];
    const [S2, R2] = ['2/product:p#0/service:s#0', '2/product:p#0/service:s#0/resource:r#0'];
    expect(waitsOf(lines, CHAIN)).to.deep.equal({ [S]: [R], [R]: [S2], [S2]: [R2], [R2]: [] });
  });

  it('both taken away: what is relied on goes last', () => {
    const gone = { action: 'delete' as const };
    const lines = [
      line('1', 'product:p', { reliesOn: ['2'], ...gone }),
      line('2', 'product:p', gone),
    ];
    const [S2, R2] = ['2/product:p#0/service:s#0', '2/product:p#0/service:s#0/resource:r#0'];
    expect(waitsOf(lines, CHAIN)).to.deep.equal({ [S]: [], [R]: [S], [S2]: [R], [R2]: [S2] });
  });

  it('what is nested waits for what its bundle relies on', () => {
    const lines = [
      line('1', 'product:b', { reliesOn: ['2'] }),
      line('1.1', 'product:p', { bundle: '1' }),
      line('2', 'product:p'),
    ];
    const catalog = catalogOf([...CHAIN.specifications.values(), product('b')]);
    const waits = waitsOf(lines, catalog);
    expect(waits['1.1/product:p#0/service:s#0/resource:r#0']).to.deep.equal([
      '2/product:p#0/service:s#0',
    ]);
    expect(waits['2/product:p#0/service:s#0/resource:r#0']).to.deep.equal([]);
  });

  it('what relies on a bundle waits for all that is in it', () => {
    const catalog = catalogOf(
      [...CHAIN.specifications.values(), product('b')],
      [],
      [
        offering('B', { specification: 'b', bundled: [bundled('P')] }),
        offering('P', { specification: 'p' }),
      ],
    );
    const lines = [
      line('1', 'product:p', { reliesOn: ['2'] }),
      line('2', 'product:b', { offering: 'B' }),
    ];
    expect(waitsOf(lines, catalog)[R]).to.deep.equal(['2/product:b#0/product:p#0/service:s#0']);
  });

  it('what two lines share waits for neither, and both wait for it', () => {
    const catalog = { ...CHAIN, rules: [rule('r', { scope: 'order' })] };
    const lines = [line('1', 'product:p', { reliesOn: ['2'] }), line('2', 'product:p')];
    const S2 = '2/product:p#0/service:s#0';
    expect(waitsOf(lines, catalog)).to.deep.equal({ [S]: [R, S2], [S2]: [R], [R]: [] });
  });

  it('what is below a shared thing waits for neither line, either', () => {
    const catalog = { ...CHAIN, rules: [rule('s', { scope: 'order' })] };
    const lines = [line('1', 'product:p', { reliesOn: ['2'] }), line('2', 'product:p')];
    expect(waitsOf(lines, catalog)).to.deep.equal({ [S]: [R], [R]: [] });
  });
});

describe('plan: obstacles', () => {
  it('keep back the bad node alone; its parent waits for it, its siblings go on', () => {
    const catalog = catalogOf([
      product('p', { realisedAs: ['service:s', 'service:t'] }),
      service('s', { realisedAs: ['resource:bad', 'resource:good'] }),
      service('t'),
      resource('bad', {}, { values: [mandatory('vlan')] }),
      resource('good'),
    ]);
    expect(waitsOf([line('1', 'product:p')], catalog)).to.deep.equal({
      [S]: [`${S}/resource:bad#0`, `${S}/resource:good#0`],
      '1/product:p#0/service:t#0': [],
      [`${S}/resource:good#0`]: [],
    });
  });

  it('name the child that could not be made as what its parent waits for', () => {
    const catalog = catalogOf([service('s', { realisedAs: ['resource:gone'] })]);
    expect(waitsOf([line('1', 'service:s')], catalog)).to.deep.equal({
      '1/service:s#0': ['1/service:s#0/resource:gone#0'],
    });
  });

  it('of a product keep back what relies on its line', () => {
    const catalog = catalogOf([
      ...CHAIN.specifications.values(),
      product('q', {}, { values: [mandatory('x')] }),
    ]);
    const lines = [line('1', 'product:p', { reliesOn: ['2'] }), line('2', 'product:q')];
    expect(waitsOf(lines, catalog)[R]).to.deep.equal(['2/product:q#0']);
  });
});

describe('plan: size', () => {
  it('plans a thousand lines that rely on one without copying the catalog per node', () => {
    const lines = Array.from({ length: 1000 }, (_, at) =>
      line(String(at), 'product:p', at === 0 ? {} : { reliesOn: ['0'] }),
    );
    const { orders } = planOf(lines, CHAIN, [flow('id', { id: 'r' })]);
    expect(orders).to.have.length(2000);
    expect(new Set(orders.map(({ tasks }) => tasks)).size).to.equal(2);
  });
});
