/** The domain's decision with a mistake: compiled in memory beside the untouched sources, which stay as they are. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { compileFunction } from 'node:vm';
import * as consortium from '@theriac/domain/consortium';
import * as gs1 from '@theriac/domain/gs1';
import * as ledger from '@theriac/domain/ledger';
import ts from 'typescript';
import * as zod from 'zod';
import type { Decision } from '../decision';
import { findMutations, type Mutation } from './find-mutations';

const SOURCES = join(__dirname, '../../../domain/src');

/** What the decision stands on, and what is not mutated. */
const GIVEN: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['zod', zod],
  ['consortium', consortium],
  ['gs1', gs1],
  ['ledger', ledger],
]);

/** Where the decision is made, by file below `domain/src`; of some files only what decides, not what refuses. */
const DECIDING: ReadonlyMap<string, readonly string[] | undefined> = new Map([
  ['ehr/consent/match-provision.ts', undefined],
  ['ehr/consent/reader.rules.ts', undefined],
  ['ehr/consent/compile-consent.rules.ts', ['provisionOf', 'isBounded']],
  ['ehr/consent/fhir-provision.schema.ts', ['purposeCodingSchema']],
  ['ehr/consent/fhir-actor.schema.ts', ['roleOf']],
  ['ehr/fhir/fhir-time.ts', ['spanOf', 'momentOf', 'startOfNext']],
  ['ehr/fhir/period.schema.ts', ['periodOf', 'liesInside', 'overlap', 'startsBy']],
  ['ehr/item/labels.schema.ts', ['BROADER']],
]);

/** A mistake in one of the files of the decision. */
export interface Mutant extends Mutation {
  readonly file: string;
}

/** Every mistake in every file of the decision. */
export function findMutants(): Mutant[] {
  return [...DECIDING].flatMap(([file, within]) =>
    findMutations(file, readFileSync(join(SOURCES, file), 'utf8'), within).map((mutation) => ({
      ...mutation,
      name: `${basename(file)} ${mutation.name}`,
      file,
    })),
  );
}

/** A module that was run, and the files whose modules it imports. */
interface Loaded {
  readonly module: { readonly exports: object };
  readonly imports: Set<string>;
}

const ENTRY = 'ehr/consent/index.ts';

/** Loads the decision as the sources have it, and with any mistake: then anew only what the mistake can reach. */
export class DecisionLoader {
  readonly #untouched = new Map<string, Loaded>();
  /** The sources as they stand, compiled once. */
  readonly #codes = new Map<string, string>();
  readonly original = this.#load(ENTRY, this.#untouched) as Decision;

  /** The decision with a mistake. */
  mutated({ file, source }: Mutant): Decision {
    const kept = [...this.#untouched].filter(([name]) => !this.#reaches(name, file));
    return this.#load(ENTRY, new Map(kept), { file, source }) as Decision;
  }

  #reaches(from: string, file: string): boolean {
    return from === file || [...this.#untouched.get(from)!.imports].some((name) => this.#reaches(name, file));
  }

  #load(
    file: string,
    loaded: Map<string, Loaded>,
    changed?: { readonly file: string; readonly source: string },
  ): object {
    const known = loaded.get(file);
    if (known !== undefined) return known.module.exports;
    const one: Loaded = { module: { exports: {} }, imports: new Set() };
    loaded.set(file, one);
    const importOf = (wanted: string): unknown => {
      const name = nameOf(file, wanted);
      if (GIVEN.has(name)) return GIVEN.get(name);
      const imported = fileOf(name);
      one.imports.add(imported);
      return this.#load(imported, loaded, changed);
    };
    const code = changed?.file === file ? compile(changed.source) : this.#codeOf(file);
    const run = compileFunction(code, ['exports', 'require', 'module']) as (...given: unknown[]) => void;
    run(one.module.exports, importOf, one.module);
    return one.module.exports;
  }

  #codeOf(file: string): string {
    const code = this.#codes.get(file) ?? compile(readFileSync(join(SOURCES, file), 'utf8'));
    this.#codes.set(file, code);
    return code;
  }
}

function compile(source: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.CommonJS };
  return ts.transpileModule(source, { compilerOptions }).outputText;
}

/** A module as the sources name it from their root: `zod`, `ledger`, `ehr/item`. */
function nameOf(from: string, wanted: string): string {
  return wanted.startsWith('.') ? relative(SOURCES, join(SOURCES, dirname(from), wanted)) : wanted;
}

function fileOf(name: string): string {
  return existsSync(join(SOURCES, `${name}.ts`)) ? `${name}.ts` : `${name}/index.ts`;
}
