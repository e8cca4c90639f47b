import { Explanation } from '../../../src/dataplane/explain/explanation';
import { Ruleset } from '../../../src/dataplane/ruleset';
import { RulesetOptions } from '../../../src/dataplane/ruleset-options';
import { node, Plain, rulesetOf, service, serviceCidr, slice } from '../../support/builders';

const HERE = 'node-a';
const THERE = 'node-b';

function endpoint(address: string, podName: string, nodeName: string): Plain {
  return { addresses: [address], nodeName, targetRef: { kind: 'Pod', namespace: 'shop', name: podName } };
}

/** A cluster of two nodes, of which `node-a` is looked at, with a Service for each feature that matters. */
export const SHOP: readonly Plain[] = [
  node(HERE, { addresses: ['192.168.0.2', 'fd00:1::2'], podCIDRs: ['10.244.1.0/24', 'fd00:244:1::/64'] }),
  node(THERE, { addresses: ['192.168.0.3', 'fd00:1::3'], podCIDRs: ['10.244.2.0/24', 'fd00:244:2::/64'] }),
  serviceCidr('kubernetes', '10.96.0.0/16', 'fd00:96::/112'),
  service('shop/web', { type: 'NodePort', clusterIP: '10.96.0.10', ports: [{ name: 'http', port: 80, nodePort: 30080 }] }),
  slice('shop/web-1', 'web', [endpoint('10.244.1.5', 'web-0', HERE), endpoint('10.244.2.6', 'web-1', THERE)], { ports: [{ name: 'http', port: 8080 }] }),
  service('shop/edge', {
    type: 'LoadBalancer', clusterIP: '10.96.0.11', externalTrafficPolicy: 'Local', ports: [{ port: 443, nodePort: 30443 }],
  }, { status: { loadBalancer: { ingress: [{ ip: '198.51.100.7' }] } } }),
  slice('shop/edge-1', 'edge', [endpoint('10.244.2.7', 'edge-0', THERE)]),
  service('shop/ranges', {
    type: 'LoadBalancer', clusterIP: '10.96.0.12', externalIPs: ['198.51.100.9'], loadBalancerSourceRanges: ['203.0.113.0/24'],
  }, { status: { loadBalancer: { ingress: [{ ip: '198.51.100.8' }] } } }),
  slice('shop/ranges-1', 'ranges', [endpoint('10.244.1.8', 'ranges-0', HERE)]),
  service('shop/sticky', { clusterIP: '10.96.0.13', sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 600 } } }),
  slice('shop/sticky-1', 'sticky', [endpoint('10.244.1.9', 'sticky-0', HERE), endpoint('10.244.2.9', 'sticky-1', THERE)]),
  service('shop/empty', { type: 'NodePort', clusterIP: '10.96.0.14', ports: [{ port: 80, nodePort: 30014 }] }),
  service('shop/near', { clusterIP: '10.96.0.15', internalTrafficPolicy: 'Local' }),
  slice('shop/near-1', 'near', [endpoint('10.244.2.10', 'near-0', THERE)]),
  service('shop/headless', { clusterIP: 'None' }),
  slice('shop/headless-1', 'headless', [endpoint('192.168.0.2', 'agent-a', HERE), endpoint('192.168.0.3', 'agent-b', THERE)]),
  service('shop/outside', { type: 'ExternalName', externalName: 'example.com' }),
  service('shop/dns', {
    clusterIP: '10.96.0.16', ports: [{ name: 'dns', port: 53, protocol: 'UDP' }, { name: 'dns-tcp', port: 53 }, { name: 'metrics', port: 9153 }],
  }),
  slice('shop/dns-1', 'dns', [endpoint('10.244.1.11', 'dns-0', HERE)], { ports: [{ name: 'dns', protocol: 'UDP', port: 5353 }, { name: 'dns-tcp', port: 5353 }] }),
  service('shop/six', { clusterIP: 'fd00:96::6', type: 'NodePort', ports: [{ port: 80, nodePort: 30006 }] }),
  slice('shop/six-1', 'six', [{ ...endpoint('fd00:244:1::6', 'six-0', HERE) }], { addressType: 'IPv6' }),
];

export const CONFIGURATION = { clusterCIDR: '10.244.0.0/16,fd00:244::/32' };

export function shop(options: Partial<RulesetOptions> = {}, more: readonly Plain[] = []): Ruleset {
  return rulesetOf([...SHOP, ...more], { configuration: CONFIGURATION, ...options });
}

export function explain(source: string, destination: string, options: Partial<RulesetOptions> = {}): Explanation {
  return shop(options).explain({ source, destination });
}

/** The answer in one line: the verdict, the endpoints with an M behind masqueraded ones, or the reason. */
export function brief(explanation: Explanation): string {
  const endpoints = explanation.endpoints.map(({ address, port, isMasqueraded }) => `${address}:${port}${isMasqueraded ? ' M' : ''}`);
  return `${explanation.verdict}: ${endpoints.length > 0 ? endpoints.join(', ') : explanation.reason}`;
}
