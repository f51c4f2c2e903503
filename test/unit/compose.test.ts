import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

// What docker compose itself refuses was tried with its own library; here is what it would let pass.
interface Service {
  readonly volumes?: readonly string[];
  readonly image: string;
  readonly user?: string;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly configs?: readonly { readonly source: string }[];
  readonly ports?: readonly string[];
  readonly networks: readonly string[];
  readonly restart?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly logging?: { readonly options: Readonly<Record<string, string>> };
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly deploy?: { readonly resources: { readonly limits: Readonly<Record<string, unknown>> } };
}

const compose = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true });
const services = Object.entries(compose.services as Readonly<Record<string, Service>>);
const serviceOf = (name: string): Service => services.find(([id]) => id === name)?.[1] as Service;
const isOneShot = ({ restart }: Service): boolean => restart === 'no';

describe.each(services)('%s', (name, service) => {
  test('is pinned, bounded and without privileges', () => {
    expect(service.image).toMatch(/:(\$\{\w+:-)?\d+\.\d+(\.\d+)?[\w.-]*\}?$/);
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.security_opt).toEqual(['no-new-privileges:true']);
    expect(service.logging?.options).toMatchObject({ 'max-size': expect.any(String), 'max-file': expect.any(String) });
    expect(Object.keys(service.deploy?.resources.limits ?? {})).toEqual(['cpus', 'memory', 'pids']);
    // The interface, which is off by default, writes its settings; its image has a user of its own.
    if (name === 'temporal-ui') return;
    expect(service.read_only).toBe(true);
    expect(['node', 'postgres', 'temporal']).toContain(service.user);
  });

  test('listens on this machine alone', () => {
    for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
    const leadsOutside = service.networks.filter((network) => compose.networks[network].internal !== true);
    expect(leadsOutside.length > 0).toBe((service.ports ?? []).length > 0);
  });

  test('has its secrets in files', () => {
    for (const [variable, value] of Object.entries(service.environment ?? {})) {
      if (/PASSWORD|TOKEN|PWD|KEY/.test(variable)) expect(variable).toMatch(/_FILE$/);
      const volume = (service.volumes ?? []).find((each) => value.startsWith(`${each.split(':')[1]}/`));
      // A key that the program makes itself lies on a volume of its own, everything else is handed in.
      if (variable === 'KIEMDIEM_CHECKPOINT_KEY_FILE') expect(volume).toBe('checkpoint-key:/data/checkpoint-key');
      else if (variable.endsWith('_FILE')) expect(service.secrets).toContain(value.replace('/run/secrets/', ''));
      if (variable.endsWith('_URL') && value.startsWith('postgres:')) expect(new URL(value).password).toBe('');
    }
    for (const secret of service.secrets ?? []) expect(compose.secrets[secret].file).toMatch(/secrets\}\/\w+$/);
    for (const { source } of service.configs ?? []) expect(existsSync(compose.configs[source].file)).toBe(true);
  });

  test('says when it is well, and waits for what it needs', () => {
    const disabled = isOneShot(service) || name === 'temporal-ui';
    expect(service.healthcheck?.disable === true).toBe(disabled);
    expect(Array.isArray(service.healthcheck?.test)).toBe(!disabled);
    for (const [needed, { condition }] of Object.entries(service.depends_on ?? {})) {
      expect(condition).toBe(isOneShot(serviceOf(needed)) ? 'service_completed_successfully' : 'service_healthy');
    }
  });
});

test('the three accounts are three, and the image starts programs that exist', () => {
  const accounts = [serviceOf('migrate'), serviceOf('api'), serviceOf('worker')].flatMap(({ environment = {} }) =>
    Object.entries(environment).flatMap(([variable, value]) =>
      variable.endsWith('DATABASE_URL') ? [new URL(value).username] : [],
    ),
  );
  expect(accounts).toEqual(['kiemdiem_owner', 'kiemdiem_api', 'kiemdiem_worker']);
  const started = services.flatMap(([, { command = [], entrypoint = [] }]) =>
    [...command, ...entrypoint].filter((word) => word.startsWith('dist/')),
  );
  expect(started.length).toBeGreaterThanOrEqual(4);
  for (const program of started) {
    expect(existsSync(program.replace(/^dist\//, '').replace(/\.js$/, '.ts'))).toBe(true);
  }
});

describe('Dockerfile', () => {
  const dockerfile = readFileSync('Dockerfile', 'utf8');
  const stages = dockerfile.split(/^FROM /m).slice(1);
  const last = stages.at(-1) ?? '';

  test('its last stage runs as node, without development packages, compiler or launcher', () => {
    expect(last).toMatch(/^USER node$/m);
    expect(last.indexOf('USER node')).toBeGreaterThan(last.lastIndexOf('RUN '));
    expect(last).not.toMatch(/npm|tsc|launcher|apps apps/);
    expect(last).toMatch(/^HEALTHCHECK /m);
    expect(stages.some((stage) => stage.includes('npm ci --omit=dev'))).toBe(true);
  });

  test('what it copies is there and let through', () => {
    const allowed = readFileSync('.dockerignore', 'utf8')
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, files = '']) =>
      files.split(' '),
    );
    expect(copied.length).toBeGreaterThan(8);
    for (const file of copied) {
      expect(existsSync(file)).toBe(true);
      expect(allowed.some((name) => name === file || name.startsWith(`${file}/`))).toBe(true);
    }
    for (const name of allowed) expect(existsSync(name)).toBe(true);
  });
});
