/** The demo people on the running network with keys of their own, as hand-written clients have them. */
import 'reflect-metadata';
import { type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { personNameOf, requestCertificate, signLowS } from '@theriac/fabric-ca';
import { glnSchema } from '@theriac/domain/gs1';
import { issuerUrlOf, nameKeyFile, type NetworkPlace, portsIn } from '@theriac/network';
import type { Caller, CallerIdentities, CallerIdentity } from '../../gateway-api/src/caller';
import { EnrolmentDoor } from '../../gateway-api/src/sign-in';
import { NetworkTokens } from '../../scripts/network/network-tokens';

/** A person's certificate (PEM) and the key that only this process has. */
export interface OwnCredential {
  readonly certificate: string;
  readonly key: KeyObject;
}

/** The random name of a demo person, as the organisation's enrolment service makes it. */
export function randomNameOf(place: NetworkPlace, organisation: string, name: string): string {
  const key = readFileSync(nameKeyFile(place.layout, organisation));
  return personNameOf(key, issuerUrlOf(place, organisation), name);
}

/** A demo person as a caller: by the topology, without asking anybody. */
export function callerOf(place: NetworkPlace, organisation: string, name: string): Caller {
  const found = place.topology.organisations
    .find((one) => one.name === organisation)
    ?.people.find((one) => one.name === name);
  if (found === undefined) throw new Error(`${organisation} has nobody called ${name}`);
  const [site] = found.sites;
  return {
    ...{ person: randomNameOf(place, organisation, name), role: found.role, organisation },
    site: site === undefined ? undefined : glnSchema.parse(site),
  };
}

/** Signs a person in, and has a certificate issued for a new key, through the gateway's own door to the enrolment service. */
export async function enrolPerson(place: NetworkPlace, organisation: string, name: string): Promise<OwnCredential> {
  const tls = (file: string): Buffer => readFileSync(place.layout.organisation(organisation, 'gateway', 'tls', file));
  const door = new EnrolmentDoor({
    address: `localhost:${portsIn(place, organisation).enrolment}`,
    roots: tls('ca.crt'),
    credential: { cert: tls('server.crt'), key: tls('server.key') },
    deadline: 20_000,
  });
  try {
    const token = await new NetworkTokens(place).of(organisation, name);
    const { key, request } = await requestCertificate(randomNameOf(place, organisation, name), []);
    const { certificate } = await door.certificateFor(token, request);
    return { certificate, key };
  } finally {
    door.close();
  }
}

/** Identities of an organisation's people, each enrolled when it is first asked for. */
export class EnrolledPeople implements CallerIdentities {
  readonly callers: ReadonlyMap<string, Caller>;
  readonly #identities = new Map<string, Promise<CallerIdentity>>();

  constructor(
    private readonly place: NetworkPlace,
    private readonly organisation: string,
    private readonly mspId: string,
  ) {
    const people = place.topology.organisations.find(({ name }) => name === organisation)?.people ?? [];
    this.callers = new Map(people.map(({ name }) => [name, callerOf(place, organisation, name)]));
  }

  identityOf({ person }: Caller): Promise<CallerIdentity> {
    const known = this.#identities.get(person);
    if (known !== undefined) return known;
    const name = [...this.callers].find(([, caller]) => caller.person === person)?.[0] ?? '';
    const identity = enrolPerson(this.place, this.organisation, name).then(({ certificate, key }) => ({
      ...{ mspId: this.mspId, certificate },
      sign: (message: Uint8Array) => Promise.resolve(signLowS(key, message)),
    }));
    this.#identities.set(person, identity);
    return identity;
  }
}
