// Lets a child process of a test run TypeScript sources as jest does: node --conditions=source -r THIS script.ts
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');
const jestConfig = require('../../jest.config.cjs');

const [[, options]] = Object.values(jestConfig.projects[0].transform);

require.extensions['.ts'] = (module, filename) => {
  module._compile(transformSync(readFileSync(filename, 'utf8'), { ...options, filename }).code, filename);
};
