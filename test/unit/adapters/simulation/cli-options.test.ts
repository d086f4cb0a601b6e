import { expect } from 'chai';
import { WELL_BEHAVED } from '../../../../adapters/simulation/behaviour.js';
import { parseOptionText } from '../../../../adapters/simulation/option-text.js';
import { parseBehaviour, SIMULATOR_OPTIONS } from '../../../../adapters/simulation/cli-options.js';

describe('options of a simulator in one text', () => {
  it('are read as on the command line', () => {
    const text = ' --slow 2s --fail-once configure install  --reorder --refuse 5% --seed 3 ';
    expect(parseOptionText(text)).to.deep.equal({
      ...WELL_BEHAVED,
      slowMs: 2_000,
      failOnce: ['configure', 'install'],
      reorder: true,
      refuse: 0.05,
      seed: 3,
    });
    expect(parseOptionText('')).to.deep.equal(WELL_BEHAVED);
  });

  it('name all that is wrong at once', () => {
    const text = 'fsm --sloow 2s --slow --refuse 5 --reorder now --fail-once';
    const { faults } = parseOptionText(text) as { faults: string[] };
    expect(faults.map((fault) => fault.split(' ')[0])).to.deep.equal([
      'fsm',
      '--sloow',
      '--slow',
      '--refuse',
      '--reorder',
      '--fail-once',
    ]);
  });
});

describe('options of a simulator', () => {
  it('cover every member of a behaviour, each once', () => {
    const members = SIMULATOR_OPTIONS.map(({ member }) => member);
    expect([...members].sort()).to.deep.equal([...Object.keys(WELL_BEHAVED), 'seed'].sort());
  });

  it('nothing given is a system without faults', () => {
    expect(parseBehaviour({})).to.deep.equal(WELL_BEHAVED);
    expect(parseBehaviour({ adapter: 'fsm', slow: undefined })).to.deep.equal(WELL_BEHAVED);
  });

  it('reads all of them together', () => {
    const values = {
      slow: '2s',
      down: '500ms',
      refuse: '5%',
      duplicate: '0.1',
      reorder: true,
      vanish: '1%',
      half: '0',
      contradict: '100%',
      failOnce: ['configure', 'install, test'],
      seed: '42',
    };
    expect(parseBehaviour(values)).to.deep.equal({
      slowMs: 2_000,
      downMs: 500,
      refuse: 0.05,
      duplicate: 0.1,
      reorder: true,
      vanish: 0.01,
      half: 0,
      contradict: 1,
      failOnce: ['configure', 'install', 'test'],
      seed: 42,
    });
  });

  for (const [text, slowMs] of [
    ['0', 0],
    ['250', 250],
    ['1.5s', 1_500],
    ['5m', 300_000],
    ['24h', 86_400_000],
  ] as const) {
    it(`reads ${text} as ${slowMs} ms`, () => {
      expect(parseBehaviour({ slow: text })).to.include({ slowMs });
    });
  }

  const bad: [string, unknown[]][] = [
    ['slow', ['', '2 s', '-1s', '25h', 'soon', '1e9', true]],
    ['refuse', ['101%', '5', '-1%', 'often', '%', '1.1']],
    ['reorder', ['yes', 1]],
    ['failOnce', ['', [''], ['a,,b'], true]],
    ['seed', ['x', '-1', '1.5', '12345678901']],
  ];
  for (const [name, values] of bad) {
    for (const value of values) {
      it(`refuses ${name} ${JSON.stringify(value)}, saying what would be right`, () => {
        const result = parseBehaviour({ [name]: value });
        const { faults } = result as { faults: string[] };
        expect(faults).to.have.length(1);
        expect(faults[0]).to.match(/^--[a-z-]+ must be .*; it is /);
      });
    }
  }

  it('names every bad value at once', () => {
    const { faults } = parseBehaviour({ slow: 'x', refuse: 'y', seed: 'z' }) as {
      faults: string[];
    };
    expect(faults.map((fault) => fault.split(' ')[0])).to.deep.equal([
      '--slow',
      '--refuse',
      '--seed',
    ]);
  });
});
