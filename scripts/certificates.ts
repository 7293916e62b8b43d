/** npm run certificates: shows every certificate with its expiry, revokes people and machines, renews machines. */
import { REVOCATION_REASONS } from '@theriac/fabric-ca';
import { listCertificates } from './certificates/list';
import { renewMachines } from './certificates/renew';
import { revokeSomebody } from './certificates/revoke';
import { placeOf } from './network/local-network';
import { NETWORK_OPTION, runCommandLine, textOption, type Options } from './network/run-command';

const HELP = {
  usage: 'npm run certificates -- [revoke NAME | renew [NAME...]] [--organisation NAME] [--network NAME]',
  lines: [
    'Without a command: every certificate of the organisations’ machines and authorities, when it expires, and its',
    'state. Exit code 1 when one is expired, revoked, or expires within 30 days. People’s last an hour and are in no file.',
    '  --json                print them as JSON',
    '  --organisation NAME   of this organisation only',
    '',
    'revoke NAME             a demo person (pharmacist) or a machine (gateway-pharmacy); the network must run',
    '  --id NAME             instead of NAME, with --organisation: a random name as certificates and logs show it',
    `  --reason WORD         ${REVOCATION_REASONS.join(', ')}; keyCompromise without it`,
    '  --certificates-only   a person loses the certificates that they have, and may sign in for another',
    '  --restart-peers       afterwards, so that streams of chaincode events end that were open before',
    '  --yes                 do not ask',
    'A person who is revoked never gets a certificate under that name again: nothing reinstates them. A machine loses the',
    'certificates that it has; renew gives it new ones. Run again after an interruption, it finishes what is left.',
    '',
    'renew [NAME...]         machines (peer-pharmacy, ca-pharmacy for its listener) or kinds of them (gateway); without a',
    '                        NAME those that want it. New certificates are issued, and each machine is restarted in turn.',
    'Orderers keep their identity and the key of their TLS certificate: channels name both. Roots are listed only.',
  ],
};

const OPTIONS = {
  ...NETWORK_OPTION,
  organisation: { type: 'string' },
  json: { type: 'boolean' },
  id: { type: 'string' },
  reason: { type: 'string', default: 'keyCompromise' },
  'certificates-only': { type: 'boolean' },
  'restart-peers': { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
} as const satisfies Options;

void runCommandLine(HELP, OPTIONS, async (line) => {
  const place = placeOf(textOption(line, 'network'));
  const [command, ...names] = line.positionals;
  switch (command) {
    case undefined:
      listCertificates(place, line);
      return;
    case 'revoke':
      await revokeSomebody(place, names, line);
      return;
    case 'renew':
      await renewMachines(place, names, line);
      return;
    default:
      throw new Error(`there is no command '${command}'; usage: ${HELP.usage}`);
  }
});
