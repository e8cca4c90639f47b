import { KubeadmKind } from '../../../src/programs/kubeadm/fields';
import { kubeadmDocumentProblems } from '../../../src/programs/kubeadm/validate';

const problems = (kind: KubeadmKind, document: unknown, minor = 36) =>
  kubeadmDocumentProblems(kind, document, minor).map(({ field, message }) => `${field}: ${message}`);

const TOKEN = 'abcdef.0123456789abcdef';
const KEY = 'a0'.repeat(32);
const HASH = `sha256:${'0f'.repeat(32)}`;
const byToken = (fields: object) => ({ discovery: { bootstrapToken: { token: TOKEN, apiServerEndpoint: '10.0.0.1:6443', caCertHashes: [HASH], ...fields } } });

describe.each<[KubeadmKind, [object, string[]][]]>([
  ['InitConfiguration', [
    [{ bootstrapToken: [] }, ['bootstrapToken: unknown field; did you mean bootstrapTokens?']],
    [{ bootstrapTokens: [{ token: 'ABCDEF.0123456789abcdef' }] }, ['bootstrapTokens[0].token: is no bootstrap token: expected 6 and 16 lowercase letters or digits with a dot between']],
    [{ bootstrapTokens: [{ token: 42 }] }, ['bootstrapTokens[0].token: is no text']],
    [{ bootstrapTokens: [{ token: TOKEN, ttl: '1h', expires: '2030-01-01T00:00:00Z' }] }, ['bootstrapTokens[0].expires: never works: kubeadm sets ttl where it is not set, and then refuses it beside expires: expected ttl']],
    [{ bootstrapTokens: [{ token: TOKEN, expires: 'tomorrow' }] }, ['bootstrapTokens[0].expires: "tomorrow" is no time: expected such as "2030-01-31T12:00:00Z" (RFC 3339)']],
    [{ bootstrapTokens: [{ token: TOKEN, usages: ['sign'] }] }, ['bootstrapTokens[0].usages[0]: "sign" is no usage of bootstrap tokens: expected "signing" or "authentication"', 'bootstrapTokens[0].usages: has no "authentication", and kubeadm refuses a token without it: expected ["signing", "authentication"]']],
    [{ bootstrapTokens: [{ token: TOKEN, groups: ['system:masters'] }] }, ['bootstrapTokens[0].groups[0]: "system:masters" is no group of bootstrap tokens: expected "system:bootstrappers:" and lowercase letters, digits, colons or hyphens']],
    [{ bootstrapTokens: [{ token: TOKEN, usages: ['signing'], groups: ['system:bootstrappers:a'] }] }, ['bootstrapTokens[0].usages: has no "authentication", and kubeadm refuses a token without it: expected ["signing", "authentication"]']],
    [{ certificateKey: KEY.slice(2) }, ['certificateKey: is no certificate key: expected 64 hexadecimal digits (an AES key of 32 bytes)']],
    [{ localAPIEndpoint: { advertiseAddress: 'node', bindPort: 70000 } }, ['localAPIEndpoint.advertiseAddress: "node" is no IP address', 'localAPIEndpoint.bindPort: 70000 is no port: expected an integer from 1 to 65535']],
    [{ nodeRegistration: { name: 'a_b' } }, ['nodeRegistration.name: "a_b" is no DNS name: expected lowercase letters, digits, hyphens and dots']],
    [{ nodeRegistration: { criSocket: '/run/containerd/containerd.sock' } }, ['nodeRegistration.criSocket: "/run/containerd/containerd.sock" is no URL of a socket: did you mean "unix:///run/containerd/containerd.sock"?']],
    [{ nodeRegistration: { taints: [{ key: '', effect: 'NoSchedul' }] } }, [
      'nodeRegistration.taints[0].key: "" is no key of a taint: expected such as "node-role.kubernetes.io/control-plane"',
      'nodeRegistration.taints[0].effect: "NoSchedul" is no effect of a taint: expected "NoSchedule", "PreferNoSchedule" or "NoExecute"',
    ]],
    [{ nodeRegistration: { ignorePreflightErrors: ['Swap', 'ALL'] } }, ['nodeRegistration.ignorePreflightErrors: "all" can\'t stand beside other checks: expected it alone']],
    [{ nodeRegistration: { imagePullPolicy: 'always' } }, ['nodeRegistration.imagePullPolicy: "always" is no image pull policy: expected "Always", "IfNotPresent" or "Never"']],
    [{ nodeRegistration: { kubeletExtraArgs: [{ value: '1' }] } }, ['nodeRegistration.kubeletExtraArgs[0].name: is missing: expected the name of a flag, without hyphens before it']],
    [{ skipPhases: ['addon kube-proxy'] }, ['skipPhases[0]: "addon kube-proxy" is no phase: expected such as "addon/kube-proxy"']],
    [{ patches: { directory: 'patches' } }, ['patches.directory: "patches" is no absolute path']],
    [{ timeouts: { discovery: '0s', tlsBootstrap: '5' } }, ['timeouts.tlsBootstrap: "5" is no duration: expected a text such as "30s" or "1h30m"', 'timeouts.discovery: "0s" is no time to wait: expected more than 0s']],
  ]],
  ['InitConfiguration', [
    [{ bootstrapTokens: [{ expires: '2030-01-31T12:00:00Z' }] }, ['bootstrapTokens[0].expires: never works: kubeadm sets ttl where it is not set, and then refuses it beside expires: expected ttl']],
    [{ bootstrapTokens: [{ expires: '2030-02-30T12:00:00Z' }] }, ['bootstrapTokens[0].expires: "2030-02-30T12:00:00Z" is no time: expected such as "2030-01-31T12:00:00Z" (RFC 3339)']],
    [{ bootstrapTokens: [{ usages: ['signing'] }] }, ['bootstrapTokens[0].usages: has no "authentication", and kubeadm refuses a token without it: expected ["signing", "authentication"]']],
    [{ nodeRegistration: { taints: [{ key: 'a', effect: 'NoSchedule', timeAdded: '2030-01-31' }] } }, ['nodeRegistration.taints[0].timeAdded: "2030-01-31" is no time: expected such as "2030-01-31T12:00:00Z" (RFC 3339)']],
    [{ nodeRegistration: { criSocket: 'unix:///run/%zz.sock' } }, ['nodeRegistration.criSocket: "unix:///run/%zz.sock" is no URL of a socket: expected such as "unix:///run/containerd/containerd.sock"']],
    ...[['127.0.0.1', 'loopback'], ['::1', 'loopback'], ['224.0.0.1', 'multicast'], ['ff02::1', 'multicast'], ['169.254.1.1', 'link-local'], ['fe80::1', 'link-local'], ['255.255.255.255', 'broadcast']]
      .map(([address, kind]): [object, string[]] => [{ localAPIEndpoint: { advertiseAddress: address } },
        [`localAPIEndpoint.advertiseAddress: "${address}" is a ${kind} address, which an API server can't be reached at: expected an address of the node, for example "192.168.10.11"`]]),
  ]],
  ['ClusterConfiguration', [
    ...['https://etcd:abc', 'https://et cd:2379', 'https://fd00::1:2379', 'https://', 'etcd:2379', 'https://[fd00::1:2379', 'https://etcd/%zz', ':2379'].map((url): [object, string[]] =>
      [{ etcd: { external: { endpoints: [url] } } }, [`etcd.external.endpoints[0]: ${JSON.stringify(url)} is no URL: expected such as "https://10.0.0.11:2379"`]]),
    [{ controlPlaneEndpoint: 'K8s.example:6443' }, ['controlPlaneEndpoint: "K8s.example:6443" has upper-case letters: expected "k8s.example:6443"']],
    [{ controlPlaneEndpoint: '[fd00::1]' }, ['controlPlaneEndpoint: "[fd00::1]" has brackets and no port: expected "fd00::1", or such as "[fd00::1]:6443"']],
    ...['imageRepository', 'dns.imageRepository'].map((field): [object, string[]] => {
      const text = '[fd00::1]:5000/k8s';
      return [field === 'imageRepository' ? { imageRepository: text } : { dns: { imageRepository: text } },
        [`${field}: "${text}" is a registry by its IPv6 address, which breaks the templates of CoreDNS and kube-proxy in kubeadm: expected a name`]];
    }),
    [{ etcd: { local: {}, external: { endpoints: ['https://a:2379'] } } }, ['etcd: has local and external: expected one of both']],
    [{ etcd: { external: {} } }, ['etcd.external.endpoints: is empty: expected the URLs of etcd\'s members']],
    [{ etcd: { external: { endpoints: ['10.0.0.1:2379'] } } }, ['etcd.external.endpoints[0]: "10.0.0.1:2379" is no URL: expected such as "https://10.0.0.11:2379"']],
    [{ etcd: { external: { endpoints: ['http://a:2379'], caFile: '/ca' } } }, ['etcd.external.endpoints[0]: "http://a:2379" is no https URL, which caFile, certFile and keyFile are for: expected such as "https://10.0.0.11:2379"']],
    [{ etcd: { external: { endpoints: ['https://a:2379'], certFile: 'c' } } }, ['etcd.external.keyFile: is missing: a certificate and its key need each other', 'etcd.external.certFile: "c" is no absolute path']],
    [{ etcd: { external: { endpoints: ['https://a:2379'], certFile: '/c', keyFile: '/k' } } }, ['etcd.external.caFile: is missing: it is needed beside certFile and keyFile']],
    [{ etcd: { local: { dataDir: 'data', serverCertSANs: ['a b'] } } }, ['etcd.local.dataDir: "data" is no absolute path', 'etcd.local.serverCertSANs[0]: "a b" is neither an IP address nor a DNS name, with or without "*." before it']],
    [{ networking: { serviceSubnet: '10.0.0.0/8' } }, ['networking.serviceSubnet: "10.0.0.0/8" is too large for Services: expected a prefix length of 12 or more']],
    [{ networking: { serviceSubnet: '10.0.0.0/29' } }, ['networking.serviceSubnet: "10.0.0.0/29" has 8 addresses: expected 10 or more']],
    [{ networking: { serviceSubnet: 'fd00::/64' } }, ['networking.serviceSubnet: "fd00::/64" is too large for Services: expected a prefix length of 108 or more']],
    [{ networking: { podSubnet: '10.244.0.0/16, fd00::/56' } }, ['networking.podSubnet: "10.244.0.0/16, fd00::/56" has white space: expected CIDRs with nothing but a comma between them']],
    [{ networking: { podSubnet: '10.244.0.0/25' } }, ['networking.podSubnet: "10.244.0.0/25" is smaller than one node\'s /24: expected a larger subnet, or another node-cidr-mask-size-ipv4 in controllerManager\'s extraArgs']],
    [{ networking: { podSubnet: 'fd00::/40' } }, ['networking.podSubnet: "fd00::/40" is too large for nodes of /64: expected a prefix length of 48 or more, or another node-cidr-mask-size-ipv6 in controllerManager\'s extraArgs']],
    [{ networking: { dnsDomain: 'cluster_local' } }, ['networking.dnsDomain: "cluster_local" is no DNS name: expected lowercase letters, digits, hyphens and dots']],
    [{ controlPlaneEndpoint: 'https://k8s:6443' }, ['controlPlaneEndpoint: "https://k8s:6443" is a URL: expected a host and a port, as in "k8s.example.internal:6443", or without a port']],
    [{ controlPlaneEndpoint: 'k8s:0' }, ['controlPlaneEndpoint: 0 is no port: expected an integer from 1 to 65535']],
    [{ apiServer: { timeoutForControlPlane: '4m' } }, ['apiServer.timeoutForControlPlane: unknown field']],
    [{ apiServer: { extraVolumes: [{ name: 'a', hostPath: '/a' }] } }, ['apiServer.extraVolumes[0].mountPath: is missing']],
    [{ featureGates: { NFTablesProxyMode: true } }, ['featureGates.NFTablesProxyMode: is a feature gate of kube-proxy, and kubeadm refuses it here: expected it in the KubeProxyConfiguration']],
    [{ imageRepository: 'https://registry.k8s.io' }, ['imageRepository: "https://registry.k8s.io" is no image repository: expected such as "registry.example.internal:5000/kubernetes", without scheme and tag']],
    [{ encryptionAlgorithm: 'RSA' }, ['encryptionAlgorithm: "RSA" is no encryption algorithm: expected "RSA-2048", "RSA-3072", "RSA-4096", "ECDSA-P256" or "ECDSA-P384"']],
    [{ certificateValidityPeriod: '-1h' }, ['certificateValidityPeriod: "-1h" is no validity period: expected more than 0s']],
  ]],
  ['JoinConfiguration', [
    [{}, ['discovery: is missing: expected bootstrapToken or file']],
    [{ discovery: { ...byToken({}).discovery, file: { kubeConfigPath: '/a' } } }, ['discovery: has bootstrapToken and file: expected one of both']],
    [byToken({ token: 'secret' }), ['discovery.bootstrapToken.token: is no bootstrap token: expected 6 and 16 lowercase letters or digits with a dot between']],
    [byToken({ caCertHashes: [] }), ['discovery.bootstrapToken.caCertHashes: is empty: expected the hash of the cluster\'s CA certificate, or unsafeSkipCAVerification to be true']],
    [byToken({ caCertHashes: ['md5:00'] }), ['discovery.bootstrapToken.caCertHashes[0]: "md5:00" is no hash of a CA certificate: expected "sha256:" and 64 hexadecimal digits']],
    [byToken({ apiServerEndpoint: 'k8s' }), ['discovery.bootstrapToken.apiServerEndpoint: "k8s" has no port: expected such as "k8s.example.internal:6443"']],
    [byToken({ apiServerEndpoint: '' }), ['discovery.bootstrapToken.apiServerEndpoint: is missing: expected such as "k8s.example.internal:6443"']],
    [{ discovery: { file: { kubeConfigPath: 'http://a/b' } } }, ['discovery.file.kubeConfigPath: "http://a/b" has another scheme than https: expected an https URL, or the path of a file on the node']],
    [{ ...byToken({}), caCertPath: '/ca.pem' }, ['caCertPath: "/ca.pem" does not end with ".crt", as kubeadm expects']],
    [{ ...byToken({}), controlPlane: { certificateKey: 'x' } }, ['controlPlane.certificateKey: is no certificate key: expected 64 hexadecimal digits (an AES key of 32 bytes)']],
  ]],
  ['UpgradeConfiguration', [
    [{ apply: { patches: { directory: '' } } }, ['apply.patches.directory: "" is no absolute path']],
    [{ node: { patches: {} } }, ['node.patches.directory: "" is no absolute path']],
    [{ apply: { kubernetesVersion: 'v1.35.0' } }, ['apply.kubernetesVersion: "v1.35.0" is not of Kubernetes 1.36, which the documents are for']],
    [{ diff: { kubernetesVersion: '1.36', contextLines: -1 } }, ['diff.kubernetesVersion: "1.36" is no full version: expected one of the form "v1.36.<patch>"', 'diff.contextLines: -1 is negative: expected 0 or more']],
    [{ node: { patches: { directory: 'p' }, imagePullPolicy: 'x' } }, ['node.patches.directory: "p" is no absolute path', 'node.imagePullPolicy: "x" is no image pull policy: expected "Always", "IfNotPresent" or "Never"']],
  ]],
  ['ResetConfiguration', [
    [{ unmountFlags: ['MNT_FORCED'] }, ['unmountFlags[0]: "MNT_FORCED" is no flag of unmount: expected "MNT_FORCE", "MNT_DETACH", "MNT_EXPIRE" or "UMOUNT_NOFOLLOW"']],
    [{ certificatesDir: 'pki', criSocket: 'x' }, ['certificatesDir: "pki" is no absolute path', 'criSocket: "x" is no URL of a socket: expected such as "unix:///run/containerd/containerd.sock"']],
  ]],
])('%s', (kind, cases) => {
  test.each(cases)('%j', (document, expected) => {
    expect(problems(kind, document)).toEqual(expected);
  });
});

test('right documents have no problem', () => {
  expect(problems('InitConfiguration', { localAPIEndpoint: { advertiseAddress: '0.0.0.0' }, patches: { directory: '' }, bootstrapTokens: [{ usages: [] }, { expires: null }] })).toEqual([]);
  expect(problems('JoinConfiguration', { ...byToken({ apiServerEndpoint: 'K8S.example:6443' }), controlPlane: { localAPIEndpoint: { advertiseAddress: 'fd00::7' } } })).toEqual([]);
  expect(problems('ClusterConfiguration', { etcd: { local: { imageRepository: '[fd00::1]:5000/k8s' }, external: null } })).toEqual([]);
  expect(problems('UpgradeConfiguration', { apply: { patches: null } })).toEqual([]);
  expect(problems('InitConfiguration', { bootstrapTokens: [{ token: '${T}', ttl: '0s', groups: ['system:bootstrappers:a:b-c'] }], certificateKey: KEY, nodeRegistration: { taints: [], name: 'Worker-1' } })).toEqual([]);
  expect(problems('JoinConfiguration', byToken({ token: '${T}', caCertHashes: ['${H}'], apiServerEndpoint: '[fd00::1]:6443' }))).toEqual([]);
  expect(problems('JoinConfiguration', byToken({ caCertHashes: [], unsafeSkipCAVerification: true }))).toEqual([]);
  expect(problems('JoinConfiguration', { discovery: { file: { kubeConfigPath: '/etc/discovery.conf' } } })).toEqual([]);
  expect(problems('ClusterConfiguration', {
    controlPlaneEndpoint: 'fd00::1',
    etcd: { external: { endpoints: ['https://a:2379', 'https://[fd00::1]:2379', 'https://user:a%20b@etcd'], httpEndpoints: ['http://a:2381'], caFile: '/ca', certFile: '/c', keyFile: '/k' } },
    networking: { serviceSubnet: '10.96.0.0/12,fd00::/108', podSubnet: '10.0.0.0/8' },
    controllerManager: { extraArgs: [{ name: 'allocate-node-cidrs', value: 'true' }, { name: 'allocate-node-cidrs', value: 'false' }] },
    apiServer: { certSANs: ['*.example.com', '10.0.0.1'] },
    imageRepository: 'registry.example.internal:5000/k8s/mirror',
  })).toEqual([]);
});

test('what came later is unknown before', () => {
  const external = { endpoints: ['https://a:2379'], httpEndpoints: ['https://a:2381'] };
  expect(problems('ClusterConfiguration', { etcd: { external } }, 34)).toEqual(['etcd.external.httpEndpoints: unknown field in Kubernetes 1.34: it exists from 1.35']);
  expect(problems('ClusterConfiguration', { etcd: { external } }, 35)).toEqual([]);
  expect(problems('ClusterConfiguration', { encryptionAlgorithm: 'ECDSA-P384' }, 33)).toEqual(['encryptionAlgorithm: "ECDSA-P384" exists from Kubernetes 1.34 only']);
  expect(problems('UpgradeConfiguration', { plan: { etcdUpgrade: false } }, 32)).toEqual(['plan.etcdUpgrade: unknown field in Kubernetes 1.32: it exists from 1.33']);
});
