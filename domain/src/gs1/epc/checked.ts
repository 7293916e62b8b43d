/** A value by its schema, or a refusal that says what it was to be. */
import { EpcRefusal } from './epc-key';

interface Parser<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: { issues: { message: string }[] } };
}

/** @throws EpcRefusal with the schema's own rule */
export function checked<T>(schema: Parser<T>, value: string, what: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new EpcRefusal(`${what} ${result.error.issues[0]?.message ?? 'is refused'}`);
}
