import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { ConfigError } from '../../src/config.js';
import { readConfig } from '../../src/config.js';
import { settingsAsEnv, settingsAsTable } from '../../src/settings-text.js';

/** The faults that an environment has, none when it can be used. */
function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    return (error as ConfigError).faults;
  }
}

describe('the configuration', () => {
  it('has a default for everything', () => {
    const config = readConfig({});
    expect(config).to.include({ host: '127.0.0.1', port: 8080, amqpUrl: '', databaseUrl: '' });
  });

  it('names every bad value at once', () => {
    const faults = faultsOf({ PORT: 'x', FLOW_PRESETS: 'maybe', APPROVAL: 'never', LANES: '0' });
    expect(faults).to.have.length(4);
    expect(faults.join('\n')).to.match(/PORT.*\n.*APPROVAL.*\n.*FLOW_PRESETS.*\n.*LANES/);
  });

  it('does not listen beyond loopback without authentication, unless told to', () => {
    expect(faultsOf({ HOST: '0.0.0.0' }).join()).to.contain('ALLOW_ANONYMOUS');
    expect(faultsOf({ HOST: '0.0.0.0', ALLOW_ANONYMOUS: 'true' })).to.deep.equal([]);
  });

  it('reads a secret from a file, and says which file it cannot read', () => {
    const url = new URL('../../package.json', import.meta.url).pathname;
    expect(readConfig({ DATA_DIR_FILE: url }).dataDir).to.contain('"turnup"');
    expect(faultsOf({ AMQP_URL_FILE: '/no/such/file' }).join()).to.contain('AMQP_URL_FILE');
  });

  it('is printed in the README and .env.example as it is', async () => {
    const readme = await readFile('README.md', 'utf8');
    expect(readme).to.contain(settingsAsTable());
    expect(await readFile('.env.example', 'utf8')).to.equal(settingsAsEnv());
  });
});
