import { Client } from './world';

/** What a reader of Kubernetes' documentation expects of a Service, whatever this project predicts. */
export interface Topic {
  readonly topic: string;
  readonly scenario: string;
  readonly from: Client['kind'];
  /** The frontend. */
  readonly to: string;
  /** All that is seen, each at least once. */
  readonly seen: readonly string[];
}

const LOCAL = 'pods, 10.244.1.5 8080';
const REMOTE = 'beyond, 10.244.2.6 8080';
const of = (topic: string, scenario: string, from: Client['kind'], to: string, ...seen: string[]): Topic => ({ topic, scenario, from, to, seen });

export const TOPICS: readonly Topic[] = [
  of('ClusterIP', 'cluster-ip', 'pod on the node', '10.96.1.2:80/tcp', `${LOCAL}, which sees the client`, `${REMOTE}, which sees the client`),
  of('ClusterIP from outside', 'cluster-ip', 'external', '10.96.1.2:80/tcp', `${LOCAL}, which sees the node`, `${REMOTE}, which sees the node`),
  of('hairpin', 'cluster-ip', 'endpoint on the node', '10.96.1.2:80/tcp', `${LOCAL}, which sees the node`, `${REMOTE}, which sees the client`),
  of('hairpin', 'long-names-ipv6', 'endpoint on the node', '[fd00:96::1:2]:80/tcp', 'pods, fd00:244:1111:2222:3333:4444:5555:6666 65535, which sees the node'),
  of('undefined port of a ClusterIP', 'cluster-ip', 'pod on the node', '10.96.1.2:7/tcp', 'refused'),
  of('undefined port of a ClusterIP', 'ipv6-only', 'node', '[fd00:96::1:2]:7/tcp', 'refused'),
  of('unallocated ClusterIP', 'cluster-ip', 'pod on the node', '10.96.254.253:7/udp', 'timed out'),
  of('no endpoints', 'cluster-ip-no-endpoints', 'pod on the node', '10.96.1.2:80/tcp', 'refused'),
  of('no endpoints', 'cluster-ip-no-endpoints', 'node', '10.96.1.2:80/tcp', 'refused'),
  of('no endpoints', 'node-port-no-endpoints', 'external', '192.168.10.11:30080/tcp', 'refused'),
  of('no endpoints', 'load-balancer-no-endpoints', 'external', '198.51.100.7:80/tcp', 'refused'),
  of('NodePort', 'node-port', 'external', '192.168.10.11:30080/tcp', `${LOCAL}, which sees the node`, `${REMOTE}, which sees the node`),
  of('NodePort over UDP', 'node-port', 'external', '192.168.10.11:30053/udp', 'pods, 10.244.1.5 53, which sees the node', 'beyond, 10.244.2.6 53, which sees the node'),
  of('NodePort at localhost', 'node-port', 'node', '127.0.0.1:30080/tcp', 'node, 127.0.0.1 30080, which sees the client'),
  of('NodePort addresses', 'node-port-addresses-several', 'external', '10.77.0.4:30080/tcp', `${LOCAL}, which sees the node`, `${REMOTE}, which sees the node`),
  of('NodePort addresses', 'node-port-addresses-several', 'external', '192.168.10.111:30080/tcp', 'node, 192.168.10.111 30080, which sees the client'),
  of('externalTrafficPolicy: Local', 'node-port-local-with-local-endpoint', 'external', '192.168.10.11:30080/tcp', `${LOCAL}, which sees the client`),
  of('externalTrafficPolicy: Local', 'node-port-local-with-local-endpoint', 'pod on the node', '192.168.10.11:30080/tcp',
    `${LOCAL}, which sees the client`, `${REMOTE}, which sees the client`),
  of('externalTrafficPolicy: Local', 'node-port-local-without-local-endpoint', 'external', '192.168.10.11:30080/tcp', 'timed out'),
  of('internalTrafficPolicy: Local', 'internal-local-with-local-endpoint', 'pod on the node', '10.96.1.2:80/tcp', `${LOCAL}, which sees the client`),
  of('internalTrafficPolicy: Local', 'internal-local-without-local-endpoint', 'pod on the node', '10.96.1.2:80/tcp', 'timed out'),
  of('source ranges', 'source-ranges', 'external', '198.51.100.7:80/tcp', 'timed out'),
  of('source ranges', 'source-ranges', 'external, in a source range', '198.51.100.7:80/tcp', `${LOCAL}, which sees the node`, `${REMOTE}, which sees the node`),
  of('source ranges', 'source-ranges', 'external', '192.168.10.11:30080/tcp', `${LOCAL}, which sees the node`, `${REMOTE}, which sees the node`),
  of('session affinity', 'session-affinity', 'pod elsewhere', '10.96.1.2:80/tcp', `${LOCAL}, which sees the client`, `${REMOTE}, which sees the client`),
  of('masqueradeAll', 'masquerade-all', 'pod on the node', '10.96.1.2:80/tcp', `${LOCAL}, which sees the node`, `${REMOTE}, which sees the node`),
  of('load balancer IP that a proxy answers', 'load-balancer-ip-mode-proxy', 'pod on the node', '198.51.100.7:80/tcp', 'external, 198.51.100.7 80, which sees the client'),
];
