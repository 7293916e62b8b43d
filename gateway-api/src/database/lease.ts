/** A lease: work that one process holds for a while, so that another takes it over when the first one dies. */
import { type SQL, sql } from 'drizzle-orm';

/** The moment some milliseconds from now, by the database's clock. */
export function fromNow(milliseconds: number): SQL<Date> {
  return sql<Date>`now() + ${milliseconds} * interval '1 millisecond'`;
}

/** Work was taken over by another process, because this one did not renew its lease in time: it must not write any more. */
export class LeaseLost extends Error {
  constructor() {
    super('another process took this work over');
    this.name = 'LeaseLost';
  }
}
