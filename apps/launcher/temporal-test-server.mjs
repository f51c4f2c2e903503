import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { digest, inPassing, keep } from './fetched.mjs';
import { cacheDir } from './paths.mjs';
import { say, stage } from './progress.mjs';
import { run, tail } from './run.mjs';

const VERSION = '1.38.0';
const PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:2.8';
// Taken only as the bytes that were looked at: the server itself, and all that it brings along
const MAIN_JAR = 'c6c813bbee46dcdc9df5a018fe6ed4caaf79b0c3c9511a3dd6275232a6d8538e';
const ALL_JARS = '9290d896096b8806fab5d871001ae23b738b67467c75f0d2f56a73f1cea01f22';

/**
 * Finds Temporal's test server, which skips time, or fetches it with Maven into the cache. Gives the path of the program,
 * or undefined after it has said why tests that need it are left out.
 */
export async function findTestServer({ folder = cacheDir, env = process.env } = {}) {
  if (env.TEMPORAL_TEST_SERVER_PATH) return env.TEMPORAL_TEST_SERVER_PATH;
  const program = join(folder, `temporal-test-server-${VERSION}`, 'temporal-test-server');
  const { path, reason } = (await hasJava(env))
    ? await cachedOrFetched(program, env)
    : { reason: 'không có Java 17 trở lên' };
  if (!path)
    say(
      `– Bỏ qua kiểm thử tua nhanh thời gian: ${reason}. Cần Java và Maven, hoặc TEMPORAL_TEST_SERVER_PATH`,
      'time skipping is left out: it needs Java 17 and Maven, or a test server at TEMPORAL_TEST_SERVER_PATH',
    );
  return path;
}

async function cachedOrFetched(program, env) {
  if (existsSync(program)) return { path: program };
  if (process.platform === 'win32') return { reason: 'không có bản cho Windows' };
  return await stage('Lấy máy chủ thử của Temporal (Maven)', 'fetching the time-skipping test server', async () => {
    const result = await fetchWithMaven(program, env);
    return { ...result, note: result.path ? undefined : `không được, ${result.reason}` };
  });
}

function fetchWithMaven(program, env) {
  return inPassing(async (folder) => {
    const [pom, jars, script] = ['pom.xml', 'jars', 'temporal-test-server'].map((name) => join(folder, name));
    writeFileSync(pom, POM);
    const goal = [`${PLUGIN}:copy-dependencies`, `-DoutputDirectory=${jars}`];
    const args = ['--batch-mode', '--quiet', '--file', pom, ...goal];
    const { code, stdout, stderr } = await run('mvn', args, { env, timeout: 300_000 });
    if (code === 127) return { reason: 'không có Maven (mvn)' };
    if (code !== 0) return { reason: `mvn: ${tail(stderr || stdout, 1) || `mã ${code}`}` };
    const main = digest(readFileSync(join(jars, `temporal-test-server-${VERSION}.jar`)));
    if (main !== MAIN_JAR || digestOfAll(jars) !== ALL_JARS) return { reason: 'mã băm của các tệp tải về không khớp' };
    writeFileSync(script, PROGRAM);
    chmodSync(script, 0o755);
    keep(dirname(program), { jars, 'temporal-test-server': script });
    return { path: program };
  });
}

async function hasJava(env) {
  const { code, stdout, stderr } = await run('java', ['-version'], { env, timeout: 10_000 });
  const [, major = '0'] = /version "(\d+)/.exec(stderr + stdout) ?? [];
  return code === 0 && Number(major) >= 17;
}

function digestOfAll(folder) {
  const names = readdirSync(folder).sort();
  return digest(names.map((name) => `${name} ${digest(readFileSync(join(folder, name)))}\n`).join(''));
}

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>kiemdiem</groupId><artifactId>test-server</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.temporal</groupId><artifactId>temporal-test-server</artifactId><version>${VERSION}</version></dependency>
  </dependencies>
</project>
`;

const PROGRAM = `#!/bin/sh
exec java -cp "$(dirname "$0")/jars/*" io.temporal.testserver.TestServer "$@"
`;
