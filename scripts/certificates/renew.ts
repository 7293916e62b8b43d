/** Renews machines' certificates while the network runs, one machine after another. */
import {
  certificateInventory,
  needsAttention,
  renewableMachines,
  renewMachine,
  requireRunning,
  type NetworkPlace,
} from '@theriac/network';
import type { CommandLine } from '../network/run-command';
import { organisationsOf } from './organisations';

interface Machine {
  readonly organisation: string;
  readonly name: string;
  /** Such as `peer`. */
  readonly kind: string;
}

/** Renews the machines that the command line names, or those that want it. */
export async function renewMachines(place: NetworkPlace, names: readonly string[], line: CommandLine): Promise<void> {
  const machines = organisationsOf(place, line).flatMap((organisation) => machinesOf(place, organisation));
  const chosen = oneOrderer(names.length === 0 ? wantingRenewal(place, machines) : named(machines, names));
  if (chosen.length === 0) {
    console.log('no certificate of a machine wants renewing');
    return;
  }
  requireRunning(place);
  for (const { organisation, name, kind } of chosen) {
    const milliseconds = await renewMachine(place, organisation, name);
    const restarted = milliseconds === 0 ? '' : `, and serves again after ${(milliseconds / 1000).toFixed(1)} s`;
    const kept = kind === 'orderer' ? ' for TLS, with the same key; its identity stays, since channels name it' : '';
    console.log(`${name} has new certificates${kept}${restarted}`);
  }
}

function machinesOf(place: NetworkPlace, organisation: string): Machine[] {
  return renewableMachines(place, organisation).map((name) => {
    return { organisation, name, kind: name.slice(0, -organisation.length - 1) };
  });
}

function named(machines: readonly Machine[], names: readonly string[]): Machine[] {
  const unknown = names.filter((wanted) => !machines.some(({ name, kind }) => [name, kind].includes(wanted)));
  if (unknown.length > 0) {
    throw new Error(
      `no machine is called ${unknown.join(', ')}; there are ${machines.map(({ name }) => name).join(', ')}`,
    );
  }
  return machines.filter(({ name, kind }) => names.includes(name) || names.includes(kind));
}

/** Of four orderers one may be away: one that has restarted catches up with the next blocks of its channels. */
function oneOrderer(chosen: readonly Machine[]): Machine[] {
  const [first, ...others] = chosen.filter(({ kind }) => kind === 'orderer');
  if (others.length > 0) {
    const left = others.map(({ name }) => name).join(', ');
    console.log(`of the orderers only ${first?.name ?? ''} is renewed now; later, one at a time: ${left}`);
  }
  return chosen.filter((machine) => !others.includes(machine));
}

/** An orderer's identity and the roots want it too at some time, which no renewal here can give. */
function wantingRenewal(place: NetworkPlace, machines: readonly Machine[]): Machine[] {
  const wanting = certificateInventory(place, new Date()).filter(needsAttention);
  return machines.filter((machine) =>
    wanting.some(({ organisation, what, use }) => {
      const kind = what === 'osnadmin' ? 'orderer' : what;
      const beyond = what === 'orderer' && use === 'identity';
      return organisation === machine.organisation && kind === machine.kind && !beyond;
    }),
  );
}
