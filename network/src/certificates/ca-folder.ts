/** The files of an organisation's certificate authority, and what their presence means. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { BootstrapSecrets } from './ca-config';
import { readCredential, type OrganisationRoots } from './credential-folder';
import { writeOwnerOnly } from './owner-only';

/** Bytes of a secret: far beyond guessing, and within the 72 that bcrypt looks at. */
const SECRET_BYTES = 24;

const secretsSchema = z.strictObject({ tls: z.string(), identity: z.string() });

/** A secret that nobody guesses. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** Paths within `<organisation>/ca`. */
export class CaFolder {
  constructor(readonly path: string) {}

  get serverConfig(): string {
    return join(this.path, 'fabric-ca-server-config.yaml');
  }

  get identityConfig(): string {
    return join(this.path, 'identity', 'fabric-ca-config.yaml');
  }

  /** MSP-shaped folders with the registrar's certificate from each CA. */
  get registrarAtTls(): string {
    return join(this.path, 'registrar', 'tls');
  }

  get registrarAtIdentity(): string {
    return join(this.path, 'registrar', 'identity');
  }

  /** Whether the registrar has what it needs to do without its one-time secrets. */
  get hasRegistrar(): boolean {
    return [this.registrarAtTls, this.registrarAtIdentity].every((path) => readCredential(path, 'msp') !== undefined);
  }

  /** Whether a server ran here before, and so knows the secrets that it was first given and no later ones. */
  get hasDatabase(): boolean {
    return existsSync(join(this.path, 'fabric-ca-server.db'));
  }

  /** The roots, once the server has made them at its first start. */
  get roots(): OrganisationRoots | undefined {
    const files = [join(this.path, 'identity', 'ca-cert.pem'), join(this.path, 'ca-cert.pem')];
    if (!files.every((file) => existsSync(file))) return undefined;
    const [identity = '', tls = ''] = files.map((file) => readFileSync(file, 'utf8'));
    return { identity, tls };
  }

  /** The registrar's one-time secrets, while they exist. */
  get secrets(): BootstrapSecrets | undefined {
    if (!existsSync(this.secretsFile)) return undefined;
    return secretsSchema.parse(JSON.parse(readFileSync(this.secretsFile, 'utf8')));
  }

  /** Makes the one-time secrets; they are on disk before any server hears of them. */
  makeSecrets(): BootstrapSecrets {
    const secrets = { tls: newSecret(), identity: newSecret() };
    writeOwnerOnly(this.secretsFile, JSON.stringify(secrets));
    return secrets;
  }

  forgetSecrets(): void {
    rmSync(this.secretsFile, { force: true });
  }

  private get secretsFile(): string {
    return join(this.path, 'bootstrap-secrets.json');
  }
}
