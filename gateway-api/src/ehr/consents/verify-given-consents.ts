/** What a custodian checks of a patient's consents before it releases anything by them: that it was the patient who signed. */
import { createHash, verify, X509Certificate } from 'node:crypto';
import {
  type GivenConsents,
  type Patient,
  requireVoice,
  signedText,
  type Speaker,
  type Voice,
} from '@theriac/domain/ehr';
import type { Member } from '@theriac/domain/consortium';
import { LedgerError, roleSchema } from '@theriac/domain/ledger';
import { certificateAttributes } from '@theriac/fabric-ca';

/** Whose people a certificate can be of: the members, with the roots that all have approved. */
export type Rooted = Pick<Member, 'name' | 'kind' | 'mspId' | 'roots'>;

/** OpenSSL's name of P-256. */
const CURVE = 'prime256v1';

/**
 * Refuses consents whose signature is not that of somebody who might sign them when they did: the patient, by a certificate
 * of their home organisation and with the key that they bound; or a guardian who decides, within their time. An organisation
 * that lies about its own patients is found out where these keep their own key, and only there.
 *
 * Guardians are those of the patient as they stand now: what a guardian signed who was dismissed since no longer opens
 * anything, until the patient or another guardian changes the consents.
 *
 * @param roots every member whose certificates may speak
 * @returns as whom the consents were signed
 * @throws LedgerError CONSENTS_NOT_GENUINE, with what is wrong
 */
export function verifyGivenConsents(patient: Patient, given: GivenConsents, roots: readonly Rooted[]): Voice {
  requireGenuine(given.patient === patient.patient, 'they are another patient’s');
  const certificate = read(given.certificate);
  const at = Date.parse(given.changedAt);
  const isInForce = at >= Date.parse(certificate.validFrom) && at <= Date.parse(certificate.validTo);
  requireGenuine(isInForce, 'the certificate was not in force when they were signed');
  const isPersons = !certificate.ca && certificate.publicKey.asymmetricKeyDetails?.namedCurve === CURVE;
  requireGenuine(isPersons, 'the certificate is none that people sign with');
  const bytes = Buffer.from(given.signature, 'base64');
  const isSigned = verify('sha256', Buffer.from(signedText(given)), certificate.publicKey, bytes);
  requireGenuine(isSigned, 'the signature is not the certificate’s over what stands');
  try {
    return requireVoice(patient, speakerOf(certificate, roots), 'decide', given.changedAt);
  } catch (error) {
    if (error instanceof LedgerError && error.code === 'NOT_THE_PATIENT')
      throw notGenuine('the certificate is neither the patient’s nor a guardian’s who may decide');
    throw error;
  }
}

/** Who a certificate is of, as the contract would read it: by the root that issued it, never by what it says. */
function speakerOf(certificate: X509Certificate, roots: readonly Rooted[]): Speaker {
  const issuer = roots.find((member) =>
    member.roots.some((root) => isIssuedBy(certificate, new X509Certificate(root))),
  );
  requireGenuine(issuer !== undefined, 'no member issued the certificate');
  const names = certificate.subject.split('\n').filter((part) => part.startsWith('CN='));
  const name = names.length === 1 ? names[0]?.slice('CN='.length) : undefined;
  const role = roleSchema.safeParse(certificateAttributes(certificate.toString()).role);
  requireGenuine(name !== undefined && role.success, 'the certificate names nobody');
  const { name: organisation, kind, mspId } = issuer;
  const der = certificate.publicKey.export({ type: 'spki', format: 'der' });
  return {
    actor: { organisation, kind, mspId, role: role.data, site: undefined, name },
    key: createHash('sha256').update(der).digest('hex'),
  };
}

function isIssuedBy(certificate: X509Certificate, root: X509Certificate): boolean {
  return certificate.checkIssued(root) && certificate.verify(root.publicKey);
}

function read(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw notGenuine('they carry no certificate');
  }
}

function requireGenuine(condition: boolean, why: string): asserts condition {
  if (!condition) throw notGenuine(why);
}

function notGenuine(why: string): LedgerError {
  return new LedgerError('CONSENTS_NOT_GENUINE', why);
}
