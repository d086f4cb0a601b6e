import { basename, dirname } from 'node:path';
import type { Response } from 'express';
import type { JsonValue } from '../../openapi/json.js';

/**
 * Sends a JSON answer. Written straight to the socket: what Express would add (its own ETag,
 * freshness, charset lookup) is either not wanted or known here.
 */
export function sendJson(
  response: Response,
  status: number,
  body: JsonValue,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    ...headers,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}

/** Sends an answer without a body. */
export function sendEmpty(
  response: Response,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, headers);
  response.end();
}

/**
 * Sends a file, with an ETag of its own. Its folder may have any name, also one that begins with a
 * dot.
 */
export function sendFile(response: Response, file: string): void {
  response.sendFile(basename(file), { root: dirname(file), etag: true });
}
