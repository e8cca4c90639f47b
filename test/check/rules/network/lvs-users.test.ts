import { lvsUsers } from '../../../../src/check/rules/network/lvs-users';
import { Plain } from '../../../support/builders';
import { daemonSet, found, kubeProxy, summary } from '../../findings/findings';

const onHost = (name: string, image: string, container: Plain = {}) => daemonSet(`kube-system/${name}`, image, { container, spec: { hostNetwork: true } });
const env = (name: string, value: string) => ({ env: [{ name, value }] });

test.each([
  ['keepalived', onHost('lb', 'docker.io/osixia/keepalived:2.0.20'), 'keepalived, unless it is used for VRRP only (without virtual_server blocks)'],
  ['kube-vip', onHost('lb', 'ghcr.io/kube-vip/kube-vip:v1.0.1', env('lb_enable', 'true')), 'kube-vip with a load balancer for the API server'],
  ['kube-vip by a flag', onHost('lb', 'ghcr.io/kube-vip/kube-vip-iptables:v1.0.1', { args: ['manager', '--enableLoadBalancer'] }),
    'kube-vip with a load balancer for the API server'],
  ['kube-router', onHost('lb', 'docker.io/cloudnativelabs/kube-router:v2.5.0', { args: ['--run-router=true'] }), 'kube-router with its service proxy'],
  ['seesaw', onHost('lb', 'example.org/seesaw:1'), 'seesaw'],
])('non-compliant: %s', (_what, workload, detail) => {
  expect(summary(found(lvsUsers, [kubeProxy({ mode: 'iptables' }), workload]))).toEqual([{
    severity: 'blocker',
    message: 'kube-proxy in nftables mode removes the virtual servers of other software from the node\'s IPVS table each time it starts.',
    objects: [`DaemonSet kube-system/lb: ${detail}`],
  }]);
});

test('one entry for a workload with several containers of a kind', () => {
  const [finding] = found(lvsUsers, [daemonSet('kube-system/lb', 'keepalived:2', {
    spec: { hostNetwork: true, initContainers: [{ name: 'prepare', image: 'keepalived:2', restartPolicy: 'Always' }] },
  })]);
  expect(finding.objects).toHaveLength(1);
});

test('an init container of the same image is not what runs', () => {
  const prepare = (more: Plain = {}) => ({
    hostNetwork: true, initContainers: [{ name: 'install-cni', image: 'cloudnativelabs/kube-router:v2.5.0', args: ['--run-router=true'], ...more }],
  });
  const router = (spec: Plain) => daemonSet('kube-system/router', 'cloudnativelabs/kube-router:v2.5.0', { container: { args: ['--run-service-proxy=false'] }, spec });
  expect(found(lvsUsers, [router(prepare())])).toEqual([]);
  // A sidecar is an init container that goes on running.
  expect(found(lvsUsers, [router(prepare({ restartPolicy: 'Always' }))])).toHaveLength(1);
});

test.each([
  ['kube-vip for virtual IPs only', onHost('lb', 'ghcr.io/kube-vip/kube-vip:v1.0.1', env('lb_enable', 'false'))],
  ['kube-vip\'s cloud provider', onHost('lb', 'ghcr.io/kube-vip/kube-vip-cloud-provider:v0.0.12', env('lb_enable', 'true'))],
  ['kube-router without service proxy', onHost('lb', 'cloudnativelabs/kube-router:v2.5.0', { args: ['--run-service-proxy=false'] })],
  ['a network of its own', daemonSet('kube-system/lb', 'osixia/keepalived:2.0.20')],
])('compliant: %s', (_what, workload) => {
  expect(found(lvsUsers, [workload])).toEqual([]);
});
