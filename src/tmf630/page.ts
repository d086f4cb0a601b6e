import { Refusal } from '../errors.js';

/** The part of a list that is answered. */
export interface Extent {
  readonly offset: number;
  readonly limit: number;
  /** Documents in this answer. */
  readonly count: number;
  /** Documents in the filtered set. */
  readonly total: number;
  /** The client named an offset or a limit. */
  readonly paged: boolean;
}

export interface PageHead {
  readonly status: 200 | 206;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Status and headers of a list (TMF630 part 1, pagination): the counts always; 206 with Link (RFC
 * 8288) and Content-Range when the client asked for a page and the set holds more. Refusal
 * `rangeNotSatisfiable` when the offset is past the end of a set that is not empty. `address` is
 * the list's address without its query.
 */
export function pageHead(extent: Extent, address: string, rawQuery: string): PageHead {
  const { offset, count, total, paged } = extent;
  if (total > 0 && offset >= total) {
    throw new Refusal(
      'rangeNotSatisfiable',
      [{ pointer: '?offset', message: `the offset is ${offset} and the list has ${total}` }],
      { 'Content-Range': `items */${total}`, 'X-Total-Count': String(total) },
    );
  }
  const counts = { 'X-Total-Count': String(total), 'X-Result-Count': String(count) };
  if (!paged || count >= total) return { status: 200, headers: counts };
  return {
    status: 206,
    headers: {
      ...counts,
      'Content-Range': `items ${offset}-${offset + count - 1}/${total}`,
      Link: links(extent, address, rawQuery),
    },
  };
}

function links(extent: Extent, address: string, rawQuery: string): string {
  const { offset, limit, total } = extent;
  const kept = rawQuery
    .split('&')
    .filter((piece) => piece !== '' && !/^(offset|limit)(=|$)/.test(piece))
    .map((piece) => piece.replace(/[<>"\s]/g, encodeURIComponent))
    .join('&');
  const link = (relation: string, at: number) =>
    `<${address}?${kept}${kept && '&'}offset=${at}&limit=${limit}>; rel="${relation}"`;
  const last = Math.floor((total - 1) / limit) * limit;
  return [
    link('first', 0),
    ...(offset > 0 ? [link('prev', Math.max(0, offset - limit))] : []),
    ...(offset + limit < total ? [link('next', offset + limit)] : []),
    link('last', Math.max(last, 0)),
  ].join(', ');
}
