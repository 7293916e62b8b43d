/** Who is to be revoked: what a command calls them, and what their organisation's authority does. */
import { certificatePlan, type CertifiedNetwork } from '../certificates';
import { organisationOf, runsOrderer, type Organisation, type Topology } from '../topology';
import { demoPersonName } from './demo-person';

/** An identity of an organisation's authority. */
export interface RevocationSubject {
  readonly organisation: string;
  /** Its name at the authority: a person's random name, or a machine's such as `gateway-pharmacy`. */
  readonly id: string;
  readonly isMachine: boolean;
}

/** How a command line names somebody: a demo person or a machine, or an organisation with a random name. */
export type NamedSubject = { readonly name: string } | { readonly organisation: string; readonly id: string };

/** What a random name looks like. */
const RANDOM_NAME = /^[0-9a-f]{32}$/;

/** Nobody of this name can be revoked; the message lists who can. */
export class UnknownSubjectError extends Error {
  constructor(name: string, topology: Topology) {
    const rows = topology.organisations.map((organisation) => {
      const machines = machinesOf(topology, organisation.name).filter((machine) => !isOrderer(machine));
      return `  ${organisation.name}: ${[...signInNames(organisation), ...machines].join(', ')}`;
    });
    super([`nobody is called '${name}'. There are:`, ...rows].join('\n'));
    this.name = 'UnknownSubjectError';
  }
}

/**
 * The identity that a command means.
 * @throws {UnknownSubjectError} listing the names that there are.
 * @throws {Error} for an orderer, whose identity stands in the channels' configurations.
 */
export function subjectOf(network: CertifiedNetwork, named: NamedSubject): RevocationSubject {
  const { topology } = network;
  if ('id' in named) return byRandomName(topology, named.organisation, named.id);
  const { name } = named;
  for (const known of topology.organisations) {
    const organisation = known.name;
    if (signInNames(known).includes(name)) {
      return { organisation, id: demoPersonName(network, organisation, name), isMachine: false };
    }
    if (machinesOf(topology, organisation).includes(name)) {
      if (isOrderer(name)) throw new OrdererIdentityError(name);
      return { organisation, id: name, isMachine: true };
    }
  }
  throw new UnknownSubjectError(name, topology);
}

/** An orderer's identity changes with the consent of other organisations only. */
export class OrdererIdentityError extends Error {
  constructor(orderer: string) {
    super(
      `${orderer}: the channels' configurations name an orderer's identity as one of their consenters, and only the ` +
        'administrators of three of four orderers together can put another in its place; this command cannot',
    );
    this.name = 'OrdererIdentityError';
  }
}

/** The machines of an organisation that have an identity on the ledger, such as `gateway-pharmacy`. */
export function machinesOf(topology: Topology, organisation: string): string[] {
  return certificatePlan(organisation, runsOrderer(topology, organisation))
    .filter(({ kind }) => kind === 'msp')
    .map(({ id }) => id);
}

/** Who signs in: people, and programs that do so by themselves. */
function signInNames({ people, machines }: Organisation): string[] {
  return [...people.map(({ name }) => name), ...machines.map(({ id }) => id)];
}

function byRandomName(topology: Topology, name: string, id: string): RevocationSubject {
  const { name: organisation } = organisationOf(topology, name);
  if (!RANDOM_NAME.test(id)) throw new Error(`a random name has 32 hexadecimal digits, unlike '${id}'`);
  return { organisation, id, isMachine: false };
}

function isOrderer(machine: string): boolean {
  return machine.startsWith('orderer-');
}
