/** The reference's chaincode: fabric-shim alone, reads keys, writes keys, and knows nothing of what they mean. */
import { readFileSync } from 'node:fs';
import { type ChaincodeInterface, type ChaincodeResponse, type ChaincodeStub, Shim } from 'fabric-shim';

class Reference implements ChaincodeInterface {
  Init(): Promise<ChaincodeResponse> {
    return Promise.resolve(Shim.success());
  }

  /** `read KEY...` answers the bytes of the last; `write VALUE KEY...` writes the value under each. */
  async Invoke(stub: ChaincodeStub): Promise<ChaincodeResponse> {
    const { fcn, params } = stub.getFunctionAndParameters();
    if (fcn === 'read') {
      let last: Uint8Array = new Uint8Array();
      for (const key of params) last = await stub.getState(key);
      return Shim.success(last);
    }
    if (fcn !== 'write') return Shim.error(new Error(`there is no ${fcn}`) as never);
    const [value = '', ...keys] = params;
    for (const key of keys) await stub.putState(key, Buffer.from(value));
    return Shim.success();
  }
}

const of = (name: string): string => process.env[name] ?? '';

void Shim.server(new Reference(), {
  ccid: of('CHAINCODE_ID'),
  address: of('CHAINCODE_SERVER_ADDRESS'),
  tlsProps: {
    key: readFileSync(of('CHAINCODE_TLS_KEY')),
    cert: readFileSync(of('CHAINCODE_TLS_CERT')),
    clientCACerts: readFileSync(of('CHAINCODE_TLS_CLIENT_CACERT')),
  },
}).start();
