/** Commands with private values: they come as transient data, which no block keeps, and leave no trace in a refusal. */
import { invalidInput, parsePrivateJson } from '@theriac/domain/ledger';
import type { ChaincodeStub } from 'fabric-shim';
import type { ZodType } from 'zod';

/** The one transient value of a private command. */
const COMMAND = 'command';

/** What is read of a transaction here. */
export type Sent = Pick<ChaincodeStub, 'getStringArgs' | 'getTransient'>;

/**
 * The private command of a transaction.
 *
 * @param schema without free keys (records), whose names a refusal would repeat
 * @throws LedgerError INVALID_INPUT when there is any argument, since blocks keep arguments; when the transient value
 * `command` is missing or is not alone; or with each field that breaks its rule, never with a value
 */
export function readPrivateCommand<T>(sent: Sent, schema: ZodType<T>): T {
  const [, ...args] = sent.getStringArgs();
  if (args.length > 0)
    throw invalidInput([{ field: '(body)', rule: 'must be sent as transient data alone: blocks keep arguments' }]);
  const values = sent.getTransient();
  const command = values.get(COMMAND);
  if (command === undefined) throw invalidInput([{ field: '(transient)', rule: `must hold the value ${COMMAND}` }]);
  if (values.size > 1) throw invalidInput([{ field: '(transient)', rule: `must hold no value but ${COMMAND}` }]);
  return parsePrivateJson(schema, textOf(command));
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw invalidInput([{ field: '(body)', rule: 'must be UTF-8' }]);
  }
}
