import { Assumptions } from './assumptions';
import { InputError, quoted } from '../../base/errors';
import { IpAddress, parseIp } from '../../base/ip/address';
import { FieldReader, PlainObject } from '../../base/objects/fields';
import { LoadBalancerIngress, Service } from '../served/service';

/** Addresses that load balancers are assumed to give: to a Service by its `namespace/name`. */
export type AssumedLoadBalancers = Readonly<Record<string, readonly string[]>>;

/**
 * Where a manifest asks for an address of its load balancer: the annotation, and whose it is. MetalLB's documentation (usage, "requesting
 * specific IPs") and kube-vip's (usage, "kubernetes services"); both take several addresses, one of each family, joined by commas.
 */
const ANNOTATIONS: readonly string[] = ['metallb.io/loadBalancerIPs', 'metallb.universe.tf/loadBalancerIPs', 'kube-vip.io/loadbalancerIPs'];

/** What kube-vip takes for an address that DHCP is still to give. */
const BY_DHCP = '0.0.0.0';

/**
 * A Service with the address that its load balancer is to give it: the assumed one, or the one that the manifest asks for. A Service that
 * has an address already keeps it.
 *
 * @throws InputError where an address is none
 */
export function withLoadBalancer(object: PlainObject, service: Service, assumed: AssumedLoadBalancers, assumptions: Assumptions): PlainObject {
  const name = `${service.namespace}/${service.name}`;
  if (service.type !== 'LoadBalancer' || service.ingress !== undefined) return object;
  const given = Object.hasOwn(assumed, name) ? { addresses: assumed[name].map(text => assumedAddress(name, text)), by: 'as given' } : askedFor(object);
  if (!given || given.addresses.length === 0) {
    assumptions.add(`Service ${name}`, 'no load balancer has given it an address yet, so no rule for one is shown');
    return object;
  }
  const { addresses, by } = given;
  assumptions.add(`Service ${name}`, `load balancer address ${addresses.map(({ text }) => text).join(', ')}, ${by}`);
  return { ...object, status: { loadBalancer: { ingress: ingressOf(addresses.map(address => ({ address, mode: 'VIP' }))) } } };
}

/** @throws InputError where an entry names no Service of type LoadBalancer among the planned ones */
export function checkAssumedLoadBalancers(assumed: AssumedLoadBalancers, planned: readonly Service[]): void {
  for (const name of Object.keys(assumed)) {
    if (planned.some(service => service.type === 'LoadBalancer' && `${service.namespace}/${service.name}` === name)) continue;
    throw new InputError(`load balancer address of ${quoted(name)}: there is no planned Service of type LoadBalancer with this name; expected NAMESPACE/NAME, for example, shop/web`);
  }
}

function assumedAddress(name: string, text: string): IpAddress {
  const address = parseIp(text);
  if (!address) throw new InputError(`load balancer address of ${name}: ${quoted(text)} is not an IP address; expected, for example, 203.0.113.7`);
  return address;
}

function askedFor(object: PlainObject): { readonly addresses: readonly IpAddress[]; readonly by: string } | undefined {
  const reader = new FieldReader(object);
  const annotations = reader.map(reader.map(object.metadata, 'metadata').annotations, 'metadata.annotations');
  const key = ANNOTATIONS.find(name => typeof annotations[name] === 'string');
  if (key !== undefined) {
    const texts = String(annotations[key]).split(',').map(text => text.trim()).filter(text => text !== '' && text !== BY_DHCP);
    return { addresses: texts.map(text => reader.ip(text, `metadata.annotations[${key}]`)), by: `which the annotation ${key} asks for` };
  }
  const { loadBalancerIP } = reader.map(object.spec, 'spec');
  if (typeof loadBalancerIP !== 'string' || loadBalancerIP === '' || loadBalancerIP === BY_DHCP) return undefined;
  return { addresses: [reader.ip(loadBalancerIP, 'spec.loadBalancerIP')], by: 'which spec.loadBalancerIP asks for' };
}

/** Entries of status.loadBalancer.ingress as the API server stores them. */
export function ingressOf(entries: readonly LoadBalancerIngress[]): PlainObject[] {
  return entries.map(({ address, hostname, mode }) => ({
    ...address && { ip: address.text }, ...hostname !== undefined && { hostname }, ...mode === 'Proxy' && { ipMode: mode },
  }));
}
