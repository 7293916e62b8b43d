/** Runs an organisation's certificate authority for a test. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import {
  certificateAuthorityProcess,
  prepareCertificateAuthority,
  type CertifiedNetwork,
} from '../../../network/src/certificates';
import { ensureFabric } from '../../../network/src/fabric-build';
import type { ScratchPlace } from './scratch-network';

/** A real fabric-ca-server of one organisation, started as the network starts it. */
export class CaServer {
  readonly log: string;
  private child: ChildProcess | undefined;

  constructor(
    private readonly network: CertifiedNetwork,
    private readonly organisation: string,
    { folder }: ScratchPlace,
  ) {
    this.log = join(folder, 'ca.log');
  }

  async start(): Promise<void> {
    const fabric = await ensureFabric({ report: (line) => process.stderr.write(`${line}\n`) });
    await prepareCertificateAuthority(this.network, this.organisation);
    const spec = certificateAuthorityProcess({ ...this.network, fabric }, this.organisation);
    const log = openSync(this.log, 'a', 0o600);
    this.child = spawn(spec.command, spec.args, { cwd: spec.cwd, env: spec.env, stdio: ['ignore', log, log] });
    closeSync(log);
  }

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  }
}
