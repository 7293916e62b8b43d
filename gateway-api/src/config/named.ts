/** A file that cannot be used is told with the variable that names it. */
import { ConfigError } from './config-error';

/** @throws ConfigError instead of whatever reading threw */
export function named<T>(variable: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new ConfigError([`${variable}: ${error instanceof Error ? error.message : 'cannot be read'}`]);
  }
}
