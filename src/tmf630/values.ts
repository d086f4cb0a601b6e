/**
 * A comma-separated list as clients write it: spaces and newlines around a value do not count, a
 * value in double quotes may hold commas and spaces (`"x, y"`; `\"` and `\\` within), empty places
 * are passed over. Undefined when a quote is not closed.
 */
export function splitList(text: string): string[] | undefined {
  if (!text.includes('"')) {
    return text.split(',').flatMap((value) => (value.trim() === '' ? [] : [value.trim()]));
  }
  const values: string[] = [];
  const piece = /\s*(?:"((?:[^"\\]|\\.)*)"\s*(?=,|$)|([^,]*))(?:,|$)/suy;
  while (piece.lastIndex < text.length) {
    const found = piece.exec(text);
    if (!found) return undefined;
    const [, quoted, plain = ''] = found;
    if (quoted === undefined && plain.startsWith('"')) return undefined;
    if (quoted !== undefined) values.push(quoted.replace(/\\(.)/gsu, '$1'));
    else if (plain.trim() !== '') values.push(plain.trim());
  }
  return values;
}

/**
 * A `+` of a time zone that a client left unencoded has become a space: an instant cannot hold one.
 */
export function mendInstant(value: string): string {
  return value.replace(/^(\d{4}-\d\d-\d\dT[\d:.]+) (\d\d:?\d\d)$/, '$1+$2');
}
