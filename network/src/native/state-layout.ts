/** Where a network keeps what: the one place that knows the folders under `.theriac/<network>`. */
import { join } from 'node:path';

/** Paths of one network's state; nothing here touches the disk. */
export class StateLayout {
  constructor(readonly state: string) {}

  get run(): string {
    return join(this.state, 'run');
  }

  /** Apart from `run`, which holds supervised processes only. */
  get claim(): string {
    return join(this.state, 'claim');
  }

  get logs(): string {
    return join(this.state, 'logs');
  }

  /** What Fabric and PostgreSQL write: the network's memory. */
  get ledger(): string {
    return join(this.state, 'ledger');
  }

  get consortium(): string {
    return join(this.state, 'consortium.json');
  }

  get genesis(): string {
    return join(this.state, 'genesis');
  }

  data(process: string): string {
    return join(this.ledger, process);
  }

  /** Such as `organisation('pharmacy', 'peer', 'tls', 'server.crt')`. */
  organisation(name: string, ...path: string[]): string {
    return join(this.state, 'organisations', name, ...path);
  }

  /** The TLS CA's certificate of an organisation, which everybody may know. */
  tlsRoot(organisation: string): string {
    return this.organisation(organisation, 'msp', 'tlscacerts', 'tlsca.pem');
  }

  /** The identity CA's certificate of an organisation, which everybody may know. */
  identityRoot(organisation: string): string {
    return this.organisation(organisation, 'msp', 'cacerts', 'ca.pem');
  }

  /** The block from which a channel begins. */
  genesisBlock(channel: string): string {
    return join(this.genesis, `${channel}.block`);
  }

  /** What that block was made of. */
  genesisProfile(channel: string): string {
    return join(this.genesis, `${channel}.yaml`);
  }
}
