/** Variables that bound what a gateway does: how much, how often, how long. */
import { kinds, setting } from './setting';

/** The rows. */
export const BOUND_SETTINGS = {
  bodyLimit: setting({
    name: 'THERIAC_BODY_LIMIT',
    description: 'The largest JSON body of a request.',
    example: '65536',
    default: '262144',
    ...kinds.bytes,
  }),
  uploadLimit: setting({
    name: 'THERIAC_UPLOAD_LIMIT',
    description: 'The largest uploaded document. A route may allow less.',
    example: '20971520',
    default: '67108864',
    ...kinds.bytes,
  }),
  evaluateDeadline: setting({
    name: 'THERIAC_EVALUATE_DEADLINE_MS',
    description: 'How long a read of the ledger may take.',
    example: '2000',
    default: '5000',
    ...kinds.milliseconds,
  }),
  endorseDeadline: setting({
    name: 'THERIAC_ENDORSE_DEADLINE_MS',
    description: 'How long collecting endorsements may take.',
    example: '10000',
    default: '15000',
    ...kinds.milliseconds,
  }),
  submitDeadline: setting({
    name: 'THERIAC_SUBMIT_DEADLINE_MS',
    description: 'How long handing a transaction to the orderers may take.',
    example: '5000',
    default: '10000',
    ...kinds.milliseconds,
  }),
  commitDeadline: setting({
    name: 'THERIAC_COMMIT_DEADLINE_MS',
    description: 'How long waiting for a commit may take, after which the outcome is unknown and looked up.',
    example: '30000',
    default: '60000',
    ...kinds.milliseconds,
  }),
  submitAttempts: setting({
    name: 'THERIAC_SUBMIT_ATTEMPTS',
    description: 'How often a transaction that lost a conflict is endorsed again at most.',
    example: '3',
    default: '8',
    ...kinds.count,
  }),
  staleAfter: setting({
    name: 'THERIAC_STALE_AFTER_MS',
    description: 'How far the own peer may lag the members’ before verifications and releases are refused as stale.',
    example: '5000',
    default: '5000',
    ...kinds.milliseconds,
  }),
  idempotencyHours: setting({
    name: 'THERIAC_IDEMPOTENCY_HOURS',
    description: 'How long the answer to a request with an Idempotency-Key is kept.',
    example: '48',
    default: '24',
    ...kinds.hours,
  }),
  leaseMs: setting({
    name: 'THERIAC_LEASE_MS',
    description: 'How long work of a process that died stays untouched before it is taken over.',
    example: '5000',
    default: '10000',
    ...kinds.milliseconds,
  }),
  jobWorkers: setting({
    name: 'THERIAC_JOB_WORKERS',
    description: 'How many jobs run at once.',
    example: '2',
    default: '4',
    ...kinds.count,
  }),
  jobWait: setting({
    name: 'THERIAC_JOB_WAIT_MS',
    description: 'How long a request waits for its job to end before it is answered with 202.',
    example: '1000',
    default: '400',
    ...kinds.milliseconds,
  }),
  memberDeadline: setting({
    name: 'THERIAC_MEMBER_DEADLINE_MS',
    description: 'How long an answer of another member’s gateway may take.',
    example: '2000',
    default: '5000',
    ...kinds.milliseconds,
  }),
  vrsRequests: setting({
    name: 'THERIAC_VRS_REQUESTS',
    description: 'How many requests under `/vrs` one requester may send in a minute.',
    example: '2000',
    default: '600',
    ...kinds.count,
  }),
  vrsGuesses: setting({
    name: 'THERIAC_VRS_GUESSES',
    description:
      'How many failed matches under `/vrs` one requester may have in ten minutes, after which it is told nothing.',
    example: '20',
    default: '60',
    ...kinds.count,
  }),
  memberGuesses: setting({
    name: 'THERIAC_MEMBER_GUESSES',
    description:
      'How many failed matches another member’s gateway may have in ten minutes for all of its people, after which it is told nothing.',
    example: '200',
    default: '600',
    ...kinds.count,
  }),
  outboxOverdue: setting({
    name: 'THERIAC_OUTBOX_OVERDUE_MS',
    description: 'After which time a message that is not acknowledged is shown as overdue.',
    example: '600000',
    default: '60000',
    ...kinds.milliseconds,
  }),
  shutdownDeadline: setting({
    name: 'THERIAC_SHUTDOWN_MS',
    description: 'How long requests and jobs in progress may take to come to a good end when the gateway stops.',
    example: '20000',
    default: '10000',
    ...kinds.milliseconds,
  }),
} as const;
