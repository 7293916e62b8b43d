/** Development only: the caller is whom the header names. Anybody can be anybody, so production refuses to start with it. */
import type { IncomingHttpHeaders } from 'node:http';
import { LedgerError } from '@theriac/domain/ledger';
import type { Caller } from './caller';
import type { CallerSource } from './caller-source';
import type { Person } from './people';

const HEADER = 'X-Development-Caller';

/** Believes the header `X-Development-Caller`, which names one of the people of this gateway. */
export class DevelopmentCallers implements CallerSource {
  readonly scheme = {
    type: 'apiKey',
    in: 'header',
    name: HEADER,
    description: 'Development only: the name of one of this organisation’s demo people, such as `pharmacist`.',
  } as const;
  readonly #people: ReadonlyMap<string, Person>;

  constructor(people: readonly Person[]) {
    this.#people = new Map(people.map((person) => [person.name, person]));
  }

  // The port is asynchronous since checking a token is.
  // eslint-disable-next-line @typescript-eslint/require-await
  async callerOf(headers: IncomingHttpHeaders): Promise<Caller> {
    const name = headers[HEADER.toLowerCase()];
    if (typeof name !== 'string' || name === '')
      throw new LedgerError('NOT_AUTHENTICATED', `the header ${HEADER} must name a demo person`);
    const person = this.#people.get(name);
    if (person === undefined)
      throw new LedgerError('UNKNOWN_CALLER', `the header ${HEADER} names nobody of this organisation`);
    return person.caller;
  }
}
