/**
 * A gateway whose caller is always the same: composed by the benchmark alone, as what requests with tokens are measured
 * against. Its caller and certificate are made once, of the token in THERIAC_BENCH_TOKEN.
 */
import { SCOPES, type Scope } from '@theriac/domain/access';
import { composeGateway, loadConsortium, openLog, type OpenSignIn, openSignIn, readConfig } from '@theriac/gateway-api';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const real = openSignIn(config, loadConsortium(config.consortiumFile, config.organisation));
  const authorization = `Bearer ${process.env.THERIAC_BENCH_TOKEN ?? ''}`;
  const { caller, signIn } = await real.callers.identify({ authorization });
  await signIn();
  const identity = await real.identities.identityOf(caller);
  const { machine, machineIdentity } = real;
  const fixed: OpenSignIn = () => ({
    ...{ machine, machineIdentity, enrolment: real.enrolment, sessions: real.sessions },
    close: () => {
      real.close();
    },
    callers: {
      scheme: { type: 'apiKey' },
      identify: () =>
        Promise.resolve({
          caller,
          scopes: new Set(Object.keys(SCOPES) as Scope[]),
          signIn: () => Promise.resolve(),
        }),
    },
    identities: {
      identityOf: ({ person }) => Promise.resolve(person === machine.person ? machineIdentity : identity),
    },
  });
  const gateway = composeGateway(config, openLog('silent', config.organisation), undefined, fixed);
  process.once('SIGTERM', () => {
    gateway.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
  await gateway.start();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
