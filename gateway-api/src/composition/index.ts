/** How a gateway is put together. */
export * from './compose-gateway';
export * from './gateway';
export * from './ledger-side';
export { type OpenSignIn, openSignIn } from './identities';
