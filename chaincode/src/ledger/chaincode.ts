/**
 * Routes a proposal to its contract. It stands in for fabric-shim's ChaincodeFromContract, which is as fast (measured)
 * but answers unknown names and wrong arguments in words outside our vocabulary, hands an unknown error's message to the
 * client and the log, and opens a system contract that no permission row knows.
 */
import { LedgerError } from '@theriac/domain/ledger';
import { type ChaincodeInterface, type ChaincodeResponse, type ChaincodeStub, newLogger, Shim } from 'fabric-shim';
import { checkDeclarations, transactionsOf } from './declared-transactions';
import type { Deployment } from './deployment';
import type { TheriacContext } from './theriac-context';
import type { ContractClass, TheriacContract } from './theriac-contract';

type Transaction = (context: TheriacContext, json: string) => Promise<string>;

/** A transaction of a contract, found by its full name. */
interface Route {
  readonly contract: TheriacContract;
  readonly transaction: string;
  readonly run: Transaction;
}

/** The chaincode: every contract of the package, behind one table of transactions. */
export class TheriacChaincode implements ChaincodeInterface {
  private readonly routes: ReadonlyMap<string, Route>;
  private readonly logger = newLogger('theriac');

  /** @throws Error when transactions, permission rows and consortium do not name one another */
  constructor(
    contractClasses: readonly ContractClass[],
    private readonly deployment: Deployment,
  ) {
    const contracts = contractClasses.map((contractClass) => new contractClass());
    checkDeclarations(contracts, deployment.permissions, deployment.consortium);
    this.routes = new Map(contracts.flatMap((contract) => routesOf(contract)));
  }

  /** Fabric asks this only of a definition that requires initialisation; ours does not. */
  async Init(stub: ChaincodeStub): Promise<ChaincodeResponse> {
    return this.Invoke(stub);
  }

  async Invoke(stub: ChaincodeStub): Promise<ChaincodeResponse> {
    const [name = '', ...args] = stub.getStringArgs();
    try {
      return Shim.success(Buffer.from(await this.run(stub, name, args)));
    } catch (error) {
      if (error instanceof LedgerError) return Shim.error(error.message);
      return Shim.error(this.fault(name, error).message);
    }
  }

  private async run(stub: ChaincodeStub, name: string, args: readonly string[]): Promise<string> {
    const route = this.routes.get(name);
    if (route === undefined) throw new LedgerError('UNKNOWN_TRANSACTION', 'no transaction has this name');
    if (args.length > 1) throw new LedgerError('INVALID_INPUT', '(body): must be one JSON text');
    const context = route.contract.createContext();
    const { deployment } = this;
    context.begin({ stub, deployment, contract: route.contract.getName(), transaction: route.transaction });
    const answer = await route.run.call(route.contract, context, args[0] ?? '{}');
    if (!context.isAuthorised) throw new Error('the transaction never asked who may send it');
    return answer;
  }

  /** What is no refusal: the client learns that it happened, the log where; neither learns a value. */
  private fault(name: string, error: unknown): LedgerError {
    const where = error instanceof Error ? framesOf(error) : '';
    this.logger.error(`${name} failed: ${error instanceof Error ? error.name : typeof error} ${where}`);
    return new LedgerError('INTERNAL_FAULT', `${name} failed; the log of the endorser's chaincode says where`);
  }
}

function routesOf(contract: TheriacContract): [string, Route][] {
  return transactionsOf(contract).map((transaction) => {
    const run = Reflect.get(contract, transaction) as Transaction;
    return [`${contract.getName()}:${transaction}`, { contract, transaction, run }];
  });
}

/** The stack without its first line, the message. */
function framesOf(error: Error): string {
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? [];
  return frames
    .slice(0, 5)
    .map((line) => line.trim())
    .join(' ');
}
