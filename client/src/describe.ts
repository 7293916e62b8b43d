/** What is about to be signed, in lines for people. */
import { describeConsents } from './describe-consents';
import { hex } from './encoding';
import { readable } from './read-exactly';
import type { Readable, Shown, ShownChanges, ShownProposal, ShownTransaction, WrittenKey } from './shown';

/** Longer values are cut: a screen is for looking at, and the whole stands in the object. */
const LONGEST = 400;

/** Readable lines of what is about to be signed. */
export function describe(shown: Shown): string[] {
  if (shown.step === 'consents') return describeConsents(shown).map(printable);
  return shown.step === 'transaction' ? describeTransaction(shown) : describeProposal(shown);
}

function describeProposal(shown: ShownProposal): string[] {
  const asks = shown.step === 'evaluation' ? 'Ask (nothing is changed)' : 'Propose';
  return [
    `${asks}: ${shown.transaction} on channel ${shown.channel}, chaincode ${shown.chaincode}`,
    ...shown.arguments.map((argument, index) => `  argument ${index + 1}: ${write(argument)}`),
    ...shown.transient.map(({ name, value }) => `  for the endorsers alone: ${name}, ${writeTransient(value)}`),
    `  as ${shown.creator.mspId}, at ${shown.at.toISOString()}`,
    `  transaction ${shown.transactionId}`,
  ];
}

function describeTransaction({ proposal, endorsers, changes, event, result }: ShownTransaction): string[] {
  return [
    `Order: ${proposal.transaction} on channel ${proposal.channel}`,
    `  transaction ${proposal.transactionId}, as it was proposed`,
    `  endorsed by ${endorsers.join(', ')}`,
    ...changes.flatMap(describeChanges),
    ...(event === undefined ? [] : [`  everybody on the channel is told: ${event.name} ${write(event.payload)}`]),
    `  answer: ${write(result)}`,
  ];
}

function describeChanges({ chaincode, reads, ranges, writes, policies, collections }: ShownChanges): string[] {
  return [
    ...(reads.length + ranges.length === 0
      ? []
      : [`  read of ${chaincode}: ${reads.length} keys, ${ranges.length} ranges`]),
    ...writes.map(describeWrite),
    ...policies.map((key) => `  who may endorse changes is changed for ${writeKey(key)}`),
    ...collections.flatMap(({ collection, writes: hashed }) =>
      hashed.map(({ keyHash, valueHash, isPurge }) => {
        const becomes = isPurge ? 'is purged' : valueHash === undefined ? 'is deleted' : `becomes #${valueHash}`;
        return `  private, in ${collection}: #${keyHash} ${becomes}`;
      }),
    ),
  ];
}

function describeWrite({ key, value }: WrittenKey): string {
  return `  ${writeKey(key)} ${value === undefined ? 'is deleted' : `becomes ${write(value)}`}`;
}

/** A composite key as its parts. */
function writeKey(key: string): string {
  return key
    .split('\0')
    .filter((part) => part !== '')
    .map(printable)
    .join(' / ');
}

function write(readable: Readable): string {
  switch (readable.kind) {
    case 'json':
      return cut(JSON.stringify(readable.value));
    case 'text':
      return cut(JSON.stringify(readable.value));
    case 'bytes':
      return `${readable.value.length} bytes ${cut(hex(readable.value))}`;
  }
}

/** A private command is read as an argument is; a secret value is no text for a screen. */
function writeTransient(value: Uint8Array): string {
  const read = readable(value);
  return read.kind === 'bytes' ? `${value.length} bytes` : write(read);
}

function cut(text: string): string {
  const shown = printable(text);
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST)}… (${shown.length} characters)` : shown;
}

/** Text that could move what stands beside it, such as a change of the writing direction, is written by its number. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}
