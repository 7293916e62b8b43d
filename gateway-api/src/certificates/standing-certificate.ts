/** Certificates that a gateway stands on, and when each ends. */
import { X509Certificate } from 'node:crypto';
import type { ReadinessCheck, ReadinessWarning } from '../readiness/readiness';

/** A certificate that a gateway stands on. */
export interface StandingCertificate {
  /** From a closed list, such as `machine identity`. */
  readonly what: string;
  readonly endsAt: Date;
  /** Without it this gateway can do nothing; without another member's, it can still serve the rest. */
  readonly isVital: boolean;
}

const DAY = 24 * 3_600_000;

/** The certificates in a PEM file. @throws Error when there is none */
export function certificatesIn(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g);
  if (blocks === null) throw new Error('it holds no certificate');
  return blocks.map((block) => new X509Certificate(block));
}

/** A certificate that is presented. @param pem it, and then its intermediates */
export function presented(what: string, pem: string | Buffer): StandingCertificate {
  return { what, endsAt: new X509Certificate(pem).validToDate, isVital: true };
}

/** Roots that are trusted: that end with the last of them, since while they change over the older may. */
export function trusted(what: string, roots: readonly X509Certificate[], isVital: boolean): StandingCertificate {
  return { what, endsAt: new Date(Math.max(...roots.map(({ validToDate }) => validToDate.getTime()))), isVital };
}

/** What ends soon, or has ended, the first to end first. */
export function endingSoon(
  certificates: readonly StandingCertificate[],
  days: number,
  now: number,
): ReadinessWarning[] {
  return certificates
    .filter(({ endsAt }) => endsAt.getTime() - now < days * DAY)
    .sort((a, b) => a.endsAt.getTime() - b.endsAt.getTime())
    .map(({ what, endsAt }) => ({ what, endsAt: endsAt.toISOString() }));
}

/** A gateway is ready until a certificate that it cannot do without has ended. */
export function certificateCheck(
  certificates: () => readonly StandingCertificate[],
  now: () => number,
): ReadinessCheck {
  return {
    name: 'certificates',
    check: () => {
      const ended = certificates().filter(({ isVital, endsAt }) => isVital && endsAt.getTime() <= now());
      return Promise.resolve(ended.map(({ what }) => `ended: ${what}`));
    },
  };
}
