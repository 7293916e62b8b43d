import { common, peer } from '@hyperledger/fabric-protos';
import { anyOf, outOf, type Policy, policyBytes } from '../policy/policy';
import { RuleBook } from '../rules';
import { type CollectionOptions, Collections, implicitCollectionOf } from './collection';

const POLICY = outOf(2, 'NorthMSP', 'SouthMSP', 'WestMSP');

const collectionsOf = (...options: CollectionOptions[]): Collections =>
  new Collections(options, {
    channel: 'care',
    chaincode: 'records',
    members: ['NorthMSP', 'SouthMSP', 'WestMSP'],
    policy: POLICY,
    rules: new RuleBook(),
  });

describe('a collection', () => {
  it('without more than members is open to clients, sends to all members and keeps values', () => {
    const found = collectionsOf({ name: 'letters', members: ['NorthMSP', 'SouthMSP'] }).usable('letters');
    expect(found).toEqual({
      name: 'letters',
      members: ['NorthMSP', 'SouthMSP'],
      requiredPeerCount: 0,
      maxPeerCount: 2,
      blockToLive: 0,
      memberOnlyRead: false,
      memberOnlyWrite: false,
      policy: POLICY,
    });
  });

  it('takes its endorsement policy as a tree, or in the bytes that the lifecycle takes', () => {
    const own = anyOf('NorthMSP', 'SouthMSP');
    const application = new peer.ApplicationPolicy();
    application.setSignaturePolicy(common.SignaturePolicyEnvelope.deserializeBinary(policyBytes(own)));
    const byReference = new peer.ApplicationPolicy();
    byReference.setChannelConfigPolicyReference('/Channel/Application/Endorsement');
    const policyFrom = (endorsementPolicy: Policy | Uint8Array): Policy =>
      collectionsOf({ name: 'letters', members: ['NorthMSP'], endorsementPolicy }).policyOf('letters');
    expect(policyFrom(own)).toEqual(own);
    expect(policyFrom(application.serializeBinary())).toEqual(own);
    expect(() => policyFrom(byReference.serializeBinary())).toThrow('signature policy');
  });

  it('is there for each member of the channel without a definition, and for nobody else', () => {
    const collections = collectionsOf();
    const own = implicitCollectionOf('SouthMSP');
    expect(own).toBe('_implicit_org_SouthMSP');
    expect([collections.isMember(own, 'SouthMSP'), collections.isMember(own, 'NorthMSP')]).toEqual([true, false]);
    expect(() => {
      collections.requireDefined(implicitCollectionOf('AbroadMSP'));
    }).toThrow('collection [_implicit_org_AbroadMSP] not defined in the collection config for chaincode [records]');
    expect(() => collections.usable('letters')).toThrow('collection care/records/letters could not be found');
  });
});
