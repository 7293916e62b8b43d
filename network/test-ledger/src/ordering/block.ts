/** Blocks: hashed, linked and serialised as Fabric's. */
import { common } from '@hyperledger/fabric-protos';
import { createHash } from 'node:crypto';
import type { Validated } from '../commit/validate-block';
import { CODE } from '../errors';
import { integer, octets, sequence } from '../identity/signature';
import type { BlockTransaction, LedgerBlock, PrivateWrite } from '../ledger.types';
import type { RuleBook } from '../rules';
import type { HashedReadWriteSet } from '../state/hashed-read-write-set';

const { TRANSACTIONS_FILTER } = common.BlockMetadataIndex;
const METADATA_SLOTS = 5;

/** What a block is made of. */
export interface BlockParts {
  readonly channel: string;
  readonly number: bigint;
  readonly previousHash: Uint8Array;
  /** Serialised `common.Envelope`s. */
  readonly envelopes: readonly Uint8Array[];
  readonly transactions: readonly BlockTransaction[];
}

/** Puts a block together. */
export function blockOf({ channel, number, previousHash, envelopes, transactions }: BlockParts): LedgerBlock {
  const dataHash = createHash('sha256').update(Buffer.concat(envelopes)).digest();
  const header = new common.BlockHeader();
  header.setNumber(Number(number));
  header.setPreviousHash(previousHash);
  header.setDataHash(dataHash);
  const data = new common.BlockData();
  data.setDataList([...envelopes]);
  const metadata = new common.BlockMetadata();
  const filter = Uint8Array.from(transactions, ({ validationCode }) => validationCode);
  metadata.setMetadataList(
    Array.from({ length: METADATA_SLOTS }, (_, slot) => (slot === TRANSACTIONS_FILTER ? filter : new Uint8Array())),
  );
  const block = new common.Block();
  block.setHeader(header);
  block.setData(data);
  block.setMetadata(metadata);
  return {
    channel,
    number,
    previousHash,
    dataHash,
    hash: headerHash(number, previousHash, dataHash),
    transactions,
    bytes: block.serializeBinary(),
  };
}

/** What listeners learn of a transaction. */
export function blockTransaction({ envelope, set, code }: Validated, mspId: string, rules: RuleBook): BlockTransaction {
  const isValid = code === CODE.valid;
  return {
    transactionId: envelope.transactionId,
    validationCode: code,
    creatorMspId: mspId,
    timestamp: envelope.timestamp,
    writes: isValid
      ? set.writes.map(({ key, value }) => ({ key, value: value?.length === 0 ? undefined : value }))
      : [],
    privateWrites: isValid ? set.collections.flatMap(hashedWrites) : [],
    event: isValid || !rules.applies('events-of-valid-transactions-only') ? envelope.event : undefined,
  };
}

function hashedWrites({ collection, writes }: HashedReadWriteSet): PrivateWrite[] {
  return writes.map(({ key, value, isPurge }) => ({
    collection,
    keyHash: key,
    valueHash: value === undefined ? undefined : Buffer.from(value).toString('hex'),
    isPurge,
  }));
}

/** SHA-256 over the header's DER: number, previous hash, data hash (Fabric's protoutil.BlockHeaderHash). */
export function headerHash(number: bigint, previousHash: Uint8Array, dataHash: Uint8Array): Uint8Array {
  return createHash('sha256')
    .update(sequence(integer(number), octets(previousHash), octets(dataHash)))
    .digest();
}
