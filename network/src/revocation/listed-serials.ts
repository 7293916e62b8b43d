/** Which certificates a channel refuses, and whether those are the ones that the authority revoked. */
import type { common } from '@hyperledger/fabric-protos';
import { revokedSerials } from '@theriac/fabric-ca';
import { revocationListsIn, type MspDefinition } from '../channels/configuration';

/** Whether every one of the definitions refuses all of these serial numbers. */
export function refusesAll(
  config: common.Config,
  definitions: readonly MspDefinition[],
  serials: ReadonlySet<string>,
): boolean {
  return definitions.every((definition) => {
    const listed = new Set(listedSerials(config, definition));
    return [...serials].every((serial) => listed.has(serial));
  });
}

/**
 * Looks for what a channel refuses and the authority has forgotten: publishing its list would set those free.
 * @throws {Error} naming the serial numbers.
 */
export function requireNothingForgotten(
  channel: string,
  config: common.Config,
  definitions: readonly MspDefinition[],
  serials: ReadonlySet<string>,
): void {
  const forgotten = definitions
    .flatMap((definition) => listedSerials(config, definition))
    .filter((serial) => !serials.has(serial));
  if (forgotten.length === 0) return;
  throw new Error(
    `${channel} refuses certificates of which the certificate authority does not know that they are revoked, as if it ` +
      `had been restored from an older backup; its list would set them free: ${[...new Set(forgotten)].join(', ')}`,
  );
}

function listedSerials(config: common.Config, definition: MspDefinition): string[] {
  return revocationListsIn(config, definition).flatMap((list) => [...revokedSerials(list)]);
}
