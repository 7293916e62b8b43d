/** npm run token: prints an access token of a demo person or machine, for curl and scripts. */
import { placeOf } from './network/local-network';
import { NETWORK_OPTION, runCommandLine, textOption } from './network/run-command';
import { tokenFor } from './network/token-for';

const HELP = {
  usage: 'npm run --silent token -- NAME [--site GLN] [--scope SCOPES] [--at ORGANISATION] [--network NAME]',
  lines: [
    'Signs a demo person or machine in at the running network, and prints their access token and nothing else:',
    '  curl -H "Authorization: Bearer $(npm run --silent token -- pharmacist)" http://localhost:8103/v1/me',
    'A name that nobody has brings the list of names.',
    '  --site GLN       the session’s site, for one who works at several; the usual one without it',
    '  --scope SCOPES   such as "ledger:read"; without it all that a gateway knows',
    '  --at ORGANISATION   for a patient or guardian: the token is for that provider’s gateway, not for their own',
  ],
};

const OPTIONS = {
  ...NETWORK_OPTION,
  site: { type: 'string' },
  scope: { type: 'string' },
  at: { type: 'string' },
} as const;

void runCommandLine(HELP, OPTIONS, async (line) => {
  const [name] = line.positionals;
  const optional = (option: string): string | undefined =>
    line.values[option] === undefined ? undefined : textOption(line, option);
  const place = placeOf(textOption(line, 'network'));
  const wish = { site: optional('site'), scope: optional('scope'), at: optional('at') };
  const signedIn = await tokenFor(place, name ?? '', wish);
  console.log(signedIn.accessToken);
});
