/** Before a custodian opens its vault: whom it refuses, by what its own peer says. */
import type { Link, Release, Session } from '@theriac/domain/ehr';
import { type Instant, instantOf, LedgerError } from '@theriac/domain/ledger';
import { machineCallerOf } from '../../permissions-page/who-may';
import { RecordReleases, type RecordReleasesParts } from './record-releases';

const PATIENT = 'a7'.repeat(16);
const SESSION = '5e'.repeat(16);
const at: Instant = instantOf(Date.now());
const person = '0f'.repeat(16);

const session: Session = {
  ...{ session: SESSION, patient: PATIENT, purpose: 'TREAT', isAllowed: true, reason: 'permitted' },
  reader: { organisation: 'hospital', name: person, role: 'physician' },
  ...{ askedAt: at, changedAt: at, until: instantOf(Date.now() + 900_000) },
};
const open: Release = {
  ...{ session, log: null, patient: { patient: PATIENT, home: 'clinic', person, changedAt: at } },
  consents: {
    ...{ patient: PATIENT, sequence: 1, consents: [], signature: 'c2lnbmVk', certificate: 'PEM', changedAt: at },
  },
  verdict: { isOpen: true, reason: 'permitted', isLimited: false, isSealedOpen: false },
};
const link: Link = {
  ...{ patient: PATIENT, provider: 'clinic', recordNumber: 'V-1', salt: '00'.repeat(16), origin: 'patient' },
  changedAt: at,
};

/** What the clinic's own peer says; its vault is opened by nobody here. */
interface Told {
  readonly release?: Release;
  readonly link?: Link | null;
  readonly isStale?: boolean;
  readonly isForged?: boolean;
}

const OPENED = 'the vault was opened';
const clinic = ({ release = open, link: standing = link, isStale = false, isForged = false }: Told): RecordReleases => {
  const parts = {
    ...{ channel: 'care', machine: machineCallerOf('clinic') },
    db: { transaction: () => Promise.reject(new Error(OPENED)) },
    freshness: {
      require: () => {
        if (isStale) throw new LedgerError('STALE', 'the own peer lags');
      },
    },
    sessions: { readForRelease: () => Promise.resolve(release) },
    patients: { read: () => Promise.resolve({ ...open.patient, guardians: [] }) },
    links: { read: () => Promise.resolve({ link: standing, emergency: null }) },
    requireGenuine: () => {
      if (isForged) throw new LedgerError('CONSENTS_NOT_GENUINE', 'nobody signed them');
    },
  };
  return new RecordReleases(parts as unknown as RecordReleasesParts);
};
const asked = (told: Told = {}, asker = 'hospital') =>
  clinic(told)
    .release(asker, SESSION)
    .catch((error: unknown) => (error instanceof LedgerError ? error.code : (error as Error).message));

it('opens the vault for the organisation whose session is open', async () => {
  expect(await asked()).toBe(OPENED);
});

it('releases nothing to another organisation that knows the session', async () => {
  expect(await asked({}, 'pharmacy')).toBe('SESSION_NOT_YOURS');
});

it.each<[string, Told]>([
  ['STALE', { isStale: true }],
  ['SESSION_NOT_OPEN', { release: { ...open, verdict: { ...open.verdict, isOpen: false, reason: 'no-permit' } } }],
  ['RECORD_NOT_LINKED', { link: null }],
  ['RECORD_NOT_LINKED', { link: { ...link, origin: 'emergency' } }],
  ['CONSENTS_NOT_GENUINE', { isForged: true }],
])('answers %s before the vault is opened', async (code, told) => {
  expect(await asked(told)).toBe(code);
});

it('needs no consents for a patient’s own reading', async () => {
  const own: Release = { ...open, consents: null, session: { ...session, purpose: 'PATRQT', reason: 'own-record' } };
  expect(await asked({ release: own, isForged: true })).toBe(OPENED);
});
