import { z } from 'zod';
import { canonicalJson } from './canonical-json';
import { instantOf, instantSchema, laterOf } from './instant';
import { LedgerError } from './ledger-error';
import { parse, parseJson, parsePrivateJson } from './parse';

const schema = z.strictObject({ parts: z.array(z.strictObject({ count: z.int('must be whole; no half') })) });

/** The faults that parsing names. */
function faultsOf(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error instanceof LedgerError && error.code === 'INVALID_INPUT' ? error.faults : error;
  }
  return undefined;
}

describe('parsing', () => {
  it('gives what the schema takes', () => {
    expect(parseJson(schema, '{"parts":[{"count":1}]}')).toEqual({ parts: [{ count: 1 }] });
  });

  it('names the path of each fault, and no value', () => {
    expect(faultsOf(() => parse(schema, { parts: [{ count: 1 }, { count: 0.5 }] }))).toEqual([
      { field: 'parts[1].count', rule: 'must be whole, no half' },
    ]);
  });

  it('names an unknown field only when its name looks like one', () => {
    expect(faultsOf(() => parse(schema, { parts: [], more: 1, '<b>patient</b>': 1 }))).toEqual([
      { field: 'more', rule: 'is not a known field' },
      { field: '(unknown)', rule: 'is not a known field' },
    ]);
  });

  it('names of private input what the schema names, and never what the caller called something', () => {
    const faults = faultsOf(() => parsePrivateJson(schema, '{"parts":[{"count":0.5}],"ben.aronsson":1}'));
    expect(faults).toEqual([
      { field: 'parts[0].count', rule: 'must be whole, no half' },
      { field: '(unknown)', rule: 'is not a known field' },
    ]);
    expect(parsePrivateJson(schema, '{"parts":[]}')).toEqual({ parts: [] });
    expect(faultsOf(() => parsePrivateJson(schema, '{ben'))).toEqual([{ field: '(body)', rule: 'must be JSON' }]);
  });

  it.each([
    ['no JSON', '{'],
    ['a number', '7'],
    ['nothing', ''],
  ])('refuses %s as a whole', (_, text) => {
    expect(faultsOf(() => parseJson(schema, text))).toMatchObject([{ field: '(body)' }]);
  });

  it('names ten faults at most', () => {
    const parts = Array.from({ length: 30 }, () => ({ count: 'x' }));
    expect(faultsOf(() => parse(schema, { parts }))).toHaveLength(10);
  });
});

describe('canonical JSON', () => {
  it('orders fields, and knows what has no JSON form', () => {
    expect(canonicalJson({ b: 1, a: 'ä' })).toBe('{"a":"ä","b":1}');
    expect(() => canonicalJson(undefined)).toThrow('the value has no JSON form');
  });
});

describe('an instant', () => {
  it('is UTC with milliseconds, and compares as text', () => {
    const one = instantOf(Date.UTC(2026, 10, 21));
    const other = instantOf(Date.UTC(2026, 10, 21, 0, 0, 0, 1));
    expect(instantSchema.parse(other)).toBe('2026-11-21T00:00:00.001Z');
    expect([laterOf(one, other), laterOf(other, one), laterOf(one, one)]).toEqual([other, other, one]);
    expect(instantSchema.safeParse('2026-11-21T01:00:00+01:00').success).toBe(false);
  });
});
