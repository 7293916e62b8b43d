import '../server/logging-level';
import type { Consortium } from '@theriac/domain/consortium';
import { PERMISSIONS } from '@theriac/domain/permissions';
import { CONTRACTS } from '../contracts';
import { consortium } from '../fixtures/consortium';
import { createChaincode } from '../index';
import { TheriacChaincode } from './chaincode';
import { nodeDigest } from './node-digest';

const load = (permissions = PERMISSIONS, of: Consortium = consortium) =>
  new TheriacChaincode(CONTRACTS, { consortium: of, packageId: 'p', permissions, digest: nodeDigest });

describe('a package', () => {
  it('loads when transactions, permissions and consortium name one another', () => {
    expect(() => createChaincode(consortium, 'p')).not.toThrow();
  });

  it('does not load with a transaction that nobody may or may not send', () => {
    const without = PERMISSIONS.filter((row) => row.transaction !== 'SealPart');
    expect(() => load(without)).toThrow(
      'the chaincode does not load: DrugSupply:SealPart has no row in the permission table',
    );
  });

  it('does not load with a permission for nothing', () => {
    const more = [
      ...PERMISSIONS,
      { contract: 'DrugSupply', transaction: 'Seal', organisations: 'any', roles: 'any' } as const,
    ];
    expect(() => load(more)).toThrow('DrugSupply:Seal has a permission but is no transaction');
  });

  it('does not load with a contract on a channel that it does not hold', () => {
    const [channel] = consortium.channels;
    const channels = [{ ...channel!, contracts: ['Anchors', 'Weather'] }];
    expect(() => load(PERMISSIONS, { ...consortium, channels })).toThrow(
      'channel supply names the contract Weather, which this package does not hold',
    );
  });
});
