/** Revokes a person or a machine, after asking, and says how it goes. */
import { REVOCATION_REASONS, type RevocationReason } from '@theriac/fabric-ca';
import {
  askOnTerminal,
  requireRunning,
  restartPeersAround,
  revoke,
  subjectOf,
  type NamedSubject,
  type NetworkPlace,
  type RevocationSubject,
} from '@theriac/network';
import { textOption, type CommandLine } from '../network/run-command';
import { organisationsOf } from './organisations';

/** Revokes whom the command line names; the exit code is 1 when the answer to the question is no. */
export async function revokeSomebody(place: NetworkPlace, names: readonly string[], line: CommandLine): Promise<void> {
  const subject = subjectOf(place, namedBy(place, names, line));
  const reason = reasonOf(textOption(line, 'reason'));
  const certificatesOnly = line.values['certificates-only'] === true;
  requireRunning(place);
  const forGood = !subject.isMachine && !certificatesOnly;
  if (line.values.yes !== true && !(await askOnTerminal(questionOf(subject, forGood)))) {
    console.log('nothing was revoked');
    process.exitCode = 1;
    return;
  }
  const began = performance.now();
  const seconds = (): string => ((performance.now() - began) / 1000).toFixed(1);
  const report = (text: string): void => {
    console.log(text);
  };
  await revoke(place, subject, { reason, certificatesOnly, report });
  console.log(`done after ${seconds()} s: every peer named above refuses what was revoked`);
  if (line.values['restart-peers'] === true) {
    await restartPeersAround(place, subject.organisation, (peer, milliseconds) => {
      console.log(`${peer} was restarted, and serves again after ${(milliseconds / 1000).toFixed(1)} s`);
    });
  }
  if (subject.isMachine) console.log(hintFor(subject));
}

function namedBy(place: NetworkPlace, [name, ...more]: readonly string[], line: CommandLine): NamedSubject {
  const { id } = line.values;
  if (typeof id === 'string') {
    const [organisation, ...others] = organisationsOf(place, line);
    if (name !== undefined || organisation === undefined || others.length > 0) {
      throw new Error('a random name wants its --organisation, and no NAME beside it');
    }
    return { organisation, id };
  }
  if (name === undefined || more.length > 0) throw new Error('name one person or one machine');
  return { name };
}

/** Words are known whatever their case. */
function reasonOf(word: string): RevocationReason {
  const reason = REVOCATION_REASONS.find((known) => known.toLowerCase() === word.toLowerCase());
  if (reason === undefined) throw new Error(`a reason is one of ${REVOCATION_REASONS.join(', ')}`);
  return reason;
}

function questionOf({ organisation, id }: RevocationSubject, forGood: boolean): string {
  return forGood
    ? `Revoke ${id} of ${organisation} for good? They never get a certificate under this name again.`
    : `Revoke every certificate that ${id} of ${organisation} has?`;
}

function hintFor({ organisation, id }: RevocationSubject): string {
  const rest = 'TLS looks at no revocation list: the TLS certificate that was stolen with it still opens connections';
  return id === `admin-${organisation}`
    ? `${id} goes on with the new certificate that it was given. ${rest}.`
    : `${id} works again once it has new certificates: npm run certificates -- renew ${id}. ${rest}.`;
}
