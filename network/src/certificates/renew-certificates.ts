/** Gives a machine new certificates, whatever it has: with new keys, but for those that other organisations have noted. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { runsOrderer } from '../topology';
import { caFolderOf, certificateAuthorityName, type CertifiedNetwork } from './certificate-authority';
import { certificatePlan, type PlannedCertificate } from './certificate-plan';
import { readCredential } from './credential-folder';
import { issue } from './issue';
import { withAuthorities } from './reach-authorities';

/** A machine's part of its organisation's plan. */
interface MachinePlan {
  readonly machine: string;
  readonly certificates: readonly PlannedCertificate[];
}

/** The machines of an organisation that can be given new certificates, such as `peer-pharmacy` and `ca-pharmacy`. */
export function renewableMachines(network: Pick<CertifiedNetwork, 'topology'>, organisation: string): string[] {
  return [certificateAuthorityName(organisation), ...plansOf(network, organisation).map(({ machine }) => machine)];
}

/**
 * Issues a machine's certificates anew; it uses them from its next start on. An orderer's identity stays, since channels
 * name it, and so does the key of its TLS certificate; an authority makes its listener's certificate itself.
 * @throws {CaError} when the authority refuses.
 */
export async function renewCertificates(
  network: CertifiedNetwork,
  organisation: string,
  machine: string,
): Promise<void> {
  if (machine === certificateAuthorityName(organisation)) {
    rmSync(join(caFolderOf(network, organisation).path, 'tls-cert.pem'), { force: true });
    return;
  }
  const plan = plansOf(network, organisation).find((candidate) => candidate.machine === machine);
  if (plan === undefined) throw new Error(`${organisation} has no machine ${machine}`);
  await withAuthorities(network, organisation, async (authorities) => {
    for (const planned of plan.certificates) {
      const folder = network.layout.organisation(organisation, planned.folder);
      const kept = isConsenter(planned) ? readCredential(folder, planned.kind)?.key : undefined;
      await issue(folder, planned, authorities, kept);
    }
  });
}

function plansOf({ topology }: Pick<CertifiedNetwork, 'topology'>, organisation: string): MachinePlan[] {
  const planned = certificatePlan(organisation, runsOrderer(topology, organisation)).filter(
    (one) => !(isConsenter(one) && one.kind === 'msp'),
  );
  const machines = [...new Set(planned.map((one) => machineOf(one)))];
  return machines.map((machine) => ({
    machine: `${machine}-${organisation}`,
    certificates: planned.filter((one) => machineOf(one) === machine),
  }));
}

/** The orderer's administrator speaks to the orderer only, and is renewed with it. */
function machineOf({ folder }: PlannedCertificate): string {
  const [machine = ''] = folder.split('/');
  return machine === 'osnadmin' ? 'orderer' : machine;
}

function isConsenter({ type, folder }: PlannedCertificate): boolean {
  return type === 'orderer' && folder.startsWith('orderer/');
}
