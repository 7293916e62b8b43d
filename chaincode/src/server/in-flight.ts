/** Counts the transactions that run, so that a stopping process can let them end. */
import type { ChaincodeInterface, ChaincodeResponse, ChaincodeStub } from 'fabric-shim';

/** A chaincode that knows how many of its transactions are running. */
export class CountedChaincode implements ChaincodeInterface {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly chaincode: ChaincodeInterface) {}

  async Init(stub: ChaincodeStub): Promise<ChaincodeResponse> {
    return this.count(() => this.chaincode.Init(stub));
  }

  async Invoke(stub: ChaincodeStub): Promise<ChaincodeResponse> {
    return this.count(() => this.chaincode.Invoke(stub));
  }

  /** Resolves as soon as no transaction runs. */
  async idle(): Promise<void> {
    if (this.running === 0) return;
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private async count(run: () => Promise<ChaincodeResponse>): Promise<ChaincodeResponse> {
    this.running += 1;
    try {
      return await run();
    } finally {
      this.running -= 1;
      if (this.running === 0)
        this.waiting.splice(0).forEach((resolve) => {
          resolve();
        });
    }
  }
}
