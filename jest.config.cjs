// Jest's settings: "unit" needs nothing but Node; "network" (*.network.test.ts) drives a running Fabric network;
// "conformance" (*.conformance.test.ts) compares with other implementations, which it installs.
const swc = [
  '@swc/jest',
  {
    configFile: false,
    swcrc: false,
    sourceMaps: 'inline',
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      keepClassNames: true,
    },
    module: { type: 'commonjs' },
  },
];

const common = {
  rootDir: __dirname,
  roots: ['domain', 'fabric-ca', 'chaincode', 'network', 'gateway-api', 'issuer', 'client', 'scripts', 'test'].map(
    (folder) => `<rootDir>/${folder}`,
  ),
  testEnvironment: 'node',
  // Tests run on the sources of every package, so that no build comes first.
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'require', 'default'] },
  transform: { '\\.[cm]?[jt]s$': swc },
  transformIgnorePatterns: [
    '/node_modules/(?!(canonicalize|@noble|listr2|@listr2|jose|oidc-provider|openid-client|oauth4webapi)/)',
    // What this project compiled; many packages keep their ES modules in a folder of that name.
    '^(?!.*/node_modules/).*/dist/',
  ],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/\\.theriac/'],
  modulePathIgnorePatterns: ['/dist/', '/\\.theriac/'],
};

module.exports = {
  // Databases, certificates and signatures take their time on a busy machine; a hang is still found.
  testTimeout: 30_000,
  testSequencer: './scripts/checks/longest-first.cjs',
  // Counters in the two packages that are judged cost a tenth of V8's, which it keeps for every script of every test.
  coverageProvider: 'babel',
  collectCoverageFrom: ['{domain,chaincode}/src/**/*.ts', '!**/fixtures/**'],
  // What decides about people's medicine is tested to its branches; contracts to their lines.
  coverageThreshold: { './domain/src/': { branches: 95 }, './chaincode/src/': { lines: 95 } },
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['**/*.test.ts'],
      testPathIgnorePatterns: [...common.testPathIgnorePatterns, '\\.(network|conformance)\\.test\\.ts$'],
    },
    { ...common, displayName: 'network', testMatch: ['**/*.network.test.ts'] },
    { ...common, displayName: 'conformance', testMatch: ['**/*.conformance.test.ts'] },
  ],
};
