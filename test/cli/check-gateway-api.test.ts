import { run } from './run';
import { blocksOf, ROOT } from '../docs/markdown';

const FILE = ['examples/gateway/gateway.yaml', '--goal', 'gateway-api'];

test('the page shows what the command prints', () => {
  const { code, stdout } = run('check', ...FILE, '--implementation', 'traefik');
  expect(code).toBe(3);
  const shown = blocksOf('docs/gateway-api.md').map(({ text }) => text.trim());
  expect(shown).toContain(stdout.slice(0, stdout.indexOf('\n  See ')).trim());
});

test('answers that are wrong, or that another goal asks for', () => {
  expect(run('check', ...FILE, '--gateway-api', '2.0').stderr).toBe('error: Gateway API version: "2.0" is not a known release; expected 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6\n');
  expect(run('check', ...FILE, '--channel', 'beta').stderr).toBe('error: channel: "beta" is not a channel of Gateway API; expected standard or experimental\n');
  expect(run('check', ...FILE, '--target-version', '1.36').stderr).toBe('error: --goal gateway-api: --target-version <X.Y> has no effect; leave it out\n');
});

test('Secrets give their names and nothing else', () => {
  expect(run('check', 'test/fixtures/gateway-api/secret.yaml', '--goal', 'gateway-api', '--format', 'json').stdout).not.toMatch(/c2VjcmV0|topsecret/);
});

test('without Ingresses there is nothing to convert', () => {
  expect(run('migrate', ...FILE, '--out', `${ROOT}/nowhere`).stderr).toBe('error: the input has no Ingresses; expected, for example, the output of kubectl get ingresses -A -o yaml\n');
});
