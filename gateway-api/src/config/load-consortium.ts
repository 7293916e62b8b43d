/** The consortium as this gateway sees it: who it is itself, and which channels it is on. */
import { readFileSync } from 'node:fs';
import { type Channel, type Consortium, consortiumSchema, type Member } from '@theriac/domain/consortium';
import { parseJson } from '@theriac/domain/ledger';
import { ConfigError } from './config-error';

/** The consortium and the own place in it. */
export interface OwnConsortium {
  readonly consortium: Consortium;
  readonly self: Member;
  /** The channels that the own organisation is a member of. */
  readonly channels: readonly Channel[];
}

/**
 * Reads the consortium file.
 *
 * @throws ConfigError when it cannot be read, breaks its schema, or has no such member
 */
export function loadConsortium(file: string, organisation: string): OwnConsortium {
  const consortium = readConsortium(file);
  const self = consortium.members.find((member) => member.name === organisation);
  if (self === undefined) throw new ConfigError(['THERIAC_ORGANISATION is no member of the consortium file']);
  return { consortium, self, channels: consortium.channels.filter(({ members }) => members.includes(organisation)) };
}

function readConsortium(file: string): Consortium {
  try {
    return parseJson(consortiumSchema, readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ConfigError([`THERIAC_CONSORTIUM: ${error instanceof Error ? error.message : 'cannot be read'}`]);
  }
}
