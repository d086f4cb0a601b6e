import express from 'express';
import type { Request, Response } from 'express';
import { Refusal } from '../errors.js';
import type { ErrorKind } from '../errors.js';
import { countValues } from './body-limits.js';
import { malformedPlace } from './malformed.js';

/** A body as it was read. */
export interface ReadBody {
  readonly body: unknown;
  /** Values in it, at any depth. */
  readonly values: number;
}

/** Reads the JSON body of a request, once. */
export type BodyReader = (request: Request, response: Response) => Promise<ReadBody>;

/**
 * Reads JSON in any charset of Unicode. Refusals: `bodyTooLarge` above `limitBytes` (after
 * decompression), `malformedBody` naming the place, `unsupportedMediaType` for an unknown charset
 * or compression.
 */
export function bodyReader(limitBytes: number): BodyReader {
  // Media types are looked at before; a client that names none is taken to send JSON.
  const parse = express.json({ limit: limitBytes, strict: false, type: () => true });
  return (request, response) =>
    new Promise((resolve, reject) => {
      parse(request, response, (error?: unknown) => {
        if (error !== undefined) {
          reject(asRefusal(error, limitBytes));
          return;
        }
        try {
          const body: unknown = request.body;
          resolve({ body, values: countValues(body) });
        } catch (refusal) {
          reject(refusal as Error);
        }
      });
    });
}

interface ParserError {
  readonly type?: string;
  readonly message?: string;
  /** The text that could not be parsed. */
  readonly body?: string;
}

/**
 * What body-parser calls the ways in which a body may be unreadable -> how the gateway refuses it.
 */
const UNREADABLE: Readonly<Record<string, ErrorKind>> = {
  'charset.unsupported': 'unsupportedMediaType',
  'encoding.unsupported': 'unsupportedMediaType',
  'request.aborted': 'malformedBody',
  'request.size.invalid': 'malformedBody',
};

function asRefusal(error: unknown, limitBytes: number): unknown {
  const { type = '', message = '', body = '' } = error as ParserError;
  if (type === 'entity.too.large') {
    return new Refusal('bodyTooLarge', `at most ${limitBytes} bytes are accepted`);
  }
  if (type === 'entity.parse.failed') return new Refusal('malformedBody', malformedPlace(body));
  const kind = UNREADABLE[type];
  return kind ? new Refusal(kind, message) : (brokenCompression(error) ?? error);
}

/** What zlib says of bytes that are not what Content-Encoding promises. */
function brokenCompression(error: unknown): Refusal | undefined {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  const isZlib = /^(Z_|ERR_BROTLI)/.test(code) || /incorrect header check/.test(message);
  if (!isZlib) return undefined;
  return new Refusal('malformedBody', `the body cannot be decompressed: ${message}`);
}
