/** What a pack becomes that leaves the stock unsupplied, or may not be supplied for a while. */
import type { Actor } from '../../ledger';
import { testDigest } from '../../ledger/fixtures/node-digest';
import { refusalOf } from '../../ledger/fixtures/refusals';
import {
  aPack,
  aStatus,
  atMaker,
  hospitalPharmacist,
  onItsWay,
  opening,
  pharmacist,
  ref,
  supplied,
} from '../fixtures/pack.fixtures';
import { now } from '../fixtures/supply.fixtures';
import { decommissionPack } from './decommission-pack.rules';
import type { PackSituation } from './pack-situation';

describe('decommissioning a pack', () => {
  const decommission = (
    pack: PackSituation,
    state: 'locked' | 'stolen' | 'destroyed' | 'sample',
    by: Actor = pharmacist,
  ) => decommissionPack(testDigest, pack, { ...ref, state }, opening, by, now);

  it.each([
    ['active', aPack(), 'sample', undefined],
    ['locked and then stolen', aPack({ status: aStatus('locked') }), 'stolen', undefined],
    ['stolen, found and destroyed', aPack({ status: aStatus('stolen') }), 'destroyed', undefined],
    ['destroyed and then locked', aPack({ status: aStatus('destroyed') }), 'locked', 'PACK_NOT_ACTIVE'],
    ['supplied and then destroyed', supplied, 'destroyed', 'PACK_ALREADY_SUPPLIED'],
    ['elsewhere', aPack(undefined, atMaker), 'destroyed', 'NOT_HOLDER'],
    ['on its way, and destroyed', aPack(undefined, onItsWay), 'destroyed', 'NOT_HOLDER'],
    ['on its way, and stolen', aPack(undefined, onItsWay), 'stolen', undefined],
  ] as const)('that is %s', (_, pack, state, code) => {
    expect(refusalOf(() => decommission(pack, state))).toBe(code);
  });

  it('is the same again', () => {
    const sample = aPack({ status: aStatus('sample') });
    expect(decommission(sample, 'sample')).toMatchObject({ repeated: { state: 'sample' } });
  });

  it('of what is on its way is its sender’s and its receiver’s', () => {
    const act = () => decommission(aPack(undefined, onItsWay), 'stolen', hospitalPharmacist);
    expect(refusalOf(act)).toBe('NOT_HOLDER');
  });
});
