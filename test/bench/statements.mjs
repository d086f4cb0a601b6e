// statements.mjs: counts the statements of a process, their rows and their time, and prints them when
// it ends; profile.ts gives it to the gateway: node --import .../statements.mjs dist/src/main.js
// The time of a statement runs until its answer is in, its wait for its turn included.
import pg from 'pg';
import sqlite3 from 'sqlite3';

const SHOWN = 60;
const counted = new Map();
const textOf = new WeakMap();

const DOCUMENT = /d\.kind, d\.id, .*?d\.updated_at/;
const KIND = /^[a-z]+(?:[A-Z][a-z]+)*$/;

/** The same statement for any number of rows: lists of marks are folded. */
const folded = (sql) =>
  sql
    .replace(/\s+/g, ' ')
    .replace(/[$?]\d+/g, '?')
    .replace(/\(\?(, \?)*\)(, \(\?(, \?)*\))*/g, '(?…)')
    .replace(DOCUMENT, 'd.*');

/** Statements on documents apart by the kinds that they are about. */
const kindsOf = (sql, values) =>
  /\bkind = [$?]/.test(sql) ? ` [${values.filter((value) => KIND.test(value)).join(' ')}]` : '';

const short = (name) => (name.length > 170 ? `${name.slice(0, 120)} … ${name.slice(-48)}` : name);

function note(sql, start, values, rows) {
  const name = folded(sql) + kindsOf(sql, values ?? []);
  const entry = counted.get(name) ?? { times: 0, ms: 0, rows: 0, bytesIn: 0 };
  entry.times += 1;
  entry.ms += performance.now() - start;
  entry.rows += rows?.length ?? 0;
  for (const value of values ?? []) entry.bytesIn += String(value ?? '').length;
  counted.set(name, entry);
}

const { prepare } = sqlite3.Database.prototype;
sqlite3.Database.prototype.prepare = function counting(sql, ...rest) {
  const statement = prepare.call(this, sql, ...rest);
  textOf.set(statement, sql);
  return statement;
};
const { all } = sqlite3.Statement.prototype;
sqlite3.Statement.prototype.all = function counting(values, told) {
  const start = performance.now();
  return all.call(this, values, (error, rows) => {
    note(textOf.get(this) ?? '?', start, values, rows);
    told(error, rows);
  });
};

const { query } = pg.Client.prototype;
pg.Client.prototype.query = function counting(given, ...rest) {
  const start = performance.now();
  const sql = typeof given === 'string' ? given : given.text;
  const answer = query.call(this, given, ...rest);
  if (typeof answer?.then !== 'function') {
    note(sql, start, [], []);
    return answer;
  }
  return answer.then((result) => {
    note(sql, start, given.values, result.rows);
    return result;
  });
};

process.on('exit', () => {
  const entries = [...counted].sort(([, a], [, b]) => b.ms - a.ms);
  const column = (value, width) => String(Math.round(value)).padStart(width);
  console.log('  times      ms    rows  kB bound  statement');
  for (const [name, { times, ms, rows, bytesIn }] of entries.slice(0, SHOWN))
    console.log(
      `${column(times, 7)} ${column(ms, 7)} ${column(rows, 7)} ${column(bytesIn / 1e3, 9)}  ${short(name)}`,
    );
});
