const TOKEN =
  // eslint-disable-next-line no-control-regex -- JSON forbids them in strings, RFC 8259 section 7
  /[\t\n\r ]*(?:("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|([{}[\]:,]))/y;

/** What may come next, in words for people. */
type Expected =
  'a value' | 'a value or "]"' | 'a name' | 'a name or "}"' | '":"' | More | 'the end';
type More = '"," or "}"' | '"," or "]"';

const MAY: Readonly<Record<Expected, readonly string[]>> = {
  'a value': ['text', 'scalar', '{', '['],
  'a value or "]"': ['text', 'scalar', '{', '[', ']'],
  'a name': ['text'],
  'a name or "}"': ['text', '}'],
  '":"': [':'],
  '"," or "}"': [',', '}'],
  '"," or "]"': [',', ']'],
  'the end': [],
};

/**
 * Where a text stops being JSON (RFC 8259), for people: `line 2, column 7: expected "," or "]"`.
 * For texts that JSON.parse has refused; its own messages name a place only sometimes.
 */
export function malformedPlace(text: string): string {
  const open: string[] = [];
  let expected: Expected = 'a value';
  let at = 0;
  for (let token = tokenAt(text, at); token; token = tokenAt(text, at)) {
    if (!MAY[expected].includes(token.kind)) break;
    expected = after(token.kind, expected, open);
    at = token.end;
  }
  at += /^[\t\n\r ]*/.exec(text.slice(at, at + 1000))?.[0].length ?? 0;
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  return `line ${line}, column ${at - before.lastIndexOf('\n')}: expected ${expected}`;
}

function tokenAt(text: string, at: number): { kind: string; end: number } | undefined {
  TOKEN.lastIndex = at;
  const found = TOKEN.exec(text);
  if (!found) return undefined;
  const [, string, scalar, sign = ''] = found;
  const kind = string !== undefined ? 'text' : scalar !== undefined ? 'scalar' : sign;
  return { kind, end: TOKEN.lastIndex };
}

/** What may follow a token that is where it may be. */
function after(kind: string, expected: Expected, open: string[]): Expected {
  switch (kind) {
    case '{':
      open.push(kind);
      return 'a name or "}"';
    case '[':
      open.push(kind);
      return 'a value or "]"';
    case ':':
      return 'a value';
    case ',':
      return open.at(-1) === '{' ? 'a name' : 'a value';
    case '}':
    case ']':
      open.pop();
      return afterValue(open);
    default:
      return expected.startsWith('a name') ? '":"' : afterValue(open);
  }
}

function afterValue(open: readonly string[]): Expected {
  if (open.length === 0) return 'the end';
  return open.at(-1) === '{' ? '"," or "}"' : '"," or "]"';
}
