import Ajv from 'ajv';
import { App, Chart } from 'cdk8s';
import { loadAll } from 'js-yaml';
import { EVERYTHING, EVERYTHING_OF_1_31 } from './everything';
import { KubeadmProxyConfig, KubeadmProxyConfigProps } from '../../../src';
import { Field, Fields } from '../../../src/base/schema/fields';
import { KUBEADM_FIELDS } from '../../../src/programs/kubeadm/fields';
import { readSchema } from '../../support/schema';

/** The minor, its schema, and every property that it knows. */
const CASES: readonly (readonly [string, string, KubeadmProxyConfigProps])[] = [
  ['1.31', '1.31', EVERYTHING_OF_1_31],
  ['1.32', '1.31', EVERYTHING_OF_1_31],
  ['1.33', '1.33', EVERYTHING_OF_1_31],
  ['1.34', '1.34', EVERYTHING_OF_1_31],
  ['1.35', '1.35', EVERYTHING],
  ['1.36', '1.35', EVERYTHING],
];

const ajv = () => new Ajv({ strict: false, formats: { 'date-time': true } });
const kubeProxySchema = ajv().compile({ ...readSchema('kubeproxy-v1alpha1') });

/** What a user puts for the placeholders; nothing else may be left. */
const filled = (text: string) => text.replace(/\$\{[A-Z_0-9]*TOKEN\}/g, 'abcdef.0123456789abcdef')
  .replace('${KUBEADM_CERTIFICATE_KEY}', 'a0'.repeat(32));

test.each(CASES)('every document of %s is one of the upstream types', (minor, schema, everything) => {
  const validate = ajv().compile(readSchema(`kubeadm-v1beta4-${schema}`));
  const version = (text: string | undefined) => text?.replace(/^v1\.\d+/, `v${minor}`);
  const { upgrade } = everything;
  const kubeadm = new KubeadmProxyConfig(new Chart(new App(), 'test'), 'kubeadm', {
    ...everything,
    kubernetesVersion: `v${minor}.1`,
    upgrade: {
      ...upgrade,
      apply: { ...upgrade!.apply, kubernetesVersion: version(upgrade!.apply!.kubernetesVersion) },
      plan: { ...upgrade!.plan, kubernetesVersion: version(upgrade!.plan!.kubernetesVersion) },
      diff: { ...upgrade!.diff, kubernetesVersion: version(upgrade!.diff!.kubernetesVersion) },
    },
  });
  const { initText, joinWorkerText, joinControlPlaneText, upgradeText, kubeProxyAddonText, resetText } = kubeadm;
  const texts = [initText, joinWorkerText, joinControlPlaneText, upgradeText, kubeProxyAddonText, resetText];
  const documents = texts.flatMap(text => loadAll(filled(text!)) as any[]);
  expect(documents.map(({ kind }) => kind)).toEqual([
    'InitConfiguration', 'ClusterConfiguration', 'KubeletConfiguration', 'KubeProxyConfiguration',
    'JoinConfiguration', 'KubeProxyConfiguration', 'JoinConfiguration', 'KubeProxyConfiguration',
    'UpgradeConfiguration', 'InitConfiguration', 'ClusterConfiguration', 'KubeProxyConfiguration', 'ResetConfiguration',
  ]);
  for (const document of documents.filter(({ apiVersion }) => apiVersion === 'kubeadm.k8s.io/v1beta4')) {
    expect([document.kind, validate(document), validate.errors]).toEqual([document.kind, true, null]);
  }
  for (const document of documents.filter(({ kind }) => kind === 'KubeProxyConfiguration')) expect(kubeProxySchema(document)).toBe(true);
  expect(JSON.stringify(documents)).not.toContain('${');
});

test('every document of 1.36 is as in the snapshot', () => {
  const kubeadm = new KubeadmProxyConfig(new Chart(new App(), 'test'), 'kubeadm', EVERYTHING);
  const { initText, joinWorkerText, joinControlPlaneText, upgradeText, resetText } = kubeadm;
  expect({ initText, joinWorkerText, joinControlPlaneText, upgradeText, resetText }).toMatchSnapshot();
});

/** The paths of a document's fields; those of all items of a list in one. */
function pathsOf(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap(item => pathsOf(item, path));
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, item]) => pathsOf(item, `${path}.${name}`));
}

function pathsOfFields(fields: Fields, path: string): string[] {
  return Object.entries(fields).flatMap(([name, field]) => pathsOfField(field, `${path}.${name}`));
}

function pathsOfField(field: Field, path: string): string[] {
  if (field.kind === 'object') return pathsOfFields(field.fields, path);
  return field.kind === 'list' ? pathsOfField(field.items, path) : [path];
}

test('there is a typed property for every field', () => {
  const texts = [EVERYTHING_OF_1_31, EVERYTHING].map((props, i) => new KubeadmProxyConfig(new Chart(new App(), `test-${i}`), 'kubeadm', props))
    .flatMap(kubeadm => [kubeadm.initText, kubeadm.joinWorkerText, kubeadm.joinControlPlaneText, kubeadm.upgradeText, kubeadm.resetText]);
  const found = new Set(texts.flatMap(text => loadAll(text!) as any[]).flatMap(({ kind, ...fields }) => [`${kind}.kind`, ...pathsOf(fields, kind)]));
  const missing = Object.entries(KUBEADM_FIELDS).flatMap(([kind, fields]) => pathsOfFields(fields, kind))
    .filter(path => !found.has(path) && ![...found].some(other => other.startsWith(`${path}.`)));
  // fileKeyRef is as typed in all places; timeAdded is for the system to set, and expires never works.
  expect(missing.filter(path => !path.includes('.fileKeyRef.'))).toEqual([
    'InitConfiguration.bootstrapTokens.expires', ...['InitConfiguration', 'JoinConfiguration'].map(kind => `${kind}.nodeRegistration.taints.timeAdded`),
  ]);
  expect(found.has('ClusterConfiguration.scheduler.extraEnvs.valueFrom.fileKeyRef.path')).toBe(true);
});
