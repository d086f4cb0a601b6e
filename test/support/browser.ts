import { existsSync } from 'node:fs';
import type { Context } from 'mocha';
import { chromium, type Browser } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Debian's Chromium without a window; a test without one is skipped loudly, or fails in CI. */
export async function openBrowser(context: Context): Promise<Browser> {
  if (!existsSync(CHROMIUM)) {
    const message = `there is no ${CHROMIUM}; install one with: apt-get install chromium`;
    if (process.env['REQUIRE_SERVICES'] === '1') throw new Error(message);
    console.warn(`SKIPPED: ${message}`);
    context.skip();
  }
  return chromium.launch({ executablePath: CHROMIUM, args: QUIET });
}
