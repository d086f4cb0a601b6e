import { expect } from 'chai';
import { PassThrough } from 'node:stream';
import type { View } from '../../../src/demo/journey.js';
import { createPlainScreen, createTerminalScreen, fit } from '../../../src/demo/screen.js';
import { viewOf } from './views.js';

function plain() {
  const lines: string[] = [];
  const screen = createPlainScreen({ write: (text: string) => lines.push(text) });
  return { screen, lines };
}

describe('demo/screen, not a terminal', () => {
  it('writes one line per change, with where it is, and nothing when nothing changed', () => {
    const { screen, lines } = plain();
    screen.show(viewOf({ t1: 'waiting' }));
    lines.length = 0;
    screen.show(viewOf({ t1: 'waiting' }));
    expect(lines).to.deep.equal([]);
    screen.show(viewOf({ t1: 'sent' }));
    expect(lines).to.deep.equal(['task Access / Fibre access / build: sent\n']);
    screen.show(viewOf({ t1: 'sent' }));
    expect(lines).to.have.length(1);
  });

  it('writes each stage and each fallout once', () => {
    const { screen, lines } = plain();
    const fallout = { id: 'x1', href: '/fallouts/x1', state: 'open', message: 'no access' };
    for (const view of [viewOf(), viewOf({}, { fallouts: [fallout] }), viewOf()] as View[]) {
      screen.show(view);
    }
    const text = lines.join('');
    expect(text.match(/stage submission: begun/g)).to.have.length(1);
    expect(text.match(/stage submission: done/g)).to.have.length(1);
    expect(text.match(/fallout x1: open: no access/g)).to.have.length(1);
    expect(text).not.to.include('stage approval: done');
  });

  it('writes no escape codes', () => {
    const { screen, lines } = plain();
    screen.note('a note');
    screen.step('one', 1, 2);
    screen.finish(viewOf());
    expect(lines.join('')).not.to.include('\u001b');
    expect(lines.slice(0, 2)).to.deep.equal(['a note\n', '1 of 2: one\n']);
  });
});

describe('demo/screen, a terminal', () => {
  function terminal(colours: boolean) {
    const stream = new PassThrough() as PassThrough & { columns: number; rows: number };
    stream.columns = 60;
    stream.rows = 8;
    const screen = createTerminalScreen(stream as unknown as NodeJS.WriteStream, colours);
    return { screen, text: () => String(stream.read() ?? '') };
  }
  // The codes that set a colour or a weight; others move the cursor.
  // eslint-disable-next-line no-control-regex -- ESC is what is looked for
  const colourCodes = /\u001b\[[0-9;]*m/;

  it('colours only when asked to', () => {
    const coloured = terminal(true);
    coloured.screen.show(viewOf({ t1: 'completed' }));
    expect(coloured.text()).to.match(colourCodes);
    const bare = terminal(false);
    bare.screen.show(viewOf({ t1: 'completed' }));
    expect(bare.text()).not.to.match(colourCodes);
  });

  it('draws no more than the terminal holds, and all of it at the end', () => {
    const { screen, text } = terminal(false);
    screen.show(viewOf({ i1: 'inProgress', i2: 'inProgress' }));
    expect(text().split('\n').length).to.be.at.most(8);
    screen.finish(viewOf());
    expect(text()).to.include('fsm:install');
  });

  it('cuts a line to the width', () => {
    const line = [
      { text: 'abcdef', tone: 'plain' },
      { text: 'ghi', tone: 'done' },
    ] as const;
    const cut = fit(line, 8).map((span) => span.text);
    expect(cut).to.deep.equal(['abcdef', 'g', '…']);
    expect(fit(line, 9)).to.equal(line);
  });
});
