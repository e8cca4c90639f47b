import { chart, synth } from './installations';
import { CalicoFelixApi, CalicoFelixSetting, CalicoManifestNftables, CalicoManifestNftablesProps } from '../../../src';
import { crdProblems, eachWithCrds, WITHOUT_CRDS } from '../../support/calico-crds';

const make = (props: Partial<CalicoManifestNftablesProps> = {}, scope = chart()) =>
  new CalicoManifestNftables(scope, 'calico', { calicoVersion: '3.31', ...props });

test.each(['3.29', '3.30', '3.31'])('Calico %s needs a FelixConfiguration', calicoVersion => {
  const objects = synth(make({ calicoVersion }, chart('elsewhere')));
  expect(objects).toMatchSnapshot();
  expect(objects[0].metadata.namespace).toBeUndefined();
});

eachWithCrds.each(['3.29', '3.30', '3.31'])(`that of %s matches the CRD${WITHOUT_CRDS}`, calicoVersion => {
  expect(crdProblems('felixconfigurations.yaml.gz', synth(make({ calicoVersion }))[0])).toEqual([]);
});

test.each(['3.32', '3.33'])('Calico %s needs nothing, and says so', calicoVersion => {
  const calico = make({ calicoVersion });
  expect(synth(calico)).toEqual([]);
  expect(calico.felixConfiguration).toBeUndefined();
  expect(calico.environmentCommand).toBeUndefined();
  expect(calico.patch()).toBeUndefined();
  expect(calico.notices).toEqual([
    `nothing is needed in Calico ${calicoVersion}: Felix follows kube-proxy by itself, unless the FelixConfiguration default or FELIX_NFTABLESMODE says otherwise than Auto`,
  ]);
});

test('a FelixConfiguration that says otherwise is set to Auto from 3.32 on', () => {
  const patch = make({ calicoVersion: '3.32' }).patch({ current: { spec: { nftablesMode: 'Enabled' } } })!;
  expect(patch.text).toBe('{"spec":{"nftablesMode":"Auto"}}');
  expect(patch.rollback().text).toBe('{"spec":{"nftablesMode":"Enabled"}}');
});

test('the environment of calico-node in its place', () => {
  const calico = make({ setting: CalicoFelixSetting.ENVIRONMENT, calicoNodeNamespace: 'calico' });
  expect(synth(calico)).toEqual([]);
  expect(calico.environmentCommand).toBe('kubectl -n calico set env daemonset/calico-node FELIX_NFTABLESMODE=Enabled');
  expect(calico.environmentRollbackCommand).toBe('kubectl -n calico set env daemonset/calico-node FELIX_NFTABLESMODE-');
  expect(make().environmentCommand).toBeUndefined();
});

test('the API of Calico\'s own group', () => {
  const calico = make({ api: CalicoFelixApi.PROJECT_CALICO_V3, metadata: { labels: { team: 'net' } } });
  expect(synth(calico)).toEqual([
    { apiVersion: 'projectcalico.org/v3', kind: 'FelixConfiguration', metadata: { name: 'default', labels: { team: 'net' } }, spec: { nftablesMode: 'Enabled' } },
  ]);
  expect(calico.patch()!.command).toBe('kubectl patch felixconfigurations.projectcalico.org default --type=merge -p \'{"spec":{"nftablesMode":"Enabled"}}\'');
});

test.each<[Partial<CalicoManifestNftablesProps>, string]>([
  [{ calicoVersion: '3.28' }, 'calicoVersion: Calico 3.28 is older than 3.29, the oldest that is known here: the nftables data plane exists from then on (tech preview), and is GA from 3.31'],
  [{ calicoNodeNamespace: 'a; b' }, 'calicoNodeNamespace: "a; b" is not the name of a namespace; expected at most 63 lowercase letters, digits and "-", beginning and ending with a letter or digit, for example "kube-system"'],
  [{ metadata: { labels: { 'a b': 'c' } } }, 'metadata.labels["a b"]: "a b" is not a key; expected at most 63 letters, digits, "-", "_" and ".", with or without a DNS name and "/" before it, for example "example.com/role"'],
  [{ metadata: { name: 'node.worker-1' } }, 'metadata.name: "node.worker-1" is not read: expected "default", or no name'],
  [{ metadata: { namespace: 'x' } }, 'metadata.namespace: an object of kind FelixConfiguration is in no namespace: leave it out'],
])('%j is an error', (props, message) => {
  expect(() => make(props)).toThrow(new Error(`test/calico: ${message}`));
});
