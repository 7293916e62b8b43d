/** Variables of the journal: where its head is anchored, and how often. */
import { z } from 'zod';
import { kinds, setting } from '../config/setting';

/** The rows. */
export const JOURNAL_SETTINGS = {
  journalChannel: setting({
    name: 'THERIAC_JOURNAL_CHANNEL',
    description:
      'The channel on which the journal’s head is anchored. None: of those whose contracts hold `Anchors` the one with the fewest members, since a head tells them when this organisation was at work. Stay with one: the heads of another do not follow.',
    example: 'care',
    default: '',
    type: 'channel',
    schema: z
      .string()
      .regex(/^(?:[a-z][a-z0-9.-]{0,63})?$/, 'must be the name of a channel')
      .transform((text) => (text === '' ? undefined : text)),
  }),
  journalAnchorEvery: setting({
    name: 'THERIAC_JOURNAL_ANCHOR_MS',
    description: 'How long an entry of the journal waits at most until the ledger’s head covers it.',
    example: '30000',
    default: '60000',
    ...kinds.milliseconds,
  }),
  journalAnchorEntries: setting({
    name: 'THERIAC_JOURNAL_ANCHOR_ENTRIES',
    description: 'After how many entries the journal’s head is anchored earlier.',
    example: '500',
    default: '1000',
    ...kinds.count,
  }),
  journalAnchorOverdue: setting({
    name: 'THERIAC_JOURNAL_OVERDUE_MS',
    description: 'After which time an entry that no head on the ledger covers is told of in `/readyz`.',
    example: '300000',
    default: '600000',
    ...kinds.milliseconds,
  }),
} as const;
