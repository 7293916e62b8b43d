/** What a peer asks of a proposal before it runs any chaincode, and what the gateway makes of the answers. */
import { rule } from './rule';

export const PROPOSAL_RULES = [
  rule(
    'time-window',
    'A proposal whose timestamp is more than five minutes from the peer’s clock is refused.',
    'core/handlers/auth/filter/timewindow.go',
  ),
  rule(
    'channel-members-only',
    'Only identities of the channel’s member organisations may propose.',
    'core/endorser/endorser.go, preProcess',
  ),
  rule(
    'committed-id-is-refused',
    'A transaction id that stands in a block is not endorsed again.',
    'core/endorser/endorser.go, preProcess',
  ),
  rule(
    'refusals-are-not-endorsed',
    'When the contract throws, nothing is endorsed; the client gets status 500 and the error’s message alone.',
    'core/endorser/endorser.go, ProcessProposalSuccessfullyOrError',
  ),
  rule(
    'endorsers-agree',
    'All endorsers must give the same bytes: result, reads, writes and event.',
    'internal/pkg/gateway/endorsement.go, processEndorsement',
  ),
  rule(
    'gateway-plans-by-key-policy',
    'Unless endorsers are named, the gateway asks those whom the policies of the written keys want.',
    'internal/pkg/gateway/endorse.go, planFromFirstEndorser',
    ['key-policy-replaces'],
  ),
  rule(
    'transient-stays-off-the-block',
    'Transient data reaches the endorsers and never a block.',
    'protoutil/proputils.go, GetBytesProposalPayloadForTx',
    ['delivery-from-checkpoint'],
  ),
] as const;
