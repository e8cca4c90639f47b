import { each, integer, isThere, messages, ObjectCheck, Path, texts } from './check';
import { checkExportTo, checkGatewayNames, checkLabels, checkWeighted } from './common';
import { isRoutingClaim } from './http';
import { checkHttpRoute } from './http-route';
import { ipOrCidrProblem, isIp, isSubsetOf, overlap, portProblem, wildcardDomainProblem } from './values';
import { quoted } from '../../../base/errors';
import { PlainObject } from '../../../base/objects/fields';
import { mappingOf } from '../../../base/objects/loose';

/** `ValidateVirtualService` */
export function checkVirtualService(check: ObjectCheck): void {
  const { spec } = check;
  const hosts = texts(spec.hosts);
  const gateways = texts(spec.gateways);
  const isDelegate = hosts.length === 0;
  if (isDelegate) {
    for (const key of ['gateways', 'tls', 'tcp']) check.report(['spec', key], isThere(spec[key]) && 'is set without hosts; a VirtualService that others delegate to must not have it');
  }
  checkGatewayNames(check, spec.gateways, ['spec', 'gateways']);
  const isOfMesh = gateways.length === 0 || gateways.includes('mesh');
  if (isOfMesh) checkClaims(check, gateways);
  checkHosts(check, hosts, isOfMesh);

  check.report(['spec'], !['http', 'tcp', 'tls'].some(key => isThere(spec[key])) && 'has no routes; expected http, tcp or tls');
  for (const [route, path] of each(check, spec.http, ['spec', 'http'])) checkHttpRoute(check, route, path, isDelegate);
  for (const [i, route] of messages(spec.tls).entries()) if (route) checkTlsRoute(check, route, ['spec', 'tls', i], { hosts, isOfMesh });
  for (const [i, route] of messages(spec.tcp).entries()) if (route) checkTcpRoute(check, route, ['spec', 'tcp', i]);
  checkExportTo(check, spec.exportTo);
}

/** Claims of tokens can only be matched at gateways. */
function checkClaims(check: ObjectCheck, gateways: readonly string[]): void {
  for (const [i, route] of messages(check.spec.http).entries()) {
    for (const [j, match] of messages(route?.match).entries()) {
      for (const key of ['headers', 'withoutHeaders']) {
        for (const name of Object.keys(mappingOf(match?.[key])).filter(isRoutingClaim)) {
          check.report(['spec', 'http', i, 'match', j, key, name], `matches a claim, which only a gateway can; gateways is ${quoted(gateways)}`);
        }
      }
    }
  }
}

function checkHosts(check: ObjectCheck, hosts: readonly string[], isOfMesh: boolean): void {
  const isSni = messages(check.spec.tls).some(route => messages(route?.match).some(match => isThere(match?.sniHosts)));
  const before = check.problems.length;
  for (const [i, host] of hosts.entries()) {
    const problem = hostProblem(host, isSni && !isOfMesh);
    if (problem !== undefined) check.report(['spec', 'hosts', i], isIp(host) ? undefined : problem);
    else check.report(['spec', 'hosts', i], isOfMesh && host === '*' && 'is "*", which is only allowed at a gateway; expected the names of Services');
  }
  if (check.problems.length > before) return;
  for (const [i, host] of hosts.entries()) {
    for (const other of hosts.slice(0, i)) check.report(['spec', 'hosts', i], overlap(host, other) && `${quoted(host)} is there twice: ${quoted(other)} covers it, or the other way around`);
  }
}

/** `ValidateWildcardDomainForVirtualServiceBoundToGateway`: names that istiod makes itself are allowed. */
function hostProblem(host: string, allowsGenerated: boolean): string | undefined {
  if (allowsGenerated && host.startsWith('outbound_') && host.length <= 255) {
    const [, port = '', , name = ''] = host.split('_');
    return /\d/.test(port) && /[a-zA-Z]/.test(name) ? undefined : `${quoted(host)} is not a name that istiod makes; expected outbound_.PORT_.SUBSET_.HOST`;
  }
  return wildcardDomainProblem(host);
}

/** What a VirtualService is for: which hosts, and whether in the mesh or at gateways. */
interface Scope {
  readonly hosts: readonly string[];
  readonly isOfMesh: boolean;
}

function checkTlsRoute(check: ObjectCheck, route: PlainObject, path: Path, { hosts, isOfMesh }: Scope): void {
  check.report([...path, 'match'], !isThere(route.match) && 'is missing; expected at least one match with sniHosts');
  for (const [match, at] of each(check, route.match, [...path, 'match'])) {
    check.report([...at, 'sniHosts'], !isThere(match.sniHosts) && 'is missing');
    for (const [i, host] of texts(match.sniHosts).entries()) {
      const problem = hostProblem(host, !isOfMesh);
      if (problem !== undefined) check.report([...at, 'sniHosts', i], isIp(host) ? undefined : problem);
      else check.report([...at, 'sniHosts', i], !hosts.some(other => isSubsetOf(host, other)) && `${quoted(host)} is none of the hosts of the VirtualService: ${hosts.join(', ')}`);
    }
    checkL4Match(check, match, at);
  }
  checkRouteDestinations(check, route, path, 'TLS');
}

function checkTcpRoute(check: ObjectCheck, route: PlainObject, path: Path): void {
  for (const [match, at] of each(check, route.match, [...path, 'match'])) checkL4Match(check, match, at);
  checkRouteDestinations(check, route, path, 'TCP');
}

function checkL4Match(check: ObjectCheck, match: PlainObject, path: Path): void {
  for (const [i, subnet] of texts(match.destinationSubnets).entries()) check.report([...path, 'destinationSubnets', i], ipOrCidrProblem(subnet));
  check.report([...path, 'port'], integer(match.port) !== 0 && portProblem(integer(match.port)));
  checkLabels(check, match.sourceLabels, [...path, 'sourceLabels']);
  checkGatewayNames(check, match.gateways, [...path, 'gateways']);
}

function checkRouteDestinations(check: ObjectCheck, route: PlainObject, path: Path, protocol: string): void {
  check.report([...path, 'route'], !isThere(route.route) && `is missing; a ${protocol} route needs destinations`);
  checkWeighted(check, route.route, [...path, 'route']);
}
