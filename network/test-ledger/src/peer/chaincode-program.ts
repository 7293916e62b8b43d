/** What a chaincode is to the ledger: anything with the shim's Init and Invoke, contracts among it. */
import './quiet-shim';
import { JSONSerializer } from 'fabric-contract-api';
import type { ChaincodeInterface } from 'fabric-shim';
// @ts-expect-error fabric-shim declares no types for what its own launcher uses to run contracts
import ChaincodeFromContract from 'fabric-shim/lib/contract-spi/chaincodefromcontract';

/** A contract class, unmodified. */
export type ContractClass = new () => object;

const FromContract = ChaincodeFromContract as new (
  contracts: ContractClass[],
  serializers: object,
  metadata: object,
  title: string,
  version: string,
) => ChaincodeInterface;

/** Makes a chaincode of contract classes, as fabric-shim's launcher does. */
export function chaincodeOf(...contracts: readonly ContractClass[]): ChaincodeInterface {
  const serializers = { transaction: 'jsonSerializer', serializers: { jsonSerializer: JSONSerializer } };
  return new FromContract([...contracts], serializers, {}, 'test-ledger', '1');
}
