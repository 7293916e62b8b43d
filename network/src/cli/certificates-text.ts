/** Certificates as a person reads them. */
import type { HeldCertificate } from '../certificates';
import { table } from './table';

/** Enough of a serial number to tell certificates apart. */
const SERIAL_DIGITS = 12;

/** Certificates as lines: a row each, and below them what needs attention. */
export function certificateLines(certificates: readonly HeldCertificate[]): string[] {
  if (certificates.length === 0) return ['there are no certificates yet: npm start has them issued'];
  const heading = ['organisation', 'what', 'for', 'serial', 'expires', 'days left', 'state'];
  const rows = table([heading, ...certificates.map(row)]);
  const wanting = certificates.filter(needsAttention);
  const closing =
    wanting.length === 0
      ? `${certificates.length} certificates, all in force`
      : `${wanting.length} of ${certificates.length} certificates want renewing: npm run certificates -- renew`;
  return [...rows, '', closing];
}

/** Whether a certificate is not, or not for long, what its holder can go on with. */
export function needsAttention({ state }: HeldCertificate): boolean {
  return state !== 'in force';
}

function row({ organisation, what, use, serial, expires, daysLeft, state }: HeldCertificate): string[] {
  const day = expires.toISOString().slice(0, 10);
  return [organisation, what, use, serial.slice(0, SERIAL_DIGITS), day, String(daysLeft), state];
}
