/** The configuration, or a file that it names, cannot be used. */

/** A wrong configuration: each line names a variable and the rule that it breaks, never its value. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`the configuration is wrong:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}
