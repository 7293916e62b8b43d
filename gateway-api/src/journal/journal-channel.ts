/** Where the journal's head is anchored. */
import type { Channel } from '@theriac/domain/consortium';
import { ConfigError } from '../config/config-error';

/**
 * The configured channel, or of the own channels that hold `Anchors` the one with the fewest members; the first of
 * several. Undefined when the organisation is on none.
 *
 * @throws ConfigError when the configured one is not the organisation's, or has no `Anchors`
 */
export function journalChannel(channels: readonly Channel[], configured: string | undefined): string | undefined {
  const able = channels.filter(({ contracts }) => contracts.includes('Anchors'));
  if (configured !== undefined && !able.some(({ name }) => name === configured))
    throw new ConfigError(['THERIAC_JOURNAL_CHANNEL must be a channel of this organisation that holds Anchors']);
  // sort() keeps the order of equals.
  const [fewest] = [...able].sort((one, other) => one.members.length - other.members.length);
  return configured ?? fewest?.name;
}
