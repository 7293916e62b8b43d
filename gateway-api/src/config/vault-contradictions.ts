/** What no single variable shows about the vault's key: given twice, or a previous one without the one in force. */
import type { Config } from './settings';

type VaultKeys = Pick<Config, 'vaultKey' | 'vaultKeyFile' | 'previousVaultKey' | 'previousVaultKeyFile'>;

/** The contradictions, each with the variable to change. */
export function vaultContradictions(config: VaultKeys): string[] {
  const { vaultKey, vaultKeyFile, previousVaultKey, previousVaultKeyFile } = config;
  const isGiven = (vaultKey ?? vaultKeyFile) !== undefined;
  const isPreviousGiven = (previousVaultKey ?? previousVaultKeyFile) !== undefined;
  const faults: string[] = [];
  if (vaultKey !== undefined && vaultKeyFile !== undefined)
    faults.push('THERIAC_VAULT_KEY and THERIAC_VAULT_KEY_FILE must not both be given');
  if (previousVaultKey !== undefined && previousVaultKeyFile !== undefined)
    faults.push('THERIAC_PREVIOUS_VAULT_KEY and THERIAC_PREVIOUS_VAULT_KEY_FILE must not both be given');
  if (isPreviousGiven && !isGiven)
    faults.push('THERIAC_PREVIOUS_VAULT_KEY is given without THERIAC_VAULT_KEY, the key that is to follow it');
  return faults;
}
