import { readFileSync } from 'node:fs';

/** One setting, as data: the README's table and `.env.example` are printed from these rows. */
export interface Setting {
  /** The environment variable; `NAME_FILE` names a file to read it from instead. */
  readonly name: string;
  readonly kind: 'text' | 'integer' | 'flag' | 'url' | 'choice' | 'list';
  /** As it would be written in the environment; '' means unset. */
  readonly default: string;
  readonly meaning: string;
  readonly choices?: readonly string[];
  readonly minimum?: number;
  /** Never printed or logged. */
  readonly secret?: boolean;
}

export const SETTINGS = {
  host: {
    name: 'HOST',
    kind: 'text',
    default: '127.0.0.1',
    meaning: 'Address to listen on. Anything but a loopback address needs ALLOW_ANONYMOUS.',
  },
  port: {
    name: 'PORT',
    kind: 'integer',
    default: '8080',
    minimum: 0,
    meaning: 'Port to listen on; 0 takes a free one.',
  },
  publicUrl: {
    name: 'PUBLIC_URL',
    kind: 'url',
    default: '',
    meaning: 'How clients reach the gateway; put before every href. Unset: hrefs are paths.',
  },
  allowAnonymous: {
    name: 'ALLOW_ANONYMOUS',
    kind: 'flag',
    default: 'false',
    meaning:
      'Listen beyond loopback without authentication, because something in front of the gateway does it.',
  },
  dataDir: {
    name: 'DATA_DIR',
    kind: 'text',
    default: './data',
    meaning: 'Folder of the SQLite file. Not used with DATABASE_URL.',
  },
  databaseUrl: {
    name: 'DATABASE_URL',
    kind: 'url',
    default: '',
    secret: true,
    meaning: 'postgres://… of a PostgreSQL database. Unset: SQLite in DATA_DIR.',
  },
  databaseSchema: {
    name: 'DATABASE_SCHEMA',
    kind: 'text',
    default: '',
    meaning: 'PostgreSQL schema to work in, made when missing. Unset: the search path of the user.',
  },
  amqpUrl: {
    name: 'AMQP_URL',
    kind: 'url',
    default: '',
    secret: true,
    meaning: 'amqp://… of RabbitMQ. Unset: the embedded broker, for trying out.',
  },
  busPrefix: {
    name: 'BUS_PREFIX',
    kind: 'text',
    default: 'turnup',
    meaning: 'First word of every exchange and queue.',
  },
  simulate: {
    name: 'SIMULATE',
    kind: 'list',
    default: '',
    meaning:
      'Adapters simulated inside the gateway: names, `all` or `none`. Unset: all with the embedded broker, none with RabbitMQ.',
  },
  simulateOptions: {
    name: 'SIMULATE_OPTIONS',
    kind: 'text',
    default: '',
    meaning: 'Options of the simulators inside the gateway, as `turnup simulate` takes them.',
  },
  approval: {
    name: 'APPROVAL',
    kind: 'choice',
    choices: ['automatic', 'manual'],
    default: 'automatic',
    meaning: 'Whether orders are approved by policy at once or wait at /approvals.',
  },
  flowPresets: {
    name: 'FLOW_PRESETS',
    kind: 'flag',
    default: 'true',
    meaning:
      'Give a specification without a flow of its own the preset plan. false: no flow is a fallout.',
  },
  reconcileSchedule: {
    name: 'RECONCILE_SCHEDULE',
    kind: 'text',
    default: '*/30 * * * * *',
    meaning: 'Cron expression (with seconds) of reconciliation; `off` turns it off.',
  },
  silentAfterMs: {
    name: 'SILENT_AFTER_MS',
    kind: 'integer',
    default: '0',
    minimum: 0,
    meaning:
      'Silence of a work order after which its system is asked; 0 leaves it to each adapter.',
  },
  lanes: {
    name: 'LANES',
    kind: 'integer',
    default: '2',
    minimum: 1,
    meaning: 'Parallel units of fulfilment on PostgreSQL; SQLite has one.',
  },
  apiTimeoutMs: {
    name: 'API_TIMEOUT_MS',
    kind: 'integer',
    default: '10000',
    minimum: 1,
    meaning: 'Time for one HTTP call of an api task, to the last byte of the answer.',
  },
  apiPollMs: {
    name: 'API_POLL_MS',
    kind: 'integer',
    default: '10000',
    minimum: 1,
    meaning: 'Between two looks at an api task whose answer is polled.',
  },
  apiAllowPrivate: {
    name: 'API_ALLOW_PRIVATE',
    kind: 'flag',
    default: 'false',
    meaning: 'Let api tasks call addresses that are not on the public internet.',
  },
  openapiDir: {
    name: 'OPENAPI_DIR',
    kind: 'text',
    default: '',
    meaning:
      'Folder of OpenAPI documents (JSON) that replace the built ones of the same base path.',
  },
  validateResponses: {
    name: 'VALIDATE_RESPONSES',
    kind: 'flag',
    default: 'false',
    meaning: 'Check every answer against its document too.',
  },
  bodyLimitBytes: {
    name: 'BODY_LIMIT_BYTES',
    kind: 'integer',
    default: '8388608',
    minimum: 1024,
    meaning: 'Largest body that is accepted.',
  },
  logLevel: {
    name: 'LOG_LEVEL',
    kind: 'choice',
    choices: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    default: 'info',
    meaning: 'Least severity that is logged.',
  },
  shutdownLimitMs: {
    name: 'SHUTDOWN_LIMIT_MS',
    kind: 'integer',
    default: '10000',
    minimum: 0,
    meaning: 'Time for an orderly stop before the process ends anyway.',
  },
} as const satisfies Record<string, Setting>;

type Kind = {
  text: string;
  url: string;
  choice: string;
  integer: number;
  flag: boolean;
  list: readonly string[];
};

/** Every setting by its key in SETTINGS, parsed. Texts that are unset are ''. */
export type Config = { readonly [K in keyof typeof SETTINGS]: Kind[(typeof SETTINGS)[K]['kind']] };

/** Names every bad value at once; the process does not start. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The configuration cannot be used:\n${faults.map((f) => `  - ${f}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/** Reads the environment, the only place that does. Throws ConfigError with all faults. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const faults: string[] = [];
  const entries = Object.entries(SETTINGS as Record<string, Setting>).map(([key, setting]) => {
    try {
      return [key, parse(setting, textOf(setting, env))];
    } catch (error) {
      faults.push(`${setting.name}: ${(error as Error).message}`);
      return [key, undefined];
    }
  });
  const config = Object.fromEntries(entries) as Config;
  if (faults.length === 0) faults.push(...contradictions(config));
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}

function textOf(setting: Setting, env: Readonly<Record<string, string | undefined>>): string {
  const file = env[`${setting.name}_FILE`];
  if (!file) return env[setting.name]?.trim() || setting.default;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const { message } = error as Error;
    throw new Error(`the file of ${setting.name}_FILE cannot be read (${message})`, {
      cause: error,
    });
  }
}

type Parsed = string | number | boolean | readonly string[];

const parse = (setting: Setting, text: string): Parsed => PARSERS[setting.kind](text, setting);

const PARSERS: Readonly<Record<Setting['kind'], (text: string, setting: Setting) => Parsed>> = {
  text: (text) => text,
  url(text) {
    if (text !== '' && !URL.canParse(text)) throw new Error('is not a URL');
    return text.replace(/\/$/, '');
  },
  choice(text, { choices = [] }) {
    if (choices.includes(text)) return text;
    throw new Error(`is "${text}", not one of ${choices.join(', ')}`);
  },
  integer: (text, { minimum = Number.MIN_SAFE_INTEGER }) => integer(text, minimum),
  flag(text) {
    if (/^(true|1|yes|on)$/i.test(text)) return true;
    if (/^(false|0|no|off)$/i.test(text)) return false;
    throw new Error(`is "${text}", not true or false`);
  },
  list: (text) =>
    text
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
};

function integer(text: string, minimum: number): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`is "${text}", not a whole number`);
  if (value < minimum) throw new Error(`is ${value}, under ${minimum}`);
  return value;
}

function contradictions(config: Config): string[] {
  const faults: string[] = [];
  const loopback = /^(localhost|127(\.\d+){3}|::1)$/.test(config.host);
  if (!loopback && !config.allowAnonymous) {
    faults.push(
      `HOST: ${config.host} is reachable from elsewhere and no authentication is configured; put an authenticating proxy in front and set ALLOW_ANONYMOUS=true, or listen on 127.0.0.1`,
    );
  }
  if (config.databaseUrl !== '' && !/^postgres(ql)?:/.test(config.databaseUrl))
    faults.push('DATABASE_URL: only postgres:// is served; unset it for SQLite');
  if (config.amqpUrl !== '' && !/^amqps?:/.test(config.amqpUrl))
    faults.push('AMQP_URL: only amqp:// and amqps:// are served; unset it for the embedded broker');
  if (config.port > 65535) faults.push(`PORT: ${config.port} is over 65535`);
  return faults;
}
