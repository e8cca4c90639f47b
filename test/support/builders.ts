import { normalize } from './reference';
import { IpFamily } from '../../src/base/ip/ip-family';
import { renderNftScript } from '../../src/dataplane/nftables/render/nft-script';
import { Ruleset } from '../../src/dataplane/ruleset';
import { RulesetOptions } from '../../src/dataplane/ruleset-options';

/** API objects as short as tests want them. What is not given is left out, so that defaults are tested as well. */
export type Plain = { readonly [key: string]: any };

/** `demo/web` and the like: what stands in `metadata.namespace` and `metadata.name`. */
function metadataOf(fullName: string, more: Plain = {}): Plain {
  const [namespace, name] = fullName.split('/');
  return { name, namespace, ...more };
}

/** `uid` tells that an API server has stored the object. */
export const STORED = { uid: '11111111-2222-3333-4444-555555555555' };

export function node(name = 'node-a', { addresses = ['192.168.0.2'], zone, podCIDRs }: { addresses?: string[]; zone?: string; podCIDRs?: string[] } = {}): Plain {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: zone === undefined ? {} : { 'topology.kubernetes.io/zone': zone } },
    spec: podCIDRs === undefined ? {} : { podCIDR: podCIDRs[0], podCIDRs },
    status: { addresses: addresses.map(address => ({ type: 'InternalIP', address })) },
  };
}

export function service(fullName: string, spec: Plain = {}, more: Plain = {}): Plain {
  const { metadata, ...rest } = more;
  return { apiVersion: 'v1', kind: 'Service', metadata: metadataOf(fullName, metadata), spec: { ports: [{ port: 80 }], ...spec }, ...rest };
}

/** A Service that an API server has stored. */
export function storedService(fullName: string, spec: Plain = {}, more: Plain = {}): Plain {
  return service(fullName, spec, { ...more, metadata: { ...STORED, ...more.metadata } });
}

export function slice(fullName: string, serviceName: string, endpoints: readonly Plain[], more: Plain = {}): Plain {
  const { metadata, ...rest } = more;
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: metadataOf(fullName, { ...metadata, labels: { 'kubernetes.io/service-name': serviceName, ...metadata?.labels } }),
    addressType: 'IPv4',
    ports: [{ port: 8080 }],
    endpoints,
    ...rest,
  };
}

export function serviceCidr(name: string, ...cidrs: string[]): Plain {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'ServiceCIDR', metadata: { name }, spec: { cidrs } };
}

export function workload(kind: string, fullName: string, labels: Plain, spec: Plain = {}, podSpec: Plain = {}, apiVersion = 'apps/v1'): Plain {
  return { apiVersion, kind, metadata: metadataOf(fullName), spec: { ...spec, template: { metadata: { labels }, spec: podSpec } } };
}

/** The ruleset of `node-a` for objects as they are stored, for kube-proxy 1.36 unless told otherwise. */
export function rulesetOf(objects: readonly Plain[], options: Partial<RulesetOptions> = {}): Ruleset {
  return Ruleset.fromObjects(objects.map(object => ({ ...object, metadata: { ...STORED, ...object.metadata } })), { kubernetesVersion: '1.36', nodeName: 'node-a', ...options });
}

/** The lines of one table that are not there without the Services and EndpointSlices, in the order of `normalize`. */
export function dynamicLines(objects: readonly Plain[], options: Partial<RulesetOptions> = {}, family = IpFamily.IPV4): string[] {
  const lines = (some: readonly Plain[]) => [...renderNftScript(rulesetOf(some, options)._table(family))];
  const fixed = new Set(lines(objects.filter(({ kind }) => kind !== 'Service' && kind !== 'EndpointSlice')));
  return normalize(lines(objects).filter(line => !fixed.has(line)).join('\n'));
}
