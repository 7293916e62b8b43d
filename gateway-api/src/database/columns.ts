/** Columns that several tables share. */
import { customType, timestamp } from 'drizzle-orm/pg-core';

/** A moment, by the database's clock, so that two processes never compare two clocks. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });

/** Raw bytes. */
export const bytes = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => 'bytea',
  toDriver: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
});
