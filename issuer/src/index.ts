/** The development issuer as programs see it: signing in at it. The issuer itself is a process, `src/main.ts`. */
export * from './sign-in';
