/** Somebody with a certificate who needs no gateway of ours: fabric-gateway, a key of their own, any member's peer. */
import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client, credentials } from '@grpc/grpc-js';
import { connect, hash, signers, type Contract, type Gateway, type Network } from '@hyperledger/fabric-gateway';
import { PEOPLE_AFFILIATION, type Credential } from '@theriac/fabric-ca';
import { organisationOf, portsIn } from '@theriac/network';
import { withAuthorities } from '../../../network/src/certificates';
import { PLACE } from '../native-network.fixture';

const DEADLINE_MS = 5_000;

/** A person with a certificate of the ledger, and one for TLS connections. */
export interface BarePerson {
  readonly organisation: string;
  /** The random name. */
  readonly id: string;
  readonly identity: Credential;
  readonly tls: Credential;
}

const PHARMACIST = { role: 'pharmacist', site: '9521103000014' };

/** Enrols somebody whom nothing else in the network knows, a pharmacist of the pharmacy unless the attributes say otherwise. */
export async function enrolPerson(
  organisation: string,
  id: string = randomBytes(16).toString('hex'),
  attributes: Readonly<Record<string, string>> = PHARMACIST,
): Promise<BarePerson> {
  const secret = randomBytes(16).toString('hex');
  const registration = { id, type: 'client', secret } as const;
  return withAuthorities(PLACE, organisation, async ({ clients, registrars }) => {
    await clients.identity.register(registrars.identity, {
      ...registration,
      attributes,
      affiliation: PEOPLE_AFFILIATION,
    });
    await clients.tls.register(registrars.tls, { ...registration, attributes: {} });
    return {
      organisation,
      id,
      identity: await clients.identity.enrol({ id, secret, attributes: Object.keys(attributes) }),
      tls: await clients.tls.enrol({ id, secret }),
    };
  });
}

/** The person's connection to the peer of one member. */
export class BareClient {
  readonly #client: Client;
  readonly #gateway: Gateway;

  constructor(
    person: BarePerson,
    readonly at: string,
  ) {
    const { layout, topology } = PLACE;
    const tlsCertificate = Buffer.from(person.tls.certificate);
    const tlsKey = Buffer.from(person.tls.key.export({ type: 'pkcs8', format: 'pem' }));
    this.#client = new Client(
      `localhost:${portsIn(PLACE, at).peer}`,
      credentials.createSsl(readFileSync(layout.tlsRoot(at)), tlsKey, tlsCertificate),
    );
    this.#gateway = connect({
      client: this.#client,
      identity: {
        mspId: organisationOf(topology, person.organisation).mspId,
        credentials: Buffer.from(person.identity.certificate),
      },
      signer: signers.newPrivateKeySigner(person.identity.key),
      hash: hash.sha256,
      tlsClientCertificateHash: createHash('sha256').update(new X509Certificate(tlsCertificate).raw).digest(),
      evaluateOptions: () => ({ deadline: Date.now() + DEADLINE_MS }),
      endorseOptions: () => ({ deadline: Date.now() + DEADLINE_MS }),
      submitOptions: () => ({ deadline: Date.now() + DEADLINE_MS }),
      commitStatusOptions: () => ({ deadline: Date.now() + DEADLINE_MS }),
    });
  }

  network(channel: string): Network {
    return this.#gateway.getNetwork(channel);
  }

  contract(channel: string): Contract {
    return this.network(channel).getContract(channel);
  }

  /** A read, by this member's peer and no other. */
  async evaluate(channel: string): Promise<void> {
    const endorsingOrganizations = [organisationOf(PLACE.topology, this.at).mspId];
    await this.contract(channel).evaluate('Anchors:Ping', { endorsingOrganizations });
  }

  close(): void {
    this.#gateway.close();
    this.#client.close();
  }
}
