import type { Contract } from '../../openapi/contract.js';

/** What people call a contract: `TMF622 product ordering v4`. */
export function titleOf({ api, number, version }: Contract): string {
  if (number === null) return `Turnup ${version}`;
  const words = api.split('-').slice(1).join(' ');
  return `TMF${number} ${words} ${version}`;
}
