/** The command that installs a missing tool, by platform. */

/** What a build may lack. */
export type MissingTool = 'go' | 'c-compiler';

/** The release that the advice installs; any from OLDEST_GO on will do. */
const GO_TO_INSTALL = '1.26.8';

const C_COMPILER_BY_PACKAGE_MANAGER: readonly (readonly [manager: string, command: string])[] = [
  ['apt-get', 'sudo apt-get update && sudo apt-get install -y gcc libc6-dev'],
  ['dnf', 'sudo dnf install -y gcc glibc-devel'],
  ['yum', 'sudo yum install -y gcc glibc-devel'],
  ['apk', 'sudo apk add gcc musl-dev'],
  ['pacman', 'sudo pacman -S --needed gcc'],
  ['zypper', 'sudo zypper install -y gcc glibc-devel'],
];

/** Where a distribution's own Go is recent enough; Debian's and Ubuntu's often is not, so they get Go's own archive. */
const GO_BY_PACKAGE_MANAGER: readonly (readonly [manager: string, command: string])[] = [
  ['apk', 'sudo apk add go'],
  ['pacman', 'sudo pacman -S --needed go'],
];

/**
 * The command to type.
 * @param platform - as `process.platform`.
 * @param architecture - as `process.arch`.
 * @param has - whether a command is on the PATH.
 */
export function installAdvice(
  tool: MissingTool,
  platform: string,
  architecture: string,
  has: (command: string) => boolean,
): string {
  if (platform === 'darwin') return tool === 'go' ? 'brew install go' : 'xcode-select --install';
  const known = tool === 'go' ? GO_BY_PACKAGE_MANAGER : C_COMPILER_BY_PACKAGE_MANAGER;
  const command = known.find(([manager]) => has(manager))?.[1];
  if (command !== undefined) return command;
  if (tool === 'c-compiler') return 'install gcc or clang and the C library headers with your package manager';
  const archive = `https://go.dev/dl/go${GO_TO_INSTALL}.linux-${architecture === 'x64' ? 'amd64' : architecture}.tar.gz`;
  return `curl -fsSL ${archive} | sudo tar -C /usr/local -xz && ` + 'export PATH="/usr/local/go/bin:$PATH"';
}
