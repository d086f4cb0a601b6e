import { SETTINGS, type Setting } from './config.js';

const ROWS: readonly Setting[] = Object.values(SETTINGS);

/** The settings as the table of the README. */
export function settingsAsTable(): string {
  const rows = ROWS.map(({ name, default: value, meaning, choices }) => {
    const words = choices ? ` One of ${choices.map((choice) => `\`${choice}\``).join(', ')}.` : '';
    return `| \`${name}\` | ${value === '' ? '' : `\`${value}\``} | ${meaning}${words} |`;
  });
  return ['| setting | default | meaning |', '|---|---|---|', ...rows].join('\n') + '\n';
}

/** The settings as `.env.example`: every one commented out, at its default. */
export function settingsAsEnv(): string {
  return ROWS.map(({ name, default: value, meaning }) => `# ${meaning}\n#${name}=${value}\n`).join(
    '\n',
  );
}
