import { expect } from 'chai';
import { bar, textOf, treeOf } from '../../../src/demo/tree.js';
import type { View } from '../../../src/demo/journey.js';
import { viewOf } from './views.js';

const texts = (view: View, maxLines?: number) => treeOf(view, maxLines).map(textOf);

describe('demo/tree', () => {
  it('shows progress and stages above order, items, domain orders and their tasks', () => {
    const view = viewOf({ t1: 'completed', t2: 'inProgress', d1: 'inProgress', t3: 'fallout' });
    expect(texts(view)).to.deep.equal([
      `${'█'.repeat(6)}${'░'.repeat(18)}  1 of 4 tasks  order inProgress`,
      '✓ submission  ◐ approval  ○ decomposition  ○ fulfilment  ○ closure',
      '',
      '○ Order 1 waiting',
      '  ○ Access waiting',
      '    ◐ Fibre access inProgress  ✓ project:build  ◐ cmdb:register',
      '    ○ IP routing waiting  ! manual:approve',
      '  ○ Router waiting',
      '    ○ Site router waiting  ○ fsm:install',
    ]);
  });

  it('folds what is finished and what has not begun when there is no room for all', () => {
    const done = { i1: 'completed', d1: 'completed', t1: 'completed', t2: 'completed' };
    const view = viewOf({
      ...done,
      f1: 'completed',
      d2: 'completed',
      t3: 'skipped',
      i2: 'inProgress',
    });
    expect(texts(view, 8).slice(3)).to.deep.equal([
      '○ Order 1 waiting',
      '  ✓ Access completed  +5',
      '  ◐ Router inProgress',
      '    ○ Site router waiting  ○ fsm:install',
    ]);
  });

  it('never answers more lines than there is room for, and says how many are hidden', () => {
    const view = viewOf({ o1: 'inProgress', i1: 'inProgress', d1: 'inProgress', t1: 'failed' });
    for (let room = 5; room < 12; room += 1) {
      expect(texts(view, room).length).to.be.at.most(room);
    }
    expect(texts(view, 6).at(-1)).to.equal('  … 3 more lines');
  });

  it('keeps a node whose parent is unknown at the top instead of losing it', () => {
    const view = viewOf();
    const nodes = view.graph.nodes.filter((node) => node.id !== 'i2');
    const lines = texts({ ...view, graph: { ...view.graph, nodes } });
    expect(lines).to.include('○ Site router waiting  ○ fsm:install');
  });

  it('fills the bar only when all is done', () => {
    expect(bar(0, 0)).to.equal('░'.repeat(24));
    expect(bar(99, 100)).to.equal(`${'█'.repeat(23)}░`);
    expect(bar(7, 7)).to.equal('█'.repeat(24));
  });
});
