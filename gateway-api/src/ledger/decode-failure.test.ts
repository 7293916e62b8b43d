/** What errors of fabric-gateway mean: each row as Fabric 3.1 words it. */
import { Metadata, status as grpc } from '@grpc/grpc-js';
import { type ErrorDetail, GatewayError } from '@hyperledger/fabric-gateway';
import { decodeFailure, type FailureKind } from './decode-failure';

interface Row {
  readonly when: string;
  readonly code: grpc;
  readonly message: string;
  /** By endorser. */
  readonly details?: readonly string[];
  readonly then: FailureKind;
  readonly tells: string;
}

const ROWS: readonly Row[] = [
  {
    when: 'a contract refused an evaluate',
    code: grpc.UNKNOWN,
    message: 'evaluate call to endorser returned error: chaincode response 500, LOT_NOT_FOUND: no such lot',
    details: ['chaincode response 500, LOT_NOT_FOUND: no such lot'],
    then: 'refused',
    tells: 'LOT_NOT_FOUND',
  },
  {
    when: 'the own peer’s contract refused a submit',
    code: grpc.ABORTED,
    message: 'failed to endorse transaction, see attached details for more info',
    details: ['chaincode response 500, HEAD_NOT_GROWING: the anchored size is 5'],
    then: 'refused',
    tells: 'HEAD_NOT_GROWING',
  },
  {
    when: 'the own peer endorsed and others, which lag, refused',
    code: grpc.ABORTED,
    message: 'failed to collect enough transaction endorsements, see attached details for more info',
    details: ['chaincode response 500, LOT_NOT_FOUND: none', 'chaincode response 500, LOT_NOT_FOUND: none'],
    then: 'differing',
    tells: 'LOT_NOT_FOUND',
  },
  {
    when: 'endorsers refuse for different reasons',
    code: grpc.ABORTED,
    message: 'failed to endorse transaction, see attached details for more info',
    details: ['chaincode response 500, LOT_NOT_FOUND: none', 'chaincode response 500, LOT_FULL: 16 parts'],
    then: 'differing',
    tells: 'LOT_NOT_FOUND',
  },
  {
    when: 'endorsers wrote different things',
    code: grpc.ABORTED,
    message: 'failed to collect enough transaction endorsements, see attached details for more info',
    details: ['ProposalResponsePayloads do not match'],
    then: 'differing',
    tells: 'LEDGER_DISAGREES',
  },
  {
    when: 'a contract threw what is not of the vocabulary',
    code: grpc.UNKNOWN,
    message: 'evaluate call to endorser returned error: chaincode response 500, x is not a function',
    then: 'fault',
    tells: 'LEDGER_FAULT',
  },
  {
    when: 'the own peer is down',
    code: grpc.UNAVAILABLE,
    message: 'No connection established. Last error: connect ECONNREFUSED 127.0.0.1:8603',
    then: 'connection',
    tells: 'LEDGER_UNAVAILABLE',
  },
  {
    when: 'too few peers are there',
    code: grpc.FAILED_PRECONDITION,
    message: 'no combination of peers can be derived which satisfy the endorsement policy',
    then: 'unavailable',
    tells: 'LEDGER_UNAVAILABLE',
  },
  {
    when: 'the own chaincode is down',
    code: grpc.ABORTED,
    message: 'failed to endorse transaction, see attached details for more info',
    details: ['error in simulation: failed to execute transaction: could not launch chaincode supply_1'],
    then: 'unavailable',
    tells: 'LEDGER_UNAVAILABLE',
  },
  {
    when: 'a holder of private data has just died, which the endorser does not know yet',
    code: grpc.ABORTED,
    message: 'failed to endorse transaction, see attached details for more info',
    details: [
      'error in simulation: failed to distribute private collection, txID 4f, channel care: Failed disseminating 1 out of 2 private dissemination plans',
    ],
    then: 'unavailable',
    tells: 'LEDGER_UNAVAILABLE',
  },
  {
    when: 'another member’s peer has not received private data yet',
    code: grpc.ABORTED,
    message: 'failed to collect enough transaction endorsements, see attached details for more info',
    details: ['chaincode response 500, PRIVATE_DATA_PENDING: not yet'],
    then: 'unavailable',
    tells: 'PRIVATE_DATA_PENDING',
  },
  {
    when: 'the own peer has not received private data yet, and its contract says so in Fabric’s words',
    code: grpc.UNKNOWN,
    message:
      'evaluate call to endorser returned error: chaincode response 500, GET_STATE failed: private data matching public hash version is not available. Public hash version = {BlockNum: 9, TxNum: 0}, Private data version = nil',
    then: 'unavailable',
    tells: 'LEDGER_UNAVAILABLE',
  },
  {
    when: 'the peer’s limit is reached',
    code: grpc.UNKNOWN,
    message: 'too many requests for /gateway.Gateway, exceeding concurrency limit (500)',
    then: 'busy',
    tells: 'LEDGER_BUSY',
  },
  {
    when: 'no endorsement came in time',
    code: grpc.DEADLINE_EXCEEDED,
    message: 'endorsement timeout expired while collecting endorsements',
    then: 'deadline',
    tells: 'LEDGER_UNAVAILABLE',
  },
  {
    when: 'the certificate is revoked',
    code: grpc.ABORTED,
    message: 'failed to endorse transaction, see attached details for more info',
    details: ['error validating proposal: access denied: channel [supply] creator org [PharmacyMSP]'],
    then: 'certificate',
    tells: 'CERTIFICATE_REFUSED',
  },
  {
    when: 'the certificate has expired, which the own peer says without a response, hence as UNAVAILABLE',
    code: grpc.UNAVAILABLE,
    message: 'evaluate call to endorser returned error: proposal client identity expired',
    then: 'certificate',
    tells: 'CERTIFICATE_REFUSED',
  },
  {
    when: 'the proposal is too old, which the own peer says as UNAVAILABLE too',
    code: grpc.UNAVAILABLE,
    message: 'request unauthorized due to incorrect timestamp 2026-11-21T09:00:00Z, peer time 2026-11-21T09:10:00Z',
    then: 'outside-window',
    tells: 'LEDGER_UNAVAILABLE',
  },
  {
    when: 'the transaction stands already',
    code: grpc.ABORTED,
    message: 'failed to endorse transaction, see attached details for more info',
    details: ['duplicate transaction found [4f]. Creator [0a]'],
    then: 'duplicate',
    tells: 'LEDGER_FAULT',
  },
];

function gatewayError({ code, message, details = [] }: Row): GatewayError {
  return new GatewayError({
    code,
    message: `${code} ${grpc[code]}: ${message}`,
    details: details.map((text, index): ErrorDetail => ({
      mspId: `Org${index}MSP`,
      address: `peer${index}`,
      message: text,
    })),
    cause: Object.assign(new Error(message), { code, details: message, metadata: new Metadata() }),
  });
}

describe('a failure of the ledger', () => {
  it.each(ROWS)('when $when is $then', (row) => {
    const failure = decodeFailure(gatewayError(row));
    expect(failure.kind).toBe(row.then);
    expect(failure.error.code).toBe(row.tells);
  });

  it('names the members whose peers answered', () => {
    const [, , differing] = ROWS;
    expect(decodeFailure(gatewayError(differing!)).mspIds).toEqual(['Org0MSP', 'Org1MSP']);
  });

  it('keeps its cause for the log, and out of what a caller reads', () => {
    const { error } = decodeFailure(gatewayError(ROWS[5]!));
    expect(error.message).not.toContain('x is not a function');
    expect(error.cause).toBeInstanceOf(GatewayError);
  });

  it('is a fault when it is no error of the gateway at all', () => {
    expect(decodeFailure(new TypeError('boom'))).toMatchObject({ kind: 'fault', error: { code: 'LEDGER_FAULT' } });
  });
});
