/** Remembers what was asked under an Idempotency-Key and what was answered, across crashes. */
import { randomUUID } from 'node:crypto';
import { and, eq, lt, sql } from 'drizzle-orm';
import type { Database } from '../database';
import { fromNow, LeaseLost } from '../database';
import { idempotencyKeys } from './idempotency.table';

/** A request under a key, and the digest of what it asks. */
export interface KeyedRequest {
  readonly person: string;
  readonly route: string;
  readonly key: string;
  readonly bodyMac: Uint8Array;
}

/** An answer as it is kept. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The right to work on a request; it must be renewed, and ends with an answer or is given up. */
export interface Claim {
  readonly reference: string;
  readonly leaseToken: string;
}

/** How a request under a key stands. */
export type Standing =
  | { readonly is: 'claimed'; readonly claim: Claim }
  | { readonly is: 'in-flight' }
  | { readonly is: 'other-body' }
  | { readonly is: 'answered'; readonly answer: KeptAnswer };

/** The store of keys. */
export class IdempotencyStore {
  constructor(
    private readonly db: Database,
    private readonly leaseMs: number,
    private readonly keptHours: number,
  ) {}

  /** Claims the request for this process, or tells why not. */
  async begin(request: KeyedRequest): Promise<Standing> {
    const leaseToken = randomUUID();
    const fresh = {
      ...request,
      reference: randomUUID(),
      leaseToken,
      leaseUntil: fromNow(this.leaseMs),
      expiresAt: fromNow(this.keptHours * 3_600_000),
    };
    // A row that stands is claimed only when it expired, or asks the same and its process died. Everything in one
    // statement: of two requests at once, one gets the row and the other sees it.
    const [claimed] = await this.db
      .insert(idempotencyKeys)
      .values(fresh)
      .onConflictDoUpdate({
        target: [idempotencyKeys.person, idempotencyKeys.route, idempotencyKeys.key],
        set: {
          leaseToken,
          leaseUntil: fresh.leaseUntil,
          bodyMac: sql`excluded.body_mac`,
          expiresAt: fresh.expiresAt,
          // An expired key begins anew; a command whose process died keeps its name, so that it is found again.
          reference: sql`case when ${idempotencyKeys.expiresAt} < now() then excluded.reference else ${idempotencyKeys.reference} end`,
          status: null,
          headers: null,
          body: null,
        },
        setWhere: sql`${idempotencyKeys.expiresAt} < now() or (${idempotencyKeys.status} is null
          and ${idempotencyKeys.leaseUntil} < now() and ${idempotencyKeys.bodyMac} = excluded.body_mac)`,
      })
      .returning({ reference: idempotencyKeys.reference });
    if (claimed !== undefined) return { is: 'claimed', claim: { reference: claimed.reference, leaseToken } };
    return this.#standing(request);
  }

  /** Keeps the claim for another while. @throws LeaseLost when another process took the request over */
  async renew({ leaseToken, reference }: Claim): Promise<void> {
    await this.#update({ leaseToken, reference }, { leaseUntil: fromNow(this.leaseMs) });
  }

  /** Keeps the answer. @throws LeaseLost when another process took the request over */
  async answer(claim: Claim, { status, headers, body }: KeptAnswer): Promise<void> {
    await this.#update(claim, {
      status,
      headers: { ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    });
  }

  /** Lets the request be asked again at once, as the same command: it ended for a reason that may pass. */
  async giveUp(claim: Claim): Promise<void> {
    await this.#update(claim, { leaseUntil: sql`now() - interval '1 second'` });
  }

  /** Removes what expired. */
  async sweep(): Promise<void> {
    await this.db.delete(idempotencyKeys).where(lt(idempotencyKeys.expiresAt, sql`now()`));
  }

  async #standing(request: KeyedRequest): Promise<Standing> {
    const { person, route, key } = idempotencyKeys;
    const [row] = await this.db
      .select()
      .from(idempotencyKeys)
      .where(and(eq(person, request.person), eq(route, request.route), eq(key, request.key)));
    if (row === undefined) return { is: 'in-flight' };
    if (Buffer.compare(row.bodyMac, request.bodyMac) !== 0) return { is: 'other-body' };
    if (row.status === null) return { is: 'in-flight' };
    return {
      is: 'answered',
      answer: {
        status: row.status,
        headers: row.headers ?? {},
        body: row.body === null ? undefined : (JSON.parse(row.body) as unknown),
      },
    };
  }

  async #update(
    { reference, leaseToken }: Claim,
    values: Partial<Record<keyof typeof idempotencyKeys.$inferInsert, unknown>>,
  ) {
    const { rowCount } = await this.db
      .update(idempotencyKeys)
      .set(values as Partial<typeof idempotencyKeys.$inferInsert>)
      .where(and(eq(idempotencyKeys.reference, reference), eq(idempotencyKeys.leaseToken, leaseToken)));
    if (rowCount === 0) throw new LeaseLost();
  }
}
