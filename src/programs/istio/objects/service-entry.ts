import { each, integer, isThere, messages, ObjectCheck, Path, text, texts } from './check';
import { checkExportTo, checkLabels } from './common';
import { checkSelector } from './selectors';
import { dnsLabelProblem, domainProblem, ipOrCidrProblem, isHttp, isIp, isTls, portProblem, protocolOf, protocolProblem, wildcardDomainProblem } from './values';
import { quoted } from '../../../base/errors';
import { PlainObject } from '../../../base/objects/fields';
import { mappingOf } from '../../../base/objects/loose';
import { ISTIO } from '../names';

const RESOLUTIONS = ['NONE', 'STATIC', 'DNS', 'DNS_ROUND_ROBIN', 'DYNAMIC_DNS'];

/** `ValidateServiceEntry` */
export function checkServiceEntry(check: ObjectCheck): void {
  const { spec } = check;
  checkSelector(check, spec.workloadSelector, ['spec', 'workloadSelector'], 'labels');
  if (check.problems.length > 0) return;
  const hosts = texts(spec.hosts);
  const ports = messages(spec.ports);
  const endpoints = messages(spec.endpoints);
  const resolution = typeof spec.resolution === 'number' ? RESOLUTIONS[spec.resolution] : text(spec.resolution) || 'NONE';
  check.report(['spec'], isThere(spec.workloadSelector) && isThere(spec.endpoints) && 'has both workloadSelector and endpoints; set only one');
  check.report(['spec', 'hosts'], hosts.length === 0 && 'is missing');
  for (const [i, host] of hosts.entries()) check.report(['spec', 'hosts', i], host === '*' ? '"*" is not a host; expected one as in "*.example.com"' : wildcardDomainProblem(host));
  const addresses = texts(spec.addresses);
  for (const [i, address] of addresses.entries()) check.report(['spec', 'addresses', i], ipOrCidrProblem(address));
  check.report(['spec', 'addresses'], addresses.some(address => address.includes('/')) && !['NONE', 'STATIC'].includes(resolution)
    && `has a CIDR, which is only allowed with resolution NONE or STATIC, not ${resolution}`);
  checkPorts(check);
  const names = new Set(ports.map(port => text(port?.name)));
  switch (resolution) {
    case 'NONE':
      check.report(['spec', 'endpoints'], endpoints.length > 0 && 'is set, although resolution is NONE');
      break;
    case 'STATIC':
      for (const [endpoint, path] of each(check, spec.endpoints, ['spec', 'endpoints'])) checkWorkload(check, endpoint, path, { ports: names });
      break;
    case 'DYNAMIC_DNS':
      checkDynamic(check, hosts, addresses, endpoints.length);
      break;
    default:
      checkDns(check, resolution, hosts, names);
  }
  const isPlain = ({ protocol }: PlainObject): boolean => !isHttp(protocolOf(text(protocol))) && !isTls(protocolOf(text(protocol)));
  check.report(['spec', 'hosts'], resolution !== 'NONE' && hosts.length > 1 && ports.some(port => port && isPlain(port))
    && 'has several hosts, which a port that is neither HTTP nor TLS cannot tell from one another');
  checkExportTo(check, spec.exportTo, { allowsNone: true });
}

function checkPorts(check: ObjectCheck): void {
  const names = new Set<string>();
  const numbers = new Set<number>();
  for (const [port, path] of each(check, check.spec.ports, ['spec', 'ports'])) {
    const [name, number] = [text(port.name), integer(port.number)];
    check.report([...path, 'name'], names.has(name) ? `${quoted(name)} is there twice` : dnsLabelProblem(name));
    check.report([...path, 'number'], numbers.has(number) ? `${number} is there twice` : portProblem(number));
    check.report([...path, 'targetPort'], integer(port.targetPort) !== 0 && portProblem(integer(port.targetPort)));
    check.report([...path, 'protocol'], protocolProblem(text(port.protocol)));
    names.add(name);
    numbers.add(number);
  }
}

function checkDns(check: ObjectCheck, resolution: string, hosts: readonly string[], names: ReadonlySet<string>): void {
  const endpoints = messages(check.spec.endpoints);
  const wrong = endpoints.length === 0 ? hosts.findIndex(host => domainProblem(host) !== undefined) : -1;
  check.report(['spec', 'hosts', wrong], wrong >= 0 && `${quoted(hosts[wrong])} cannot be asked for in DNS; with resolution ${resolution} and no endpoints a host has no wildcard`);
  check.report(['spec', 'endpoints'], resolution === 'DNS_ROUND_ROBIN' && endpoints.length > 1 && 'has several endpoints; DNS_ROUND_ROBIN knows one');
  for (const [endpoint, path] of each(check, check.spec.endpoints, ['spec', 'endpoints'])) {
    const address = text(endpoint.address);
    check.report([...path, 'address'], !isIp(address) && domainProblem(address) !== undefined && `${quoted(address)} is neither an address nor a domain name`);
    checkLabels(check, endpoint.labels, [...path, 'labels']);
    checkEndpointPorts(check, endpoint, path, names);
  }
}

/** From 1.28: wildcards that are looked up when a request comes. */
function checkDynamic(check: ObjectCheck, hosts: readonly string[], addresses: readonly string[], endpoints: number): void {
  for (const [i, host] of hosts.entries()) check.report(['spec', 'hosts', i], !host.startsWith('*') && `${quoted(host)} has no wildcard, which DYNAMIC_DNS is for`);
  check.report(['spec', 'addresses'], addresses.length > 0 && 'is set, although resolution is DYNAMIC_DNS');
  check.report(['spec', 'endpoints'], endpoints > 0 && 'is set, although resolution is DYNAMIC_DNS');
  for (const [port, path] of each(check, check.spec.ports, ['spec', 'ports'])) {
    check.report([...path, 'protocol'], !['http', 'tls', 'grpc', 'http2'].includes(protocolOf(text(port.protocol)) ?? '') && `${quoted(text(port.protocol))} is not supported with DYNAMIC_DNS; expected HTTP, HTTP2, GRPC or TLS`);
  }
  const waypoint = text(mappingOf(check.metadata.labels)[ISTIO.useWaypoint]);
  check.report(['spec', 'location'], check.spec.location === 'MESH_INTERNAL' && waypoint !== '' && waypoint.toLowerCase() !== 'none' && 'is MESH_INTERNAL, which DYNAMIC_DNS does not support at a waypoint');
}

/** Where a workload is written down. */
interface WorkloadPlace {
  /** The ports of the ServiceEntry that it is in. */
  readonly ports?: ReadonlySet<string>;
  readonly allowsNames?: boolean;
}

/** `validateWorkloadEntry` */
export function checkWorkload(check: ObjectCheck, entry: PlainObject, path: Path, { ports, allowsNames = false }: WorkloadPlace): void {
  const address = text(entry.address);
  const isUnix = address.startsWith('unix://');
  if (address === '' && text(entry.network) === '') {
    check.report([...path, 'address'], 'is missing');
    return;
  }
  if (isUnix) {
    check.report([...path, 'address'], unixProblem(address.slice('unix://'.length)));
    check.report([...path, 'ports'], Object.keys(mappingOf(entry.ports)).length > 0 && 'is set, although the address is a socket');
    check.report([...path, 'address'], ports && ports.size !== 1 && 'is a socket, which needs exactly one port of the ServiceEntry');
  } else if (address !== '' && !isIp(address)) {
    check.report([...path, 'address'], (!allowsNames || domainProblem(address) !== undefined) && `${quoted(address)} is not an address${allowsNames ? ' or a domain name' : ''}`);
  }
  checkEndpointPorts(check, entry, path, ports);
  checkLabels(check, entry.labels, [...path, 'labels']);
}

function checkEndpointPorts(check: ObjectCheck, entry: PlainObject, path: Path, ports?: ReadonlySet<string>): void {
  for (const [name, port] of Object.entries(mappingOf(entry.ports))) {
    check.report([...path, 'ports', name], ports && !ports.has(name) ? `${quoted(name)} is not a port of the ServiceEntry` : dnsLabelProblem(name));
    check.report([...path, 'ports', name], portProblem(Number(port)));
  }
}

/** `ValidateUnixAddress` */
export function unixProblem(path: string): string | undefined {
  if (path === '') return 'is an empty path of a socket';
  return path.startsWith('@') || (path.startsWith('/') && !path.endsWith('/')) ? undefined : `${quoted(path)} is not the absolute path of a socket`;
}

/** `ValidateWorkloadEntry` */
export function checkWorkloadEntry(check: ObjectCheck): void {
  checkWorkload(check, check.spec, ['spec'], { allowsNames: true });
}

const PROBE_NUMBERS = ['periodSeconds', 'initialDelaySeconds', 'timeoutSeconds', 'successThreshold', 'failureThreshold'];

/** `ValidateWorkloadGroup` */
export function checkWorkloadGroup(check: ObjectCheck): void {
  const { template, metadata, probe } = check.spec;
  check.report(['spec', 'template'], !isThere(template) && 'is missing');
  checkLabels(check, mappingOf(metadata).labels, ['spec', 'metadata', 'labels']);
  if (!isThere(probe)) return;
  const own = mappingOf(probe);
  const path = ['spec', 'probe'];
  for (const key of PROBE_NUMBERS) check.report([...path, key], Number(own[key] ?? 0) < 0 && `${Number(own[key])} is negative`);
  const { httpGet, tcpSocket, exec, grpc } = own;
  // Upstream's validation knows no probe over gRPC, although there are such.
  check.report(path, ![httpGet, tcpSocket, exec].some(isThere) && `${isThere(grpc) ? 'has grpc only' : 'has no method'}; expected httpGet, tcpSocket or exec`);
  if (isThere(httpGet)) {
    const { port, scheme, httpHeaders } = mappingOf(httpGet);
    check.report([...path, 'httpGet', 'port'], portProblem(integer(port)));
    check.report([...path, 'httpGet', 'scheme'], !['', 'HTTP', 'HTTPS'].includes(text(scheme)) && `${quoted(scheme)} is neither "HTTP" nor "HTTPS"`);
    for (const [header, at] of each(check, httpHeaders, [...path, 'httpGet', 'httpHeaders'])) {
      check.report([...at, 'name'], !/^[-A-Za-z0-9]+$/.test(text(header.name)) && `${quoted(text(header.name))} is not the name of a header`);
    }
  }
  if (isThere(tcpSocket)) check.report([...path, 'tcpSocket', 'port'], portProblem(integer(mappingOf(tcpSocket).port)));
  check.report([...path, 'exec', 'command'], isThere(exec) && texts(mappingOf(exec).command).length === 0 && 'is missing');
}
