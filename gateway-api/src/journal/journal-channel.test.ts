/** Where a journal's head is anchored: as it is said, or where the fewest see it. */
import type { Channel } from '@theriac/domain/consortium';
import { ConfigError } from '../config/config-error';
import { journalChannel } from './journal-channel';

const channel = (name: string, members: number, contracts = ['Anchors']): Channel => ({
  ...{ name, contracts, endorsements: 1, collections: [] },
  members: Array.from({ length: members }, (_, index) => `member-${index}`),
});
const CHANNELS = [channel('supply', 5), channel('care', 3), channel('trials', 3), channel('bare', 1, ['Other'])];

it.each([
  ['the one with the fewest members, the first of several', CHANNELS, undefined, 'care'],
  ['the one that is configured', CHANNELS, 'supply', 'supply'],
  ['none where no contract takes heads', [channel('bare', 1, [])], undefined, undefined],
])('is %s', (_, channels, configured, expected) => {
  expect(journalChannel(channels, configured)).toBe(expected);
});

it.each(['claims', 'bare'])('is never %s, which the organisation is not on or which takes no heads', (name) => {
  expect(() => journalChannel(CHANNELS, name)).toThrow(ConfigError);
});
