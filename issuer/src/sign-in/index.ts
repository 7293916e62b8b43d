/** Signing in from programs: people, machines, and tokens that are renewed. */
export { PeopleTokens } from './people-tokens';
export { SignInError, type SignInFailure } from './sign-in-error';
export { signIn, type SignIn } from './sign-in';
export { signInMachine, type MachineSignIn } from './sign-in-machine';
export { type SignedIn } from './signed-in';
export { TokenSource } from './token-source';
