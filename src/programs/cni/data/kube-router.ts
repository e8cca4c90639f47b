import { CniNeed } from '../need';
import { conditional, correction, no, Plugin, unknown, yes } from '../plugin';

/** kube-router 2.11. */
export const KUBE_ROUTER: Plugin = {
  id: 'kube-router',
  name: 'kube-router',
  version: '2.11',
  dataPlane: 'kernel routes with BGP; iptables, ipset and IPVS',
  kernel: 'IPVS modules for the service proxy; nft 1.0.1 for nftables policies',
  sources: [
    'https://github.com/cloudnativelabs/kube-router/blob/v2.11.1/docs/user-guide.md',
    'https://github.com/cloudnativelabs/kube-router/blob/v2.11.1/docs/bgp.md',
  ],
  answers: {
    [CniNeed.WINDOWS]: no('kube-router runs on Linux only.'),
    [CniNeed.IPV6]: yes('IPv6 and dual stack.'),
    [CniNeed.NFTABLES]: conditional('Without its own service proxy (--run-service-proxy=false), which would replace kube-proxy.'),
    [CniNeed.WITHOUT_KUBE_PROXY]: conditional('By IPVS (--run-service-proxy). This is not kube-proxy\'s deprecated code, but it is IPVS all the same.'),
    [CniNeed.WITHOUT_IPTABLES]: no('Only policies can be written by nftables (--use-nftables-for-netpol, experimental, from 2.11.0); routing and the service proxy use iptables.'),
    [CniNeed.DSR]: conditional('By IPVS tunnels, for external IPs, with the annotation kube-router.io/service.dsr.'),
    [CniNeed.MAGLEV]: conditional('By the IPVS scheduler mh, with the annotation kube-router.io/service.scheduler.', 'https://github.com/cloudnativelabs/kube-router/blob/v2.11.1/pkg/controllers/proxy/network_services_controller.go'),
    [CniNeed.LOAD_BALANCER_ADDRESSES]: yes('The allocator (--run-loadbalancer), announced by BGP.'),
    [CniNeed.NETWORK_POLICY]: yes('NetworkPolicy is enforced.'),
    [CniNeed.CLUSTER_POLICY]: no('It enforces NetworkPolicy only.'),
    [CniNeed.POLICY_ORDER]: no('It enforces NetworkPolicy only, which does not have an order.'),
    [CniNeed.L7]: no('It does not read requests.'),
    [CniNeed.FQDN]: no('Policies by DNS name are not part of it.'),
    [CniNeed.HOST_FIREWALL]: no('Policies for nodes are not part of it.'),
    [CniNeed.ENCRYPTION]: no('It does not encrypt.'),
    [CniNeed.IPSEC]: no('It does not encrypt.'),
    [CniNeed.MUTUAL_TLS]: unknown('Not by kube-router itself; whether Istio ambient runs on it is not documented by either project.'),
    [CniNeed.ISTIO_AMBIENT]: unknown('Neither project documents it.'),
    [CniNeed.FLOW_LOGS]: no('It exposes metrics for Prometheus, but not flows.'),
    [CniNeed.L7_FLOWS]: no('It exposes metrics for Prometheus, but not flows.'),
    [CniNeed.BGP]: yes('BGP (GoBGP) is its core feature.'),
    [CniNeed.EGRESS_GATEWAY]: no('Egress gateways are not part of it.'),
    [CniNeed.MULTI_CLUSTER]: no('It knows one cluster.'),
    [CniNeed.GATEWAY_API]: no('Any implementation of Gateway API can be installed beside it.'),
    [CniNeed.FIXED_ADDRESSES]: unknown('Not examined.'),
    [CniNeed.HOST_TOOLS]: yes('Routes, ipsets, rules and IPVS are those of the kernel.'),
  },
  combinations: [
    {
      need: CniNeed.NFTABLES,
      affects: [CniNeed.DSR, CniNeed.MAGLEV],
      answer: no('It is part of its own service proxy, which replaces kube-proxy.'),
    },
    {
      need: CniNeed.NFTABLES,
      affects: [CniNeed.LOAD_BALANCER_ADDRESSES],
      answer: unknown('Whether addresses are served by kube-proxy as well as by its own service proxy was not examined.'),
    },
  ],
  corrections: [
    correction(
      'kube-router needs no IPVS',
      'Its service proxy is IPVS, though not kube-proxy\'s deprecated code',
      'https://github.com/cloudnativelabs/kube-router/blob/v2.11.1/docs/user-guide.md',
      'https://kep.k8s.io/5495',
    ),
  ],
};
