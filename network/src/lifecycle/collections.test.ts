import { msp, peer } from '@hyperledger/fabric-protos';
import { isDefinedAs, type ChaincodeDefinition } from './chaincode-definition';
import { collectionPackage, requireCollectionsKept, sameCollections, type CollectionDefinition } from './collections';
import { endorsementPolicy } from './endorsement-policy';

const patients: CollectionDefinition = {
  name: 'patients',
  members: ['HospitalMSP', 'ClinicMSP', 'PharmacyMSP'],
  requiredPeerCount: 1,
  maxPeerCount: 2,
  blockToLive: 0,
  memberOnlyRead: true,
  memberOnlyWrite: true,
};

/** As a peer gives back what was approved. */
function read(collections: readonly CollectionDefinition[]): peer.CollectionConfigPackage {
  return peer.CollectionConfigPackage.deserializeBinary(collectionPackage(collections).serializeBinary());
}

describe("a definition's collections", () => {
  it('carry every setting to Fabric', () => {
    const [config] = read([patients]).getConfigList();
    expect(config?.getStaticCollectionConfig()?.toObject()).toMatchObject({
      name: 'patients',
      requiredPeerCount: 1,
      maximumPeerCount: 2,
      blockToLive: 0,
      memberOnlyRead: true,
      memberOnlyWrite: true,
    });
    expect(config?.getStaticCollectionConfig()?.hasEndorsementPolicy()).toBe(false);
  });

  it("are held by each member alone, and its people's certificates count as its peers' do", () => {
    const [config] = read([patients]).getConfigList();
    const policy = config?.getStaticCollectionConfig()?.getMemberOrgsPolicy()?.getSignaturePolicy();
    expect(policy?.getRule()?.getNOutOf()?.getN()).toBe(1);
    const roles = policy?.getIdentitiesList().map((one) => msp.MSPRole.deserializeBinary(one.getPrincipal_asU8()));
    expect(roles?.map((one) => one.toObject())).toEqual(
      patients.members.map((mspIdentifier) => ({ mspIdentifier, role: msp.MSPRole.MSPRoleType.MEMBER })),
    );
  });

  it('may have an endorsement policy of their own', () => {
    const policy = endorsementPolicy(1, ['HospitalMSP']);
    const [config] = read([{ ...patients, endorsementPolicy: policy }]).getConfigList();
    expect(config?.getStaticCollectionConfig()?.getEndorsementPolicy()?.serializeBinary()).toEqual(policy);
  });
});

describe('whether a new sequence is needed', () => {
  const definition: ChaincodeDefinition = {
    channel: 'care',
    name: 'care',
    version: 'abc',
    policy: endorsementPolicy(2, patients.members),
    collections: [patients],
  };
  const committed = { sequence: 3, version: 'abc', policy: definition.policy };

  it('is not, as long as the channel has the same collections', () => {
    expect(isDefinedAs({ ...committed, collections: read([patients]) }, definition)).toBe(true);
  });

  it.each<[string, Partial<CollectionDefinition>]>([
    ['another member', { members: ['HospitalMSP', 'ClinicMSP'] }],
    ['another number of peers', { requiredPeerCount: 0 }],
    ['another number of peers at most', { maxPeerCount: 1 }],
    ['other readers', { memberOnlyRead: false }],
    ['other writers', { memberOnlyWrite: false }],
    ['a policy of its own', { endorsementPolicy: endorsementPolicy(1, ['HospitalMSP']) }],
  ])('is for %s', (_change, change) => {
    const changed = { ...definition, collections: [{ ...patients, ...change }] };
    expect(isDefinedAs({ ...committed, collections: read([patients]) }, changed)).toBe(false);
  });

  it('is for the first collection, and for one more', () => {
    const more = { ...definition, collections: [patients, { ...patients, name: 'sessions' }] };
    expect(isDefinedAs({ ...committed, collections: undefined }, definition)).toBe(false);
    expect(isDefinedAs({ ...committed, collections: read([patients]) }, more)).toBe(false);
  });

  it('is not for none, whether Fabric gives none as absent or as empty', () => {
    expect(sameCollections(undefined, read([]))).toBe(true);
  });
});

describe('collections that are committed', () => {
  const keep = (wanted: CollectionDefinition[]) => (): void => {
    requireCollectionsKept('care on care', read([patients]), wanted);
  };

  it('cannot be removed or renamed', () => {
    expect(keep([])).toThrow('care on care has the collection patients, and Fabric lets no collection be removed');
    expect(keep([{ ...patients, name: 'people' }])).toThrow('no collection be removed');
  });

  it('cannot change how long their values live', () => {
    expect(keep([{ ...patients, blockToLive: 10 }])).toThrow('patients with blockToLive 0, which Fabric lets nobody');
  });

  it('may change in everything else, and others may come', () => {
    expect(
      keep([
        { ...patients, memberOnlyRead: false },
        { ...patients, name: 'sessions' },
      ]),
    ).not.toThrow();
  });
});
