import { chart, EVERYTHING, EVERYTHING_FROM_30, EVERYTHING_FROM_31, synth } from './installations';
import {
  CalicoEbpfInstallation, CalicoEbpfInstallationProps, CalicoEbpfManagement, CalicoFelixApi, CalicoKubernetesProvider,
  CalicoNodeAddressAutodetection, ProxyMode,
} from '../../../src';
import { crdProblems, eachWithCrds, WITHOUT_CRDS } from '../../support/calico-crds';

const { OPERATOR, MANUAL } = CalicoEbpfManagement;
const API_SERVER = { host: 'k8s.example.internal' };

const make = (props: Partial<CalicoEbpfInstallationProps> = {}, scope = chart()) => new CalicoEbpfInstallation(scope, 'calico', {
  calicoVersion: '3.31', management: OPERATOR, currentProxyMode: ProxyMode.NFTABLES, ...props,
});

const WAYS: [string, Partial<CalicoEbpfInstallationProps>][] = [
  ['by the operator', {}],
  ['by the operator, beside kube-proxy', { keepKubeProxy: true }],
  ['by hand', { management: MANUAL, apiServer: { ...API_SERVER, port: 8443 } }],
  ['by hand, beside kube-proxy', { management: MANUAL, keepKubeProxy: true }],
];

test.each(WAYS)('%s', (_, props) => {
  expect(synth(make(props, chart('elsewhere')))).toMatchSnapshot();
});

const CRDS: [string, string, Partial<CalicoEbpfInstallationProps>][] = [
  ['3.29', 'installations-operator-v1.36.16.yaml.gz', { ...EVERYTHING, management: MANUAL, apiServer: API_SERVER }],
  ['3.30', 'installations-operator-v1.38.10.yaml.gz', { ...EVERYTHING_FROM_30, management: MANUAL, keepKubeProxy: true }],
  ['3.31', 'installations-operator-v1.40.4.yaml.gz', EVERYTHING_FROM_31],
  ['3.32', 'installations-operator-v1.42.4.yaml.gz', { ...EVERYTHING_FROM_31, keepKubeProxy: true }],
];

eachWithCrds.each(CRDS)(`the objects for Calico %s match the CRDs${WITHOUT_CRDS}`, (calicoVersion, crd, props) => {
  const objects = synth(make({ calicoVersion, ...props }));
  expect(objects.filter(({ kind }) => kind === 'Installation').map(object => crdProblems(crd, object))).toEqual([[]]);
  const felix = objects.filter(({ kind }) => kind === 'FelixConfiguration');
  expect(felix.map(object => crdProblems('felixconfigurations.yaml.gz', object))).toEqual(props.keepKubeProxy ? [[]] : []);
});

test('Felix beside kube-proxy gets what its version has', () => {
  const props = { management: MANUAL, keepKubeProxy: true, felixApi: CalicoFelixApi.PROJECT_CALICO_V3 };
  const felix = (calicoVersion: string) => make({ ...props, calicoVersion }).felixConfiguration!.toJson();
  expect(felix('3.29').spec).toEqual({ bpfKubeProxyIptablesCleanupEnabled: false });
  expect(felix('3.30').spec).toEqual({ bpfKubeProxyIptablesCleanupEnabled: false, bpfKubeProxyHealthzPort: 0 });
  expect(felix('3.30').apiVersion).toBe('projectcalico.org/v3');
});

test('the commands are there where they are the user\'s part', () => {
  const byHand = make({ management: MANUAL, apiServer: API_SERVER });
  expect(byHand.disableKubeProxyCommand).toBe('kubectl -n kube-system patch daemonset kube-proxy --type=merge '
    + '-p \'{"spec":{"template":{"spec":{"nodeSelector":{"non-calico":"true"}}}}}\'');
  expect(byHand.enableKubeProxyCommand).toBe('kubectl -n kube-system patch daemonset kube-proxy --type=merge '
    + '-p \'{"spec":{"template":{"spec":{"nodeSelector":{"non-calico":null}}}}}\'');
  expect(make({ management: MANUAL, apiServer: API_SERVER, kubernetesProvider: CalicoKubernetesProvider.OPENSHIFT }).disableKubeProxyCommand)
    .toBe('kubectl patch networks.operator.openshift.io cluster --type=merge -p \'{"spec":{"deployKubeProxy":false}}\'');
  for (const other of [make(), make({ keepKubeProxy: true }), make({ management: MANUAL, keepKubeProxy: true })]) {
    expect([other.disableKubeProxyCommand, other.enableKubeProxyCommand]).toEqual([undefined, undefined]);
  }
});

test('the patch leads there and back', () => {
  const patch = make().patch({ current: { spec: { calicoNetwork: { linuxDataplane: 'Nftables' } } } });
  expect(patch.text).toBe('{"spec":{"calicoNetwork":{"linuxDataplane":"BPF","bpfNetworkBootstrap":"Enabled","kubeProxyManagement":"Enabled"}}}');
  expect(patch.rollback().text).toBe('{"spec":{"calicoNetwork":{"linuxDataplane":"Nftables","bpfNetworkBootstrap":"Disabled"}}}');
  expect(make({ management: MANUAL, apiServer: API_SERVER }).patch().order).toBe('Apply the ConfigMap kubernetes-services-endpoint first and wait until '
    + 'the pods of calico-system have restarted, then take kube-proxy from the nodes, then patch Calico.');
});

test('the notices', () => {
  const managed = 'the operator leaves a DaemonSet kube-proxy alone that has the label app.kubernetes.io/managed-by or addonmanager.kubernetes.io/mode, '
    + 'or the annotation argocd.argoproj.io/tracking-id: such a cluster needs CalicoEbpfManagement.MANUAL';
  expect(make().notices).toEqual([managed]);
  expect(make({ keepKubeProxy: true }).notices).toEqual([]);
  expect(make({ calicoVersion: '3.35' }).notices).toEqual(['Calico 3.35 is newer than 3.33, the newest whose rules are known here: it is taken to be like that one', managed]);
  expect(make().name).toBe('default');
});

const IPV4 = { cidr: '10.244.0.0/16' };

test.each<[Partial<CalicoEbpfInstallationProps>, string[]]>([
  [{ currentProxyMode: ProxyMode.IPVS }, ['currentProxyMode: kube-proxy in IPVS mode can\'t give way to eBPF, since the nodes would lose all connectivity: '
    + 'switch it to iptables mode first and restart the nodes, then expected ProxyMode.IPTABLES']],
  [{ currentProxyMode: undefined }, ['currentProxyMode: undefined is not a proxy mode: expected ProxyMode.NFTABLES, IPTABLES or IPVS']],
  [{ management: 'Helm' as CalicoEbpfManagement }, ['management: "Helm" is unknown: expected CalicoEbpfManagement.OPERATOR or MANUAL']],
  [{ calicoVersion: '3.30' }, ['management: OPERATOR needs operator 1.40, which installs Calico 3.31: expected CalicoEbpfManagement.MANUAL with Calico 3.30 and operator 1.38']],
  [{ apiServer: API_SERVER }, ['apiServer: the operator refuses bpfNetworkBootstrap while there is a ConfigMap kubernetes-services-endpoint: '
    + 'leave it out, and delete the ConfigMap where there is one']],
  [{ management: MANUAL }, ['apiServer: is missing: without kube-proxy Calico can\'t reach the API server by its Service, so it needs host and port']],
  [{ management: MANUAL, apiServer: { host: 'https://k8s.example.internal', port: 0 } }, [
    'apiServer.host: "https://k8s.example.internal" is not a name or an address: expected such as "k8s.example.internal", without https:// and port',
    'apiServer.port: 0 is not a port: expected an integer from 1 to 65535',
  ]],
  [{ ipPools: [IPV4, { cidr: 'fd00::/64' }], nodeAddressAutodetectionV4: CalicoNodeAddressAutodetection.firstFound() },
    ['nodeAddressAutodetectionV6: is missing: the BPF data plane needs it, since there is an IPv6 pool']],
  [{ ipPools: [IPV4] }, ['nodeAddressAutodetectionV4: is missing: the BPF data plane needs it, since there is an IPv4 pool']],
  [{ extraSpec: { calicoNetwork: { kubeProxyManagement: 'Disabled' } } },
    ['extraSpec.calicoNetwork.kubeProxyManagement: is "Enabled" already, by the construct: leave it out']],
])('%j is an error', (props, messages) => {
  expect(() => make(props)).toThrow(new Error(messages.map(message => `test/calico: ${message}`).join('\n')));
});
