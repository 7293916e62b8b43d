/** One configuration variable: what it is called, what it may hold, and what a person is told about it. */
import { z, type ZodType } from 'zod';

/** A variable of the environment. Its schema turns the text into the value that the gateway works with. */
export interface Setting<T> {
  /** The environment variable's name. */
  readonly name: string;
  readonly description: string;
  /** How the value reads, for people: `port`, `folder`, `milliseconds`. */
  readonly type: string;
  readonly example: string;
  /** The text that stands when the variable is missing; none: the variable is required. */
  readonly default?: string;
  readonly schema: ZodType<T, string>;
}

/** Declares a variable. */
export const setting = <T>(row: Setting<T>): Setting<T> => row;

const whole = (least: number, most: number): ZodType<number, string> =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(least, `must be at least ${least}`).max(most, `must be at most ${most}`));

/** The kinds of values that variables hold, so that each is described and checked the same way everywhere. */
export const kinds = {
  port: { type: 'port', schema: whole(1, 65_535) },
  count: { type: 'count', schema: whole(1, 1_000_000) },
  bytes: { type: 'bytes', schema: whole(1, Number.MAX_SAFE_INTEGER) },
  days: { type: 'days', schema: whole(1, 3_660) },
  hours: { type: 'hours', schema: whole(1, 24 * 366) },
  milliseconds: { type: 'milliseconds', schema: whole(1, 24 * 3_600_000) },
  path: { type: 'path', schema: z.string().min(1, 'must be a path') },
  host: { type: 'host', schema: z.string().regex(/^[A-Za-z0-9.:_-]{1,253}$/, 'must be a host name or an address') },
  address: {
    type: 'host:port',
    schema: z.string().regex(/^[A-Za-z0-9.-]{1,253}:\d{1,5}$/, 'must be host:port'),
  },
  name: {
    type: 'name',
    schema: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be lower case letters, digits and hyphens'),
  },
} as const;

/** A path, or nothing where the variable is empty. */
export const optionalPath: { type: string; schema: ZodType<string | undefined, string> } = {
  type: 'path',
  schema: z.string().transform((text) => (text === '' ? undefined : text)),
};

/** Declares a variable that holds one of a few words. */
export function words<const W extends readonly [string, ...string[]]>(
  ...allowed: W
): { type: string; schema: ZodType<W[number], string> } {
  const rule = `must be one of ${allowed.join(', ')}`;
  return {
    type: allowed.map((word) => `\`${word}\``).join(', '),
    schema: z
      .string()
      .refine((text): boolean => allowed.includes(text), rule)
      .transform((text) => text as W[number]),
  };
}

/** `name=URL` pairs, separated by commas; none where the variable is empty. */
export const memberIssuers: { type: string; schema: ZodType<ReadonlyMap<string, string>, string> } = {
  type: 'list of name=URL',
  schema: z
    .string()
    .transform((text) => (text === '' ? [] : text.split(',')))
    .refine(
      (pairs) => pairs.every((pair) => /^[a-z][a-z0-9-]{0,31}=https?:\/\/[^\s?#=,]+$/.test(pair)),
      'must be name=URL, separated by commas',
    )
    .transform((pairs) => new Map(pairs.map((pair) => pair.split('=', 2) as [string, string]))),
};

/** `name=host:port` pairs, separated by commas. */
export const memberAddresses: { type: string; schema: ZodType<ReadonlyMap<string, string>, string> } = {
  type: 'list of name=host:port',
  schema: z
    .string()
    .regex(
      /^(?:[a-z][a-z0-9-]{0,31}=[A-Za-z0-9.-]{1,253}:\d{1,5})(?:,[a-z][a-z0-9-]{0,31}=[A-Za-z0-9.-]{1,253}:\d{1,5})*$/,
      'must be name=host:port, separated by commas',
    )
    .transform((text) => new Map(text.split(',').map((pair) => pair.split('=', 2) as [string, string]))),
};
