import type { Request, Response } from 'express';

/** Most entries that one answer of Turnup's own lists has. */
const LIMIT_CAP = 1000;
const LIMIT_DEFAULT = 100;

export interface PageOf<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** `offset` and `limit` of a request whose contract has been checked. */
export function pageOf(request: Request): { offset: number; limit: number } {
  const number = (name: string, otherwise: number) => Number(request.query[name] ?? otherwise);
  return {
    offset: number('offset', 0),
    limit: Math.min(number('limit', LIMIT_DEFAULT), LIMIT_CAP),
  };
}

/** A page with the counting headers of TMF630. */
export function sendList<T>(response: Response, page: PageOf<T>): void {
  response
    .set('X-Total-Count', String(page.total))
    .set('X-Result-Count', String(page.items.length))
    .json(page.items);
}
