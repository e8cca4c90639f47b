import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run';
import { workFolder } from './work-folder';

const folder = workFolder();
const example = (name: string): string => join(__dirname, '..', 'fixtures', 'ingress-nginx', `${name}.yaml`);
const GOAL = ['--goal', 'gateway-api', '--implementation', 'envoy-gateway', '--gateway-api', '1.6', '--quiet'];

function convert(name: string, ...options: string[]): { readonly code: number; readonly out: string } {
  const out = join(folder.path, `${name}${options.join('').replace(/\W/g, '')}`);
  return { code: run('migrate', example(name), ...GOAL, '--out', out, ...options).code, out };
}

test('the folder has files by role, and nothing that differs but the form of answers is 0', () => {
  const { code, out } = convert('27-one-host-in-two-namespaces');
  expect(code).toBe(0);
  expect(readdirSync(out, { recursive: true, encoding: 'utf8' }).sort()).toEqual([
    'RUNBOOK.md', 'apps', 'apps/legacy', 'apps/legacy/routes.yaml', 'apps/shop', 'apps/shop/routes.yaml', 'findings.json', 'findings.md', 'operator',
    'operator/gateway.yaml', 'operator/reference-grants.yaml', 'policies', 'policies/gateway.yaml', 'report.html', 'report.json', 'report.md', 'route-table.md',
  ]);
});

test('gained requests are 2, and a protection that is not kept is 3', () => {
  expect(convert('36-wildcard-and-apex-host-hosts-not-in-tls').code).toBe(2);
  expect(convert('21-external-auth-and-basic-auth').code).toBe(3);
});

test('a waiver opens the path of its Ingress, and of no other', () => {
  const waive = (rule: string, object: string): string => `- {rule: ${rule}, objects: [${object}], reason: done elsewhere, expires: 2999-01-01}`;
  const waivers = folder.file('waivers.yaml', ['waivers:', waive('ingress-protection-not-kept', 'Ingress shop/auth'), ''].join('\n'));
  const { code, out } = convert('21-external-auth-and-basic-auth', '--waivers', waivers);
  const report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'));
  expect(report.hosts).toEqual(['shop.example.com']);
  expect(report.proof.differences.map((difference: any) => [difference.class, difference.host])).toEqual(expect.arrayContaining([
    ['unprotected', 'shop.example.com'], ['lost', 'admin.example.com'],
  ]));
  expect(code).toBe(3);
});

test('what differs of a protection is accepted by a waiver: then the policy is written, and the finding is waived', () => {
  const waivers = folder.file('differs.yaml', ['waivers:',
    '- {rule: ingress-protection-differs, objects: [Ingress shop/auth], reason: decides by the cookie, expires: 2999-01-01}', ''].join('\n'));
  const [before, after] = [convert('21-external-auth-and-basic-auth'), convert('21-external-auth-and-basic-auth', '--waivers', waivers)];
  const read = (out: string, file: string): any => JSON.parse(readFileSync(join(out, file), 'utf8'));
  const rulesOf = (out: string): string[] => read(out, 'findings.json').findings.map(({ ruleId }: any) => ruleId);
  const hostsLost = (out: string): string[] => read(out, 'report.json').proof.differences.filter((difference: any) => difference.class === 'lost').map(({ host }: any) => host);
  expect(rulesOf(before.out)).toContain('ingress-protection-differs');
  expect(hostsLost(before.out)).toContain('shop.example.com');
  expect(rulesOf(after.out)).not.toContain('ingress-protection-differs');
  expect(hostsLost(after.out)).not.toContain('shop.example.com');
  expect(readFileSync(join(after.out, 'policies/shop.yaml'), 'utf8')).toContain('extAuth:');
});

test('the version of the implementation decides over its policies, and a Secret is named, never copied', () => {
  const out = (version: string): string => {
    const path = join(folder.path, `fabric-${version}`);
    run('migrate', example('21-external-auth-and-basic-auth'), '--goal', 'gateway-api', '--gateway-api', '1.6', '--quiet', '--out', path,
      '--implementation', 'nginx-gateway-fabric', '--implementation-version', version);
    return path;
  };
  expect(readFileSync(join(out('2.4'), 'policies/shop.yaml'), 'utf8')).toContain('kind: AuthenticationFilter');
  expect(readFileSync(join(out('2.4'), 'report.md'), 'utf8')).toContain('Create the Secret `shop/');
  expect(existsSync(join(out('2.3'), 'policies/shop.yaml'))).toBe(false);
});

test('an existing Gateway gets routes, and no Gateway is written', () => {
  const { out } = convert('01-plain-host-and-prefixes', '--gateway', 'infra/public');
  expect(existsSync(join(out, 'operator'))).toBe(false);
  expect(readFileSync(join(out, 'apps/shop/routes.yaml'), 'utf8')).toContain('namespace: infra\n');
});

test('what names no Gateway is an error', () => {
  for (const gateway of ['public', 'Infra/public', 'infra/public/https']) {
    const args = ['migrate', example('01-plain-host-and-prefixes'), ...GOAL, '--out', join(folder.path, 'none'), '--gateway', gateway];
    expect(run(...args)).toEqual({ code: 1, stdout: '', stderr: `error: Gateway: "${gateway}" is not a name; expected NAMESPACE/NAME, for example, "infra/public"\n` });
  }
});
