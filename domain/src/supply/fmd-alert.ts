/** The alert codes of the European verification system beside our verdicts, for software that speaks them. */
import type { AlertCause } from './alert.schema';
import type { VerdictCode } from './verdict.schema';

/** What each code means. A7 and A24 are for states that a pack is in, the others for what its code says. */
export const FMD_ALERTS = {
  A2: 'the batch is not known',
  A3: 'the serial number is not known',
  A7: 'the pack is in that state already',
  A24: 'the pack’s state cannot be changed so',
  A52: 'the expiry date is another than the registered one',
  A68: 'the batch is another than the registered one',
} as const;

/** A code of an alert. */
export type FmdAlert = keyof typeof FMD_ALERTS;

/** Every code, for schemas. */
export const FMD_ALERT_CODES = Object.keys(FMD_ALERTS) as [FmdAlert, ...FmdAlert[]];

/**
 * The alert that each verdict is there; null where it is none. Every verdict has a row: a new one does not compile
 * without. A pack that is expired, recalled or withdrawn already raises none.
 */
export const FMD_ALERT_OF = {
  authentic: null,
  'unknown-serial': 'A3',
  'wrong-lot': 'A68',
  'lot-not-known': 'A2',
  'wrong-expiry': 'A52',
  'still-being-registered': null,
  expired: null,
  'lot-locked': null,
  recalled: null,
  withdrawn: null,
  'product-not-in-network': null,
  'not-serialised': null,
  'likely-technical': null,
  'already-supplied-here': 'A7',
  'already-supplied-elsewhere': 'A7',
  'opened-here': null,
  exported: 'A24',
  'checked-out': 'A24',
  sample: 'A24',
  'free-sample': 'A24',
  locked: 'A24',
  stolen: 'A24',
  destroyed: 'A24',
  'on-its-way-to-you': null,
  'not-in-your-custody': null,
} as const satisfies Record<VerdictCode, FmdAlert | null>;

/** The code of what an alert was raised for; only a verdict has one, since nothing else was an attempt to supply a pack. */
export function fmdAlertOf(cause: AlertCause): FmdAlert | null {
  return isVerdict(cause) ? FMD_ALERT_OF[cause] : null;
}

function isVerdict(cause: AlertCause): cause is AlertCause & VerdictCode {
  return Object.hasOwn(FMD_ALERT_OF, cause);
}
