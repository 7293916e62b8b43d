/** Rules in plain words: what was expected, or that it is missing. */
import { z } from 'zod';

/** The error of a schema for whatever is not of its type. */
export function expected(what: string): { error: (issue: { input?: unknown }) => string } {
  return { error: ({ input }) => (input === undefined ? 'must not be missing' : `must be ${what}`) };
}

/** An object with these fields and no others. */
export function fields<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape, expected('an object'));
}
