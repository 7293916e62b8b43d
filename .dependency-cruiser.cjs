// The one direction of dependencies, held as errors: domain <- fabric-ca <- network, gateway-api; domain <- chaincode,
// client, issuer; network knows no business.
const TESTS = '(\\.test\\.ts$|/fixtures/|^test/)';
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    forbid('no-cycles', 'modules that import one another cannot be read one at a time', {}, { circular: true }),
    forbid(
      'domain-is-pure',
      'the domain imports nothing of Theriac and no library but zod and canonicalize',
      { path: '^domain/src', pathNot: TESTS },
      { pathNot: '^domain/src|node_modules/(zod|canonicalize)/' },
    ),
    forbid(
      'chaincode-knows-the-domain-only',
      'contracts never see a gateway or the network',
      { path: '^chaincode/src', pathNot: TESTS },
      { path: '^(gateway-api|network|test|scripts)/' },
    ),
    forbid(
      'nothing-imports-chaincode',
      'only its tests and entry points do',
      { path: '^(domain|gateway-api|network|scripts)/', pathNot: TESTS },
      { path: '^chaincode/' },
    ),
    forbid(
      'gateway-knows-no-network',
      'a gateway is configured by its environment, never by the topology',
      { path: '^gateway-api/src', pathNot: TESTS },
      { path: '^(network|test|scripts)/' },
    ),
    forbid(
      'network-knows-no-business',
      'the network carries any contract',
      { path: '^network/src', pathNot: TESTS },
      { path: '^(gateway-api|chaincode|test|scripts)/|^domain/src/(supply|epcis|gs1)/' },
    ),
    forbid(
      'certificates-issuer-and-sdk-know-the-domain-only',
      'the CA client serves network and gateway, the SDK runs at the user, the issuer could be anybody’s',
      { path: '^(fabric-ca|issuer|client)/src', pathNot: TESTS },
      { path: '^(gateway-api|network|chaincode|test|scripts)/' },
    ),
    forbid(
      'the-sdk-runs-in-browsers',
      'no module of Node, and none of Fabric’s that speaks gRPC',
      { path: '^client/src' },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'the-sdk-imports-fabrics-messages-one-by-one',
      'their index brings gRPC, which browsers do not have',
      { path: '^client/src' },
      { path: '@grpc/|_grpc_pb|fabric-protos/lib/index|fabric-gateway/' },
    ),
    forbid(
      'nothing-imports-the-development-issuer',
      'it is a process that the product speaks to by OpenID Connect, as to any other',
      { path: '^(domain|fabric-ca|chaincode|network|gateway-api|client)/', pathNot: TESTS },
      { path: '^issuer/' },
    ),
    forbid(
      'a-gateway-is-no-enrolment-service',
      'only that process holds the registrar’s certificate; a gateway knows the questions that it answers',
      {
        path: '^gateway-api/src/',
        pathNot: TESTS + '|^gateway-api/src/(enrolment(/|-main)|config/configuration-page)',
      },
      { path: '^gateway-api/src/enrolment/', pathNot: '^gateway-api/src/enrolment/enrolment.schema' },
    ),
    forbid(
      'the-test-ledger-stands-alone',
      'it could be a package of its own, and the product never uses it',
      { path: '^network/test-ledger/src', pathNot: TESTS },
      { path: '^(domain|gateway-api|chaincode|network/src|test|scripts)/' },
    ),
    forbid(
      'the-product-never-uses-the-test-ledger',
      'it is a test tool',
      { pathNot: TESTS + '|^network/test-ledger/' },
      { path: '^network/test-ledger/' },
    ),
    forbid(
      'the-second-evaluator-shares-nothing',
      'it is written from the page alone; what it shared with the domain could be wrong in both',
      { path: '^test/consent/second-evaluator/' },
      { pathNot: '^test/consent/second-evaluator/' },
    ),
    forbid(
      'declared-dependencies-only',
      'each package declares what it imports',
      { pathNot: TESTS },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'undetermined'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: '(^|/)dist/',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
    },
    combinedDependencies: true,
  },
};
