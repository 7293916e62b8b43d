import { setImmediate } from 'node:timers/promises';
import { type ChaincodeInterface, type ChaincodeResponse, ChaincodeStub, Shim } from 'fabric-shim';
import { CountedChaincode } from './in-flight';

const stub = Object.create(ChaincodeStub.prototype) as ChaincodeStub;

/** A chaincode whose transactions end when the test says so. */
class HeldChaincode implements ChaincodeInterface {
  readonly endings: ((response: ChaincodeResponse) => void)[] = [];

  Init(): Promise<ChaincodeResponse> {
    return this.Invoke();
  }

  Invoke(): Promise<ChaincodeResponse> {
    return new Promise((resolve) => this.endings.push(resolve));
  }
}

describe('transactions in flight', () => {
  it('hold the goodbye until the last has ended', async () => {
    const held = new HeldChaincode();
    const counted = new CountedChaincode(held);
    let isIdle = false;
    const running = [counted.Invoke(stub), counted.Init(stub)];
    const idle = counted.idle().then(() => (isIdle = true));
    const [endFirst, endSecond] = held.endings;
    endFirst?.(Shim.success());
    await running[0];
    await setImmediate();
    expect(isIdle).toBe(false);
    endSecond?.(Shim.success());
    await Promise.all([...running, idle]);
    expect(isIdle).toBe(true);
  });

  it('are none at first, and none after one that fails', async () => {
    const fails = { Init: () => Promise.reject(new Error('no')), Invoke: () => Promise.reject(new Error('no')) };
    const counted = new CountedChaincode(fails);
    await counted.idle();
    await expect(counted.Invoke(stub)).rejects.toThrow('no');
    await counted.idle();
  });
});
