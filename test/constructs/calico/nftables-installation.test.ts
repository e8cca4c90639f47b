import { ApiObject, Duration } from 'cdk8s';
import { chart, EVERYTHING, EVERYTHING_FROM_30, EVERYTHING_FROM_31, synth } from './installations';
import {
  CalicoClusterRoutingMode, CalicoEncapsulation, CalicoNftablesInstallation, CalicoNftablesInstallationProps, CalicoNodeAddressAutodetection,
  CalicoPodInterfaceType, CalicoVariant,
} from '../../../src';
import { crdProblems, eachWithCrds, WITHOUT_CRDS } from '../../support/calico-crds';

const make = (props: Partial<CalicoNftablesInstallationProps> = {}, scope = chart()) =>
  new CalicoNftablesInstallation(scope, 'calico', { calicoVersion: '3.31', ...props });
const spec = (props: Partial<CalicoNftablesInstallationProps>): any => make(props).installation.toJson().spec;

const PREVIEW = (version: string) => `the nftables data plane is a tech preview in Calico ${version}, and GA from 3.31`;
const LEFT_OVER = (version: string) => `Felix of Calico ${version} does not remove the iptables rules it has programmed before (it does from 3.31, projectcalico/calico#10530): restart the nodes after the change`;
const TIMEOUT_STAYS = (operator: string) => `operator ${operator} refuses Nftables while linuxPolicySetupTimeoutSeconds is set, and writes a 0 there itself: kubectl apply does not remove that, so an Installation that exists needs the patch before this manifest is applied (projectcalico/calico#10348)`;

/** Per version with the operator's file: every property that it has. */
const FULL: [string, string, Partial<CalicoNftablesInstallationProps>][] = [
  ['3.29', 'installations-operator-v1.36.16.yaml.gz', EVERYTHING],
  ['3.30', 'installations-operator-v1.38.10.yaml.gz', EVERYTHING_FROM_30],
  ['3.31', 'installations-operator-v1.40.4.yaml.gz', EVERYTHING_FROM_31],
  ['3.32', 'installations-operator-v1.42.4.yaml.gz', { ...EVERYTHING_FROM_31, clusterRoutingMode: CalicoClusterRoutingMode.FELIX }],
];

describe.each(FULL)('Calico %s', (calicoVersion, crd, props) => {
  test('the least', () => {
    expect(synth(make({ calicoVersion }))).toMatchSnapshot();
  });

  test('everything', () => {
    expect(synth(make({ calicoVersion, ...props }))).toMatchSnapshot();
  });

  eachWithCrds.each([['the least', {}], ['everything', props]])(`%s matches the operator's CRD${WITHOUT_CRDS}`, (_, some) => {
    expect(crdProblems(crd, synth(make({ calicoVersion, ...some }))[0])).toEqual([]);
  });
});

eachWithCrds.each([
  [{ calicoNetwork: { linuxDatplane: 'Nftables' } }, '/spec/calicoNetwork: must NOT have additional properties {"additionalProperty":"linuxDatplane"}'],
  [{ calicoNetwork: { linuxDataplane: 'nftables' } }, '/spec/calicoNetwork/linuxDataplane: must be equal to one of the allowed values {"allowedValues":["Iptables","BPF","VPP","Nftables"]}'],
  [{ typhaDeployment: { spec: { template: { spec: { nodeSelector: { a: 1 } } } } } }, '/spec/typhaDeployment/spec/template/spec/nodeSelector/a: must be string {"type":"string"}'],
])(`%j does not match the operator's CRD${WITHOUT_CRDS}`, (wrong, problem) => {
  expect(crdProblems('installations-operator-v1.42.4.yaml.gz', { spec: wrong })).toEqual([problem]);
});

test.each([
  ['3.29', [PREVIEW('3.29'), LEFT_OVER('3.29'), TIMEOUT_STAYS('1.36')]],
  ['v3.30.2', [PREVIEW('3.30'), LEFT_OVER('3.30'), TIMEOUT_STAYS('1.38')]],
  ['3.31', []],
  ['3.33', []],
  ['3.34', ['Calico 3.34 is newer than 3.33, the newest whose rules are known here: it is taken to be like that one']],
])('%s has the notices %j', (calicoVersion, notices) => {
  const installation = make({ calicoVersion });
  expect(installation.notices).toEqual(notices);
  expect(installation.installation.toJson().metadata.annotations?.['cdk8s-nftables/notice']).toBe(notices.length > 0 ? notices.join('\n') : undefined);
});

describe('metadata', () => {
  test('the name is default, and the chart\'s namespace is not used', () => {
    const installation = make({ metadata: { labels: { team: 'net' }, annotations: { a: 'b' } } }, chart('elsewhere'));
    expect(synth(installation)[0].metadata).toEqual({ name: 'default', labels: { team: 'net' }, annotations: { a: 'b' } });
    expect(installation.name).toBe('default');
    expect(ApiObject.of(installation)).toBe(installation.installation);
  });

  test('another name or a namespace is an error', () => {
    expect(() => make({ metadata: { name: 'calico', namespace: 'tigera-operator' } })).toThrow(new Error(
      'test/calico: metadata.name: "calico" is not read: expected "default", or no name\n'
      + 'test/calico: metadata.namespace: an object of kind Installation is in no namespace: leave it out'));
  });
});

describe('the properties', () => {
  test.each([
    [CalicoNodeAddressAutodetection.firstFound(), { firstFound: true }],
    [CalicoNodeAddressAutodetection.kubernetesInternalIp(), { kubernetes: 'NodeInternalIP' }],
    [CalicoNodeAddressAutodetection.matchingInterface('eth.*'), { interface: 'eth.*' }],
    [CalicoNodeAddressAutodetection.skippingInterface('docker.*'), { skipInterface: 'docker.*' }],
    [CalicoNodeAddressAutodetection.canReach('192.168.0.1'), { canReach: '192.168.0.1' }],
    [CalicoNodeAddressAutodetection.cidrs('10.0.0.0/8', '192.168.0.0/16'), { cidrs: ['10.0.0.0/8', '192.168.0.0/16'] }],
  ])('the nodes\' addresses %#', (nodeAddressAutodetectionV4, fields) => {
    expect(spec({ nodeAddressAutodetectionV4 }).calicoNetwork.nodeAddressAutodetectionV4).toEqual(fields);
  });

  test('no pools are an empty list, which is not the same as none given', () => {
    expect(spec({ ipPools: [] }).calicoNetwork).toEqual({ linuxDataplane: 'Nftables', ipPools: [] });
  });

  test('Calico Enterprise has the name that the operator knows', () => {
    expect(spec({ calicoVersion: '3.32', variant: CalicoVariant.CALICO_ENTERPRISE }).variant).toBe('TigeraSecureEnterprise');
    const newer = spec({ calicoVersion: '3.32', operatorVersion: '1.43', variant: CalicoVariant.CALICO_ENTERPRISE, podInterfaceType: CalicoPodInterfaceType.NETKIT });
    expect(newer).toEqual({ variant: 'CalicoEnterprise', calicoNetwork: { linuxDataplane: 'Nftables', linuxPodInterfaceType: 'Netkit' } });
  });

  test('extraSpec is merged, and may repeat a property', () => {
    const { calicoNetwork, cni } = spec({ bgp: true, extraSpec: { calicoNetwork: { bgp: 'Enabled', hostPorts: 'Disabled' }, cni: { type: 'Calico' } } });
    expect(calicoNetwork).toEqual({ linuxDataplane: 'Nftables', bgp: 'Enabled', hostPorts: 'Disabled' });
    expect(cni).toEqual({ type: 'Calico' });
  });
});

test.each<[Partial<CalicoNftablesInstallationProps>, string[]]>([
  [{ calicoVersion: '3.28' }, ['calicoVersion: Calico 3.28 is older than 3.29, the oldest that is known here: the nftables data plane exists from then on (tech preview), and is GA from 3.31']],
  [{ calicoVersion: 'latest' }, ['calicoVersion: "latest" is not a Calico version: expected a minor or a full version, as in "3.31" or "v3.31.2"']],
  [{ operatorVersion: '1.42' }, ['operatorVersion: operator 1.42 does not install Calico 3.31: expected 1.40']],
  [{ calicoVersion: '3.30', policySetupTimeout: Duration.seconds(0) },
    ['policySetupTimeout: is refused with Nftables by operator 1.38 (projectcalico/calico#10348): leave it out until Calico 3.31']],
  [{ policySetupTimeout: Duration.millis(1500) }, ['policySetupTimeout: 1.5 is not an integer of 32 bits']],
  [{ ipPools: [{ cidr: '10.244.0.0/16', blockSize: 19 }], bgp: false }, [
    'ipPools[0].blockSize: 19 is out of range: expected an integer from 20 to 32 for an IPv4 pool',
    'ipPools[0].encapsulation: is missing, which means IPIP, and IPIP needs BGP, which is disabled: expected VXLAN or VXLANCrossSubnet, or BGP enabled',
  ]],
  [{ ipPools: [{ cidr: '10.244.0.0/16', disableBGPExport: true, encapsulation: 'GRE' as CalicoEncapsulation } as any] },
    ['ipPools[0].encapsulation: "GRE" is not a value of it: expected "IPIP", "IPIPCrossSubnet", "VXLAN", "VXLANCrossSubnet" or "None"']],
  [{ podInterfaceType: CalicoPodInterfaceType.VETH }, ['podInterfaceType: unknown field in operator 1.40: it exists from 1.43']],
  [{ sysctl: { 'net.core.somaxconn': '1' } },
    ['sysctl: "net.core.somaxconn" is not a value of it: expected "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes" or "net.ipv4.tcp_keepalive_time"']],
  [{ nodeAddressAutodetectionV4: CalicoNodeAddressAutodetection.cidrs() }, ['nodeAddressAutodetectionV4: has no method: expected exactly one']],
  [{ extraSpec: ['x'] }, ['extraSpec: ["x"] is not an object: expected fields of the Installation\'s spec']],
  [{ bgp: true, serviceCidrs: ['10.96.0.0'], extraSpec: { calicoNetwork: { linuxDataplane: 'BPF', bgp: 'Disabled', hostPort: true }, typhaDeploymnt: {} } }, [
    'extraSpec.calicoNetwork.linuxDataplane: is "Nftables" already, by the construct: leave it out',
    'extraSpec.calicoNetwork.bgp: says otherwise than the property bgp: leave out one of them',
    'extraSpec.typhaDeploymnt: unknown field; did you mean typhaDeployment?',
    'extraSpec.calicoNetwork.hostPort: unknown field; did you mean hostPorts?',
    'serviceCidrs[0]: "10.96.0.0" has no prefix length: did you mean "10.96.0.0/32"?',
  ]],
])('%j is an error', (props, messages) => {
  expect(() => make(props)).toThrow(new Error(messages.map(message => `test/calico: ${message}`).join('\n')));
});
