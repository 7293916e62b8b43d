import { installAdvice } from './install-advice';

const only =
  (...commands: string[]) =>
  (command: string): boolean =>
    commands.includes(command);

describe('the command that installs a missing tool', () => {
  it.each([
    ['a C compiler on Debian', installAdvice('c-compiler', 'linux', 'x64', only('apt-get')), /apt-get install -y gcc/],
    ['a C compiler on Alpine', installAdvice('c-compiler', 'linux', 'x64', only('apk')), /apk add gcc musl-dev/],
    ['a C compiler on a Mac', installAdvice('c-compiler', 'darwin', 'arm64', only()), /xcode-select --install/],
    ['a C compiler on an unknown system', installAdvice('c-compiler', 'linux', 'x64', only()), /gcc or clang/],
    ['Go on a Mac', installAdvice('go', 'darwin', 'arm64', only('brew')), /^brew install go$/],
    // Debian's own Go is older than the modules ask for.
    ['Go on Debian', installAdvice('go', 'linux', 'x64', only('apt-get')), /go\.dev\/dl\/go1\.\d+\.\d+\.linux-amd64/],
    ['Go on an ARM server', installAdvice('go', 'linux', 'arm64', only('dnf')), /linux-arm64\.tar\.gz/],
    ['Go on Alpine', installAdvice('go', 'linux', 'x64', only('apk')), /^sudo apk add go$/],
  ])('%s', (_case, advice, expected) => {
    expect(advice).toMatch(expected);
  });
});
