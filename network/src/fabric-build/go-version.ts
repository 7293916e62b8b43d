/** Reads what `go version` says. */

/** A Go release. */
export interface GoVersion {
  /** Such as `go1.26.8`. */
  readonly name: string;
  readonly major: number;
  readonly minor: number;
}

/** The oldest Go that the pinned modules build with: their go.mod says so. */
export const OLDEST_GO = { major: 1, minor: 25 } as const;

/** The release in a line such as `go version go1.26.8 linux/amd64` or `go version devel go1.27-3fd2a8 linux/arm64`. */
export function parseGoVersion(line: string): GoVersion | undefined {
  const match = /^go version (?:devel )?(go(\d+)\.(\d+)\S*)/.exec(line);
  const [, name, major, minor] = match ?? [];
  if (name === undefined) return undefined;
  return { name, major: Number(major), minor: Number(minor) };
}

/** Whether a Go release is new enough. */
export function isRecentEnough(version: GoVersion): boolean {
  const { major, minor } = OLDEST_GO;
  return version.major > major || (version.major === major && version.minor >= minor);
}
