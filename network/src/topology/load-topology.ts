/** Reads the topology file; a mistake in it stops the start with the field's name. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { crossReferenceProblems, type TopologyProblem } from './cross-references';
import { topologySchema, type Topology } from './topology.schema';

/** The consortium's own file, beside this package's sources. */
export const TOPOLOGY_FILE = join(__dirname, '..', '..', 'topology.yaml');

/** The topology contradicts its schema or itself; each problem names its field. */
export class TopologyError extends Error {
  constructor(
    file: string,
    readonly problems: readonly TopologyProblem[],
  ) {
    super(`${file}:\n${problems.map(({ field, problem }) => `  ${field}: ${problem}`).join('\n')}`);
    this.name = 'TopologyError';
  }
}

/**
 * The topology in a file.
 * @throws {TopologyError} naming every wrong field.
 */
export function loadTopology(file: string = TOPOLOGY_FILE): Topology {
  return parseTopology(readFileSync(file, 'utf8'), file);
}

/**
 * The topology in a YAML text; `file` only names it in messages.
 * @throws {TopologyError} naming every wrong field.
 */
export function parseTopology(text: string, file = 'topology'): Topology {
  const parsed = topologySchema.safeParse(yamlIn(text, file));
  if (!parsed.success) {
    throw new TopologyError(
      file,
      parsed.error.issues.map((issue) => ({ field: fieldName(issue.path), problem: issue.message })),
    );
  }
  const problems = crossReferenceProblems(parsed.data);
  if (problems.length > 0) throw new TopologyError(file, problems);
  return parsed.data;
}

function yamlIn(text: string, file: string): unknown {
  try {
    return parseYaml(text);
  } catch (error) {
    throw new TopologyError(file, [{ field: '(file)', problem: (error as Error).message }]);
  }
}

function fieldName(path: readonly PropertyKey[]): string {
  if (path.length === 0) return '(file)';
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}
