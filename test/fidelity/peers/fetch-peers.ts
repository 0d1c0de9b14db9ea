import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** From PyPI: an independent Step Functions interpreter, and what lets it call Java. */
const PYTHON_PACKAGES = ['moto[stepfunctions,server]==5.2.5', 'jpype1==1.7.1'];
/** From Maven Central: Amazon's DynamoDB Local and event-ruler, and the JSONata that moto's interpreter was written for. */
const JAVA_LIBRARIES = [
  ['com.amazonaws', 'DynamoDBLocal', '2.6.1'],
  ['com.dashjoin', 'jsonata', '0.9.10'],
  ['software.amazon.event.ruler', 'event-ruler', '2.0.1'],
  ['com.fasterxml.jackson.core', 'jackson-databind', '2.21.0'],
] as const;

/** What the compared versions are, for the report. */
export const PEER_VERSIONS: string = [
  ...PYTHON_PACKAGES,
  ...JAVA_LIBRARIES.map((parts) => parts.join(':')),
].join(', ');

/** A tool or a registry that the run needs is not to be had; the message says which and why. */
export class PeersUnavailableError extends Error {
  override readonly name = 'PeersUnavailableError';
}

export interface FetchedPeers {
  /** A Python that has the packages. */
  readonly python: string;
  /** The folder of the Java libraries. */
  readonly javaLibraries: string;
}

/**
 * Fetches the programs to compare with, unless the folder holds them.
 *
 * @param folder is made when missing
 * @param say is told what is fetched from where
 * @throws {PeersUnavailableError}
 */
export function fetchPeers(folder: string, say: (line: string) => void): FetchedPeers {
  run('java', ['-version'], 'Java 17 or later runs DynamoDB Local');
  const environment = fetchOnce(join(folder, getName('python', PYTHON_PACKAGES)), (path) => {
    say(`Fetching from PyPI: ${PYTHON_PACKAGES.join(', ')}`);
    run('python3', ['-m', 'venv', path], 'Python 3.10 or later runs moto');
    const arguments_ = ['-m', 'pip', 'install', '--quiet', ...PYTHON_PACKAGES];
    run(join(path, 'bin', 'python'), arguments_, 'pip fetches moto from PyPI');
  });
  const javaLibraries = fetchOnce(join(folder, getName('java', JAVA_LIBRARIES)), (path) => {
    say(
      `Fetching from Maven Central: ${JAVA_LIBRARIES.map((parts) => parts.join(':')).join(', ')}`,
    );
    const project = join(path, 'pom.xml');
    writeFileSync(project, mavenProject());
    const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${path}`];
    const arguments_ = ['-q', '-B', '-f', project, ...goal, '-DincludeScope=runtime'];
    run('mvn', arguments_, 'Maven fetches DynamoDB Local from Maven Central');
  });
  return { python: join(environment, 'bin', 'python'), javaLibraries };
}

function getName(kind: string, versions: readonly (string | readonly string[])[]): string {
  return [kind, ...versions.flat()].join('-').replaceAll(/[^\w.-]+/g, '-');
}

/** A folder counts once it has its mark: what was interrupted begins again. */
function fetchOnce(path: string, fetchInto: (path: string) => void): string {
  const mark = join(path, 'complete');
  if (existsSync(mark)) return path;
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  fetchInto(path);
  writeFileSync(mark, '');
  return path;
}

function run(command: string, arguments_: readonly string[], purpose: string): void {
  try {
    execFileSync(command, arguments_, { stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: Buffer };
    const reason = code === 'ENOENT' ? 'it is not installed' : String(stderr ?? error).trim();
    throw new PeersUnavailableError(
      `The fidelity run needs '${command}' (${purpose}), and that failed: ${reason}`,
    );
  }
}

function mavenProject(): string {
  const dependencies = JAVA_LIBRARIES.map(
    ([group, artifact, version]) =>
      `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`,
  );
  return `<project><modelVersion>4.0.0</modelVersion>
<groupId>reelhook</groupId><artifactId>fidelity</artifactId><version>1</version>
<dependencies>${dependencies.join('')}</dependencies></project>`;
}
