import { App, Chart } from 'cdk8s';
import { LocalDetector } from '../../../src/constructs/kube-proxy/local-detector';
import { NftablesKubeProxy } from '../../../src/constructs/kube-proxy/nftables-kube-proxy';
import { NftablesKubeProxyProps } from '../../../src/constructs/kube-proxy/nftables-kube-proxy-props';
import { ProxyMode } from '../../../src/programs/kube-proxy/proxy-mode';

const make = (kubernetesVersion: string, props: Partial<NftablesKubeProxyProps>) =>
  new NftablesKubeProxy(new Chart(new App(), 'test'), 'kube-proxy', { kubernetesVersion, ...props });

const { NFTABLES, IPTABLES, IPVS } = ProxyMode;

const ALPHA = 'nftables mode is alpha in Kubernetes 1.29 and 1.30, and not GA before 1.33 (KEP-3866)';
const BETA = 'nftables mode is beta in Kubernetes 1.31 and 1.32, and not GA before 1.33 (KEP-3866)';
const BY_INTERFACE = 'local traffic by interface is broken in nftables mode before Kubernetes 1.33: a bridge has to exist before kube-proxy starts, and a prefix never matches (kubernetes/kubernetes#134117)';
const IPVS_DEPRECATED = 'IPVS mode is deprecated from Kubernetes 1.35, off by default from 1.40 and removed in 1.43 (KEP-5495)';
const DEFAULT_MODE = 'kube-proxy\'s default mode is nftables from Kubernetes 1.40 (KEP-5343, provisional)';
const LOCALHOST = 'localhost has no effect in nftables mode without the feature gate KubeProxyNFTablesLocalhostNodePorts (KEP-6032)';

test.each<[string, Partial<NftablesKubeProxyProps>, string[]]>([
  ['1.29', { featureGates: { NFTablesProxyMode: true } }, [ALPHA]],
  ['1.30', { featureGates: { AllAlpha: true } }, [ALPHA]],
  ['1.31', {}, [BETA]],
  ['1.32', { localDetector: LocalDetector.interfaceNamePrefix('cali') }, [BETA, BY_INTERFACE]],
  ['1.32', { localDetector: LocalDetector.nodeCidr() }, [BETA]],
  ['1.33', { localDetector: LocalDetector.interfaceNamePrefix('cali') }, []],
  ['1.32', { mode: IPTABLES, localDetector: LocalDetector.bridgeInterface('cni0') }, []],
  ['1.36', {}, []],
  ['1.37', { nodePortAddresses: ['primary', 'localhost'] }, [LOCALHOST]],
  ['1.37', { nodePortAddresses: ['primary', 'localhost'], featureGates: { KubeProxyNFTablesLocalhostNodePorts: true } }, []],
  ['1.37', { nodePortAddresses: ['localhost'], mode: IPTABLES }, []],
  ['1.38', { nodePortAddresses: ['primary', 'localhost'] }, []],
  ['1.28', { mode: IPVS }, []],
  ['1.34', { mode: IPVS }, []],
  ['1.35', { mode: IPVS }, [IPVS_DEPRECATED]],
  ['1.39', { mode: IPVS }, [IPVS_DEPRECATED]],
  ['1.42', { mode: IPVS, featureGates: { KubeProxyIPVS: true } }, [IPVS_DEPRECATED]],
  ['1.39', { mode: IPTABLES }, []],
  ['1.40', { mode: IPTABLES }, [DEFAULT_MODE]],
  ['1.40', { mode: NFTABLES }, []],
])('%s with %j has the notices %j', (version, props, notices) => {
  const proxy = make(version, props);
  expect(proxy.notices).toEqual(notices);
  expect(proxy.configMap.toJson().metadata.annotations?.['cdk8s-nftables/notice']).toBe(notices.length > 0 ? notices.join('\n') : undefined);
});

test.each<[string, Partial<NftablesKubeProxyProps>, string]>([
  ['1.28', {}, 'mode: nftables mode exists from Kubernetes 1.29 (KEP-3866): expected ProxyMode.IPTABLES or ProxyMode.IPVS until the cluster is upgraded'],
  ['1.29', {}, 'mode: nftables mode is alpha and off by default in Kubernetes 1.29 and 1.30 (KEP-3866): expected featureGates to have NFTablesProxyMode: true, or Kubernetes 1.33 or newer'],
  ['1.30', { featureGates: { NFTablesProxyMode: false } }, 'mode: nftables mode is alpha and off by default in Kubernetes 1.29 and 1.30 (KEP-3866): expected featureGates to have NFTablesProxyMode: true, or Kubernetes 1.33 or newer'],
  ['1.32', { featureGates: { NFTablesProxyMode: false } }, 'mode: nftables mode is switched off by a feature gate (KEP-3866): expected featureGates not to have NFTablesProxyMode: false'],
  ['1.37', { mode: IPVS, featureGates: { KubeProxyIPVS: false } }, 'mode: IPVS mode is switched off by a feature gate (KEP-5495): expected featureGates not to have KubeProxyIPVS: false, or ProxyMode.NFTABLES'],
  ['1.40', { mode: IPVS }, 'mode: IPVS mode is off by default from Kubernetes 1.40 (KEP-5495): expected ProxyMode.NFTABLES, or featureGates to have KubeProxyIPVS: true until 1.43'],
  ['1.43', { mode: IPVS }, 'mode: IPVS mode was removed in Kubernetes 1.43 (KEP-5495): expected ProxyMode.NFTABLES'],
  ['1.43', { extraConfiguration: { mode: 'ipvs' } }, 'extraConfiguration.mode: IPVS mode was removed in Kubernetes 1.43 (KEP-5495): expected ProxyMode.NFTABLES'],
])('%s with %j is an error', (version, props, message) => {
  expect(() => make(version, props)).toThrow(new Error(`test/kube-proxy: ${message}`));
});

test('1.43 with the gate of IPVS mode set says so of the gate first', () => {
  expect(() => make('1.43', { mode: IPVS, featureGates: { KubeProxyIPVS: true } }))
    .toThrow(new Error('test/kube-proxy: featureGates.KubeProxyIPVS: can\'t be true in Kubernetes 1.43: it is locked to false from 1.43'));
});
