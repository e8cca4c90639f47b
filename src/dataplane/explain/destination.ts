import { AnsweredFrontend } from './answer';
import { ClusterNetwork } from './cluster-network';
import { Frontend, frontendsOfService, FRONTEND_TEXTS, isServed } from './frontends';
import { Source } from './source';
import { FrontendKind } from './vocabulary';
import { InputError, quoted } from '../../base/errors';
import { Family, parseIp } from '../../base/ip/address';
import { TransportProtocol } from '../../base/ip/transport-protocol';
import { didYouMean } from '../../base/text/suggest';
import { Service, ServicePort } from '../../cluster/served/service';

/** Where a packet goes to. */
export interface Destination {
  readonly family: Family;
  readonly address: string;
  readonly port: number;
  readonly protocol: TransportProtocol;
}

const EXPECTED = 'expected svc:NAMESPACE/NAME:PORT or ADDRESS:PORT, as in svc:shop/web:80, 10.96.40.1:80/tcp or [fd00::1]:53/udp';
const PROTOCOLS: readonly string[] = ['tcp', 'udp', 'sctp'];

/**
 * Reads what a user calls a destination.
 *
 * @throws InputError that says what would be right
 */
export function readDestination(text: string, source: Source, network: ClusterNetwork): Destination {
  const [target, protocol] = splitProtocol(text);
  const service = /^svc:([^/]*)\/([^:]*):(.*)$/s.exec(target);
  if (service) return ofService(text, { namespace: service[1], name: service[2], port: service[3], protocol }, source, network);
  const parts = /^(?:\[([^\]]*)\]|([^:[\]]*)):(\d{1,5})$/.exec(target);
  const ip = parts && parseIp(parts[1] ?? parts[2]);
  const port = Number(parts?.[3]);
  if (!ip || port < 1 || port > 65535) return fail(text, EXPECTED);
  const sendsFromDestination = source.usesLocalDestination && network.isLocal(ip.text);
  if (source.addresses[ip.family] === undefined && !sendsFromDestination) return fail(text, noAddress(source, ip.family));
  return { family: ip.family, address: ip.text, port, protocol: protocol ?? 'tcp' };
}

function fail(text: string, problem: string): never {
  throw new InputError(`destination ${quoted(text)}: ${problem}`);
}

/** A word at the end, as in `/udp`. */
function splitProtocol(text: string): [target: string, protocol: TransportProtocol | undefined] {
  const target = text.trim();
  const match = /^(.*)\/([A-Za-z]+)$/s.exec(target);
  // `svc:shop/web` has a slash as well, but nothing of it can be taken for a protocol before its port.
  if (!match || !match[1].includes(':') || /^svc:[^/]*$/.test(match[1])) return [target, undefined];
  const protocol = match[2].toLowerCase();
  if (!PROTOCOLS.includes(protocol)) return fail(text, `${quoted(match[2])} is not a protocol; expected ${PROTOCOLS.join(', ')}`);
  return [match[1], protocol as TransportProtocol];
}

interface ServiceTarget {
  readonly namespace: string;
  readonly name: string;
  readonly port: string;
  readonly protocol?: TransportProtocol;
}

function ofService(text: string, target: ServiceTarget, source: Source, network: ClusterNetwork): Destination {
  const { services } = network.inputs.cluster;
  const fullName = `${target.namespace}/${target.name}`;
  const service = services.get(fullName);
  if (!service) return fail(text, `there is no Service ${fullName}${didYouMean(fullName, [...services.keys()])}`);
  if (service.type === 'ExternalName') return fail(text, `Service ${fullName} is of type ExternalName: it is a DNS name without an address`);
  // In the order of the Service's ipFamilies.
  const families = Object.keys(service.clusterIps) as Family[];
  if (families.length === 0) {
    return fail(text, `Service ${fullName} has no ClusterIP: either it is headless and clients use the addresses of its pods, or it is not stored yet`);
  }
  const family = families.find(candidate => source.addresses[candidate] !== undefined);
  if (family === undefined) return fail(text, noAddress(source, families[0]));
  const port = portOf(text, service, target);
  return { family, address: service.clusterIps[family]!, port: port.port, protocol: port.protocol };
}

function portOf(text: string, { namespace, name, ports }: Service, { port, protocol }: ServiceTarget): ServicePort {
  const ofName = ports.filter(candidate => candidate.name === port && port !== '');
  const found = (ofName.length > 0 ? ofName : ports.filter(candidate => String(candidate.port) === port))
    .filter(candidate => protocol === undefined || candidate.protocol === protocol);
  if (found.length === 1) return found[0];
  if (found.length > 1) return fail(text, `Service ${namespace}/${name} has port ${port} for ${found.map(each => each.protocol).join(' and ')}: add ${found.map(each => `/${each.protocol}`).join(' or ')}`);
  const known = ports.map(each => `${each.name === '' ? '' : `${each.name} `}${each.port}/${each.protocol}`).join(', ');
  return fail(text, `Service ${namespace}/${name} has no port ${quoted(port)}${protocol === undefined ? '' : ` for ${protocol}`}: `
    + `it has ${known === '' ? 'none' : known}${didYouMean(port, ports.map(each => each.name).filter(each => each !== ''))}`);
}

function noAddress({ description }: Source, family: Family): string {
  return `${description} has no ${family === 'ip' ? 'IPv4' : 'IPv6'} address that is known`;
}

/** The frontends that a destination is, as the objects tell; several where Services claim the same one. */
export function frontendsAt({ family, address, port, protocol }: Destination, network: ClusterNetwork): Frontend[] {
  const nodeAddresses = network.isLocal(address) ? [address] : [];
  return [...network.inputs.cluster.services.values()].flatMap(service => [...frontendsOfService(service, family, nodeAddresses)])
    .filter(frontend => frontend.address === address && frontend.portNumber === port && frontend.port.protocol === protocol);
}

/** `ClusterIP of Service shop/web, port http` */
export function frontendText({ kind, service, port }: AnsweredFrontend): string {
  return `${FRONTEND_TEXTS[kind]} of Service ${service}${port === '' ? '' : `, port ${port}`}`;
}

/** What a reader should know of a destination, beyond the rules. */
export function destinationNotes(destination: Destination, frontends: readonly Frontend[], network: ClusterNetwork): string[] {
  const notes: string[] = [];
  const names = [...new Set(frontends.map(({ service }) => `${service.namespace}/${service.name}`))];
  if (names.length > 1) notes.push(`several Services claim this address and port: ${names.join(', ')}; which one wins in kube-proxy is random`);
  for (const { service } of frontends) {
    if (!isServed(service, network.inputs)) notes.push(`kube-proxy ignores Service ${service.namespace}/${service.name} because of its labels: another proxy serves it`);
  }
  if (frontends.every(({ kind }) => kind !== FrontendKind.CLUSTER_IP)) {
    const owner = [...network.inputs.cluster.services.values()].find(({ clusterIps }) => clusterIps[destination.family] === destination.address);
    if (owner) notes.push(`${destination.address} is the ClusterIP of Service ${owner.namespace}/${owner.name}, which does not have port ${destination.port}/${destination.protocol}`);
  }
  return [...new Set(notes)];
}
