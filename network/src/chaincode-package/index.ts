/** One identical package for every member, and each peer's way from it to its own chaincode server. */
export * from './chaincode-package';
export * from './chaincode-sources';
export * from './external-builder';
export * from './package-archive';
export * from './unpack-chaincode';
