import { msp, peer } from '@hyperledger/fabric-protos';
import { endorsementPolicy } from './endorsement-policy';

describe('the policy of a chaincode definition', () => {
  const policy = peer.ApplicationPolicy.deserializeBinary(
    endorsementPolicy(2, ['HospitalMSP', 'ClinicMSP', 'PharmacyMSP']),
  ).getSignaturePolicy()!;

  it('asks for n of m, each by a signature of its own', () => {
    const choice = policy.getRule()!.getNOutOf()!;
    expect(choice.getN()).toBe(2);
    expect(choice.getRulesList().map((rule) => rule.getSignedBy())).toEqual([0, 1, 2]);
  });

  it('counts peers only', () => {
    const roles = policy
      .getIdentitiesList()
      .map((principal) => msp.MSPRole.deserializeBinary(principal.getPrincipal_asU8()).toObject());
    expect(roles).toEqual(
      ['HospitalMSP', 'ClinicMSP', 'PharmacyMSP'].map((mspIdentifier) => ({
        mspIdentifier,
        role: msp.MSPRole.MSPRoleType.PEER,
      })),
    );
  });

  it('has the same bytes each time, since a difference would be a new sequence', () => {
    expect(endorsementPolicy(2, ['A', 'B'])).toEqual(endorsementPolicy(2, ['A', 'B']));
    expect(endorsementPolicy(1, ['A', 'B'])).not.toEqual(endorsementPolicy(2, ['A', 'B']));
  });
});
