import { expect } from 'chai';
import { PassThrough } from 'node:stream';
import type { View } from '../../../src/demo/journey.js';
import { runDemo } from '../../../src/demo/run.js';
import type { DemoOptions } from '../../../src/demo/run.js';
import { startFakeGateway } from './fake-gateway.js';
import type { Call, FakeGateway } from './fake-gateway.js';
import { viewOf } from './views.js';

const FALLOUT = { id: 'x1', href: '/fallouts/x1', state: 'open', message: 'no access' };

/** A journey that goes on when its manual task is done and its fallout is retried. */
function journeyBy(calls: readonly Call[]): View {
  const done = (path: string) => calls.some((call) => call.path.includes(path));
  if (!done('/taskFlow/t3')) return viewOf({ t3: 'sent' });
  if (!done('/fallouts/x1/retry')) {
    return viewOf({ t3: 'completed', t4: 'fallout' }, { fallouts: [FALLOUT] });
  }
  return viewOf({ o1: 'completed', t3: 'completed', t4: 'completed' });
}

describe('demo/run', () => {
  let gateway: FakeGateway;
  afterEach(() => gateway.stop());

  async function run(view: (calls: readonly Call[]) => View, over: Partial<DemoOptions> = {}) {
    gateway = await startFakeGateway(view);
    const stream = () => new PassThrough() as unknown as NodeJS.WriteStream;
    const [out, err] = [stream(), stream()];
    let stopped = 0;
    const status = await runDemo({
      startGateway: () =>
        Promise.resolve({
          url: gateway.url,
          stop: () => {
            stopped += 1;
            return Promise.resolve();
          },
        }),
      keep: false,
      json: false,
      out,
      err,
      isTTY: false,
      everyMs: 5,
      ...over,
    });
    const read = (from: NodeJS.WriteStream) => String(from.read() ?? '');
    return { status, out: read(out), err: read(err), stopped };
  }

  it('does the manual task, retries the fallout once each, and ends with status 0', async () => {
    const { status, out, err, stopped } = await run(journeyBy);
    expect(status).to.equal(0);
    expect(err).to.equal('');
    expect(stopped).to.equal(1);
    expect(out.trimEnd().split('\n').at(-1)).to.equal('Order o1: completed.');
    const acted = gateway.calls.filter((call) => /taskFlow\/|retry/.test(call.path));
    expect(acted.map((call) => `${call.method} ${call.path}`)).to.deep.equal([
      'PATCH /tmf-api/processFlowManagement/v4/processFlow/d2/taskFlow/t3',
      'POST /fallouts/x1/retry',
    ]);
    expect(acted[0]?.body).to.deep.equal({ state: 'completed' });
  });

  it('prints with --json the journey and nothing else', async () => {
    const { status, out, err } = await run(journeyBy, { json: true });
    expect(status).to.equal(0);
    expect(JSON.parse(out)).to.deep.include({ id: 'o1', state: 'completed' });
    expect(err).to.include('Placed the order');
  });

  it('gives up after its limit, saying what is stuck and where to look', async () => {
    const { status, out, err, stopped } = await run(() => viewOf({ t1: 'inProgress' }), {
      limitMs: 2_000,
    });
    expect(status).to.equal(1);
    expect(stopped).to.equal(1);
    expect(out).not.to.include('What was made');
    expect(err).to.include('The order did not complete within 2.0 s.');
    expect(err).to.include('Access / Fibre access / build (project): inProgress');
    expect(err).to.include(`curl -s ${gateway.url}/journeys/o1`);
  });

  it('ends with status 1 when the order ended in another way', async () => {
    const { status, err } = await run(() => viewOf({ o1: 'failed' }));
    expect(status).to.equal(1);
    expect(err).to.include('The order ended as failed.');
  });

  it('ends with status 1 and the reason when the gateway does not start', async () => {
    const { status, err } = await run(journeyBy, {
      startGateway: () => Promise.reject(new Error('DATA_DIR is not writable')),
    });
    expect(status).to.equal(1);
    expect(err).to.equal('DATA_DIR is not writable\n');
  });
});
