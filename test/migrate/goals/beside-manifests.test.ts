import { besideManifests } from '../../../src/migrate/goals/beside-manifests';
import { MigrationFile } from '../../../src/migrate/step';

const FILES: readonly MigrationFile[] = [
  { path: 'RUNBOOK.md', content: 'kubectl apply -f kube-proxy/configmap.yaml' },
  { path: 'kube-proxy/configmap.yaml', content: 'kind: ConfigMap' },
  { path: 'calico/patch.json', content: '{}' },
  { path: 'apps/shop/routes.yaml', content: '' },
  { path: 'rulesets/a.nft', content: () => ['add table ip kube-proxy'] },
];
const { files, inText } = besideManifests(FILES);

test('manifests get names that nothing applies, and the other files call them so', () => {
  expect(files.map(({ path }) => path)).toEqual(['RUNBOOK.md', 'kube-proxy/configmap.yaml.txt', 'calico/patch.json.txt', 'apps/shop/routes.yaml.txt', 'rulesets/a.nft']);
  expect(files[0].content).toBe('kubectl apply -f kube-proxy/configmap.yaml.txt');
  expect(files[4].content).toBe(FILES[4].content);
});

test.each([
  ['at the end of a sentence', 'It is in kube-proxy/configmap.yaml.', 'It is in kube-proxy/configmap.yaml.txt.'],
  ['as a value of an option', '--patch-file=calico/patch.json', '--patch-file=calico/patch.json.txt'],
  ['behind an at sign', '--patch @calico/patch.json', '--patch @calico/patch.json.txt'],
  ['with a dot before it', 'juju deploy ./calico/patch.json', 'juju deploy ./calico/patch.json.txt'],
  ['in code', '`kube-proxy/configmap.yaml`', '`kube-proxy/configmap.yaml.txt`'],
  ['for any namespace', '`apps/NAMESPACE/routes.yaml`', '`apps/NAMESPACE/routes.yaml.txt`'],
])('a path is named %s', (_, text, expected) => {
  expect(inText(text)).toBe(expected);
});

test.each([
  ['another file', 'kubectl apply -f before.yaml'],
  ['a path on a node', 'cat /etc/kube-proxy/configmap.yaml'],
  ['a URL', 'https://example.com/calico/patch.json'],
  ['a longer path', 'old/kube-proxy/configmap.yaml and kube-proxy/configmap.yaml/x'],
  ['a page', 'RUNBOOK.md'],
  ['a placeholder alone', 'kubectl -n NAMESPACE get pods'],
])('%s stays', (_, text) => {
  expect(inText(text)).toBe(text);
});
