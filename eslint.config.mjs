// Lint rules: strict and type-aware everywhere; determinism fenced in for the ledger's own code.
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

const LEDGER_CODE = ['domain/src/**/*.ts', 'chaincode/src/**/*.ts'];
const TESTS = ['**/*.test.ts', 'test/**/*.ts', '**/fixtures/**/*.ts'];

/** What differs between two endorsers, each with the reason that a reader of the finding needs. */
const NON_DETERMINISTIC_GLOBALS = [
  ['process', 'environment differs between endorsers'],
  ['setTimeout', 'a contract has no clock'],
  ['setInterval', 'a contract has no clock'],
  ['setImmediate', 'a contract has no clock'],
  ['performance', 'a contract has no clock: take the transaction timestamp'],
  ['fetch', 'a contract does no I/O'],
  ['crypto', 'a contract draws no random numbers; digests come from the Digest port'],
  ['Intl', 'locale data differ between machines'],
  ['console', 'logs of a contract may hold what must stay private'],
].map(([name, message]) => ({ name, message }));

const NON_DETERMINISTIC_SYNTAX = [
  ['NewExpression[callee.name="Date"][arguments.length=0]', 'a contract has no clock: take the transaction timestamp'],
  [
    'MemberExpression[object.name="Date"][property.name="now"]',
    'a contract has no clock: take the transaction timestamp',
  ],
  ['MemberExpression[object.name="Math"][property.name="random"]', 'ids derive from the transaction or the caller'],
  [
    'CallExpression[callee.property.name=/^(toLocale.*|localeCompare)$/]',
    'locale data differ between machines: compare by code point',
  ],
  ['NewExpression[callee.name="WeakRef"]', 'garbage collection is not deterministic'],
].map(([selector, message]) => ({ selector, message }));

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      'coverage/**',
      '.theriac/**',
      '**/*.cjs',
      '**/*.mjs',
      'gateway-api/drizzle.config.ts',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver-next': [
        createTypeScriptImportResolver({
          conditionNames: ['source', 'types', 'require', 'node', 'default'],
          project: ['*/tsconfig.json', 'network/test-ledger/tsconfig.json'],
          noWarnOnMultipleProjects: true,
        }),
        createNodeResolver(),
      ],
    },
    rules: {
      'import-x/no-cycle': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // swc writes no design:type for it, so the contract's metadata would be wrong.
      'no-restricted-syntax': [
        'error',
        {
          selector: 'PropertyDefinition[decorators.length>0]:not([typeAnnotation])',
          message: 'annotate a decorated property',
        },
      ],
      complexity: ['error', 12],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: LEDGER_CODE,
    ignores: [...TESTS, 'chaincode/src/main.ts', 'chaincode/src/server/**'],
    rules: {
      'no-restricted-globals': ['error', ...NON_DETERMINISTIC_GLOBALS],
      'no-restricted-syntax': [
        'error',
        ...NON_DETERMINISTIC_SYNTAX,
        {
          selector: 'PropertyDefinition[decorators.length>0]:not([typeAnnotation])',
          message: 'annotate a decorated property',
        },
      ],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex:
                '^(node:)?(fs|net|http|https|http2|dgram|dns|tls|child_process|cluster|os|worker_threads|timers|perf_hooks|v8|vm|process)(/.*)?$',
              message: 'a contract does no I/O and reads no environment',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['domain/src/**/*.ts'],
    ignores: TESTS,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [{ regex: '^(?!\\.|zod$|canonicalize$)', message: 'the domain imports zod and canonicalize only' }],
        },
      ],
    },
  },
  {
    files: TESTS,
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      complexity: 'off',
    },
  },
  { files: ['scripts/**/*.ts'], rules: { 'no-console': 'off' } },
);
