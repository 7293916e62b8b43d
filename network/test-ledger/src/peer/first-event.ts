/** What the ledger would be without the rule `last-event-wins`, which the shim itself keeps. */
import type { ChaincodeInterface } from 'fabric-shim';

type Stub = Parameters<ChaincodeInterface['Invoke']>[0];

/** The same chaincode, keeping a transaction's first event. */
export function keepingFirstEvent(chaincode: ChaincodeInterface): ChaincodeInterface {
  return {
    Init: (stub) => chaincode.Init(stub),
    Invoke: (stub) => chaincode.Invoke(withFirstEvent(stub)),
  };
}

function withFirstEvent(stub: Stub): Stub {
  const setEvent = stub.setEvent.bind(stub);
  let isSet = false;
  stub.setEvent = (name, payload) => {
    if (!isSet) setEvent(name, payload);
    isSet = true;
  };
  return stub;
}
