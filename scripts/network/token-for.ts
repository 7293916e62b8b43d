/** Signs in whoever of the topology has a name, person or machine, at the issuer of their organisation. */
import { existsSync, readFileSync } from 'node:fs';
import { signIn, SignInError, signInMachine, type SignedIn } from '@theriac/issuer';
import { audienceOf, issuerUrlOf, machineKeyFile, type NetworkPlace } from '@theriac/network';
import type { JWK } from 'jose';

/** What the session is for. */
export interface TokenWish {
  /** GLN; the usual site when absent. */
  readonly site?: string | undefined;
  /** Separated by spaces; both of the ledger's when absent. */
  readonly scope?: string | undefined;
  /** Another organisation, whose gateway a patient goes to with it. */
  readonly at?: string | undefined;
}

/**
 * Signs somebody in.
 *
 * @throws Error naming everybody when nobody has the name; saying how to start the network when no issuer answers
 * @throws SignInError for another's site or an unknown scope
 */
export async function tokenFor(place: NetworkPlace, name: string, wish: TokenWish = {}): Promise<SignedIn> {
  const { organisations } = place.topology;
  try {
    for (const organisation of organisations) {
      const issuer = issuerUrlOf(place, organisation.name);
      if (organisation.people.some((person) => person.name === name))
        return await signIn({ issuer, person: name, ...elsewhere(wish) });
      if (organisation.machines.some((machine) => machine.id === name))
        return await machineToken(place, organisation.name, name, wish);
    }
  } catch (error) {
    if (!(error instanceof SignInError) || error.failure !== 'unreachable') throw error;
    throw notRunning(place, error);
  }
  throw new Error(`${name === '' ? 'whose token?' : `nobody is called ${name}.`} There are:\n${namesIn(place)}`);
}

function elsewhere({ at, ...wish }: TokenWish) {
  return at === undefined ? wish : { ...wish, resource: audienceOf(at) };
}

async function machineToken(place: NetworkPlace, organisation: string, machine: string, wish: TokenWish) {
  if (wish.at !== undefined) throw new Error(`${machine} is a machine: it goes to its own gateway`);
  if (wish.site !== undefined) throw new Error(`${machine} is a machine: it chooses no site`);
  const file = machineKeyFile(place.layout, organisation, machine);
  if (!existsSync(file)) throw notRunning(place);
  const key = JSON.parse(readFileSync(file, 'utf8')) as JWK;
  return signInMachine({ issuer: issuerUrlOf(place, organisation), machine, key, scope: wish.scope });
}

function notRunning({ name }: NetworkPlace, cause?: Error): Error {
  const start = name === 'local' ? 'npm start' : `npm start -- --network ${name}`;
  return new Error(`the network ${name} does not run: ${start} starts it`, { cause });
}

function namesIn({ topology }: NetworkPlace): string {
  return topology.organisations
    .map(({ name, people, machines }) => {
      const names = [...people.map((person) => person.name), ...machines.map(({ id }) => id)];
      return `  ${name}: ${names.join(', ')}`;
    })
    .join('\n');
}
