/** Whether this gateway can do its work now, and if not, what is missing. */
import { z } from 'zod';

/** One thing that must work. */
export interface ReadinessCheck {
  /** Such as `database` or `ledger supply`. */
  readonly name: string;
  /** What is not ready, in a sentence each, without values; empty when all is well. */
  check(): Promise<readonly string[]>;
  /** Its faults are told, and do not make the gateway unready: others can still be served. */
  readonly noticeOnly?: true;
}

/** What `/readyz` answers. */
export const readinessSchema = z.strictObject({
  ready: z.boolean(),
  /** What is still well, and will not be: no reason to be unready, but one to act. The first to end first. */
  warnings: z.array(z.strictObject({ what: z.string(), endsAt: z.iso.datetime() })),
  checks: z.array(z.strictObject({ name: z.string(), ready: z.boolean(), faults: z.array(z.string()) })),
});

/** What `/readyz` answers. */
export type Readiness = z.infer<typeof readinessSchema>;

/** What will not be well for long. */
export type ReadinessWarning = Readiness['warnings'][number];

/** No check may hold the answer up for longer. */
const CHECK_TIMEOUT = 3_000;
/** However many ask, the checks run this often at most. */
const FRESH_FOR = 1_000;

/** Asks all checks side by side; answers from the last look when it is fresh. */
export class ReadinessChecks {
  #last: { readonly at: number; readonly readiness: Promise<Readiness> } | undefined;
  #stopping = false;

  constructor(
    private readonly checks: readonly ReadinessCheck[],
    private readonly warnings: () => readonly ReadinessWarning[] = () => [],
  ) {}

  /** From now on not ready: the gateway stops, and nobody should send it more. */
  stop(): void {
    this.#stopping = true;
  }

  async look(): Promise<Readiness> {
    if (this.#stopping)
      return { ready: false, warnings: [], checks: [{ name: 'gateway', ready: false, faults: ['it is stopping'] }] };
    if (this.#last === undefined || Date.now() - this.#last.at > FRESH_FOR)
      this.#last = { at: Date.now(), readiness: this.#ask() };
    return this.#last.readiness;
  }

  async #ask(): Promise<Readiness> {
    const results = await Promise.all(this.checks.map(async (check) => ({ check, faults: await faultsOf(check) })));
    return {
      ready: results.every(({ check, faults }) => faults.length === 0 || check.noticeOnly === true),
      warnings: [...this.warnings()],
      checks: results.map(({ check: { name }, faults }) => ({ name, ready: faults.length === 0, faults: [...faults] })),
    };
  }
}

async function faultsOf(check: ReadinessCheck): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly string[]>((resolve) => {
    timer = setTimeout(() => {
      resolve(['it gives no answer']);
    }, CHECK_TIMEOUT);
  });
  // What a check throws may hold values; that it failed is enough here, the log has the rest.
  const answered = check.check().catch(() => ['it fails']);
  return Promise.race([answered, late]).finally(() => {
    clearTimeout(timer);
  });
}
