/** Which member a TLS certificate speaks for: the one whose roots issued it. */
import type { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { certificatesIn } from '../certificates';
import { ConfigError } from '../config/config-error';

/** The TLS roots of every member. */
export class MemberRoots {
  private constructor(private readonly roots: ReadonlyMap<string, readonly X509Certificate[]>) {}

  /**
   * Reads each member's file.
   *
   * @param pattern a path in which `{member}` stands for the member's name
   * @throws ConfigError when a file is missing or holds no certificate, or two members share a root
   */
  static read(pattern: string, members: readonly string[]): MemberRoots {
    const roots = new Map(members.map((member) => [member, readRoots(pattern.replaceAll('{member}', member), member)]));
    const seen = new Set<string>();
    for (const [member, certificates] of roots) {
      for (const { fingerprint256 } of certificates) {
        if (seen.has(fingerprint256))
          throw new ConfigError([`THERIAC_MEMBER_TLS_ROOTS: ${member} has a root that is another member’s too`]);
        seen.add(fingerprint256);
      }
    }
    return new MemberRoots(roots);
  }

  /** One member's roots. */
  certificatesOf(member: string): readonly X509Certificate[] {
    return this.roots.get(member) ?? [];
  }

  /** PEM of one member's roots: what its gateway's certificate is checked against. */
  of(member: string): string[] {
    return this.certificatesOf(member).map(String);
  }

  /** PEM of all members' roots. */
  all(): string[] {
    return [...this.roots.values()].flat().map(String);
  }

  /** The member whose root issued a certificate that TLS has accepted already. */
  memberOf(certificate: X509Certificate): string | undefined {
    for (const [member, roots] of this.roots) {
      if (roots.some((root) => certificate.checkIssued(root) && certificate.verify(root.publicKey))) return member;
    }
    return undefined;
  }
}

function readRoots(file: string, member: string): X509Certificate[] {
  try {
    return certificatesIn(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'it cannot be read';
    throw new ConfigError([`THERIAC_MEMBER_TLS_ROOTS: the roots of ${member}: ${reason}`]);
  }
}
