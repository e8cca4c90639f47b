import { each, integer, isThere, messages, ObjectCheck, Path, text, texts } from './check';
import { unixProblem } from './service-entry';
import { dnsLabelProblem, ipProblem, isDnsLabel, isHttp, isIp, isTls, partialWildcardProblem, portProblem, protocolOf, wildcardDomainProblem } from './values';
import { quoted } from '../../../base/errors';
import { PlainObject } from '../../../base/objects/fields';
import { mappingOf } from '../../../base/objects/loose';

/** `ValidateGateway`: of Istio's own Gateway, networking.istio.io. */
export function checkGateway(check: ObjectCheck): void {
  const { spec } = check;
  check.report(['metadata', 'name'], dnsLabelProblem(check.name));
  check.report(['spec', 'servers'], messages(spec.servers).length === 0 && 'is missing');
  const names = new Set<string>();
  for (const [server, path] of each(check, spec.servers, ['spec', 'servers'])) {
    checkServer(check, server, path);
    if (!isThere(server.port)) continue;
    const name = text(mappingOf(server.port).name);
    check.report([...path, 'port', 'name'], names.has(name) && `${quoted(name)} is there twice`);
    names.add(name);
  }
}

function checkServer(check: ObjectCheck, server: PlainObject, path: Path): void {
  check.report([...path, 'hosts'], texts(server.hosts).length === 0 && 'is missing');
  for (const [i, host] of texts(server.hosts).entries()) check.report([...path, 'hosts', i], scopedHostProblem(host, true));
  const before = check.problems.length;
  checkServerPort(check, server, [...path, 'port']);
  const isPortRight = check.problems.length === before;
  checkBind(check, server, path);
  if (isThere(server.tls)) checkServerTls(check, mappingOf(server.tls), [...path, 'tls']);
  if (!isPortRight) return;
  const protocol = protocolOf(text(mappingOf(server.port).protocol));
  const tls = mappingOf(server.tls);
  const isPassedThrough = ['PASSTHROUGH', 'AUTO_PASSTHROUGH'].includes(modeOf(tls));
  if (isTls(protocol)) {
    check.report([...path, 'tls'], !isThere(server.tls) && `is missing; a port of protocol ${text(mappingOf(server.port).protocol)} needs it`);
  } else if (isThere(server.tls) && isHttp(protocol)) {
    // Only a redirect is allowed there, for which upstream asks for this mode, which is the default.
    check.report([...path, 'tls'], (!isPassedThrough || ['caCertificates', 'privateKey', 'serverCertificate'].some(key => text(tls[key]) !== '')) && 'is set at a port of plain HTTP');
  } else if (isThere(server.tls)) {
    check.report([...path, 'tls'], 'is set at a port whose protocol is neither HTTPS nor TLS');
  }
}

/** The first word of the enumeration is what a field without a value means. */
function modeOf({ mode }: PlainObject): string {
  return typeof mode === 'number' ? ['PASSTHROUGH', 'SIMPLE', 'MUTUAL', 'AUTO_PASSTHROUGH', 'ISTIO_MUTUAL', 'OPTIONAL_MUTUAL'][mode] ?? '' : text(mode) || 'PASSTHROUGH';
}

function checkServerPort(check: ObjectCheck, { port, bind }: PlainObject, path: Path): void {
  if (!isThere(port)) {
    check.report(path, 'is missing');
    return;
  }
  const { protocol, number, targetPort, name } = mappingOf(port);
  check.report([...path, 'protocol'], protocolOf(text(protocol)) === undefined && `${quoted(text(protocol))} is not a protocol; expected HTTP, HTTPS, HTTP2, GRPC, GRPC-WEB, TLS, TCP, MONGO, REDIS or MYSQL`);
  check.report([...path, 'number'], (integer(number) > 0 || !text(bind).startsWith('unix://')) && portProblem(integer(number)));
  check.report([...path, 'targetPort'], integer(targetPort) > 0 && 'has no effect in a Gateway, and is refused');
  check.report([...path, 'name'], text(name) === '' && 'is missing');
}

function checkBind(check: ObjectCheck, { port, bind }: PlainObject, path: Path): void {
  const address = text(bind);
  if (address.startsWith('unix://')) {
    check.report([...path, 'bind'], unixProblem(address.slice('unix://'.length)));
    check.report([...path, 'port', 'number'], integer(mappingOf(port).number) !== 0 && 'is set, although bind is a socket; expected 0');
  } else {
    check.report([...path, 'bind'], address !== '' && ipProblem(address));
  }
}

/** `validateTLSOptions` */
export function checkServerTls(check: ObjectCheck, tls: PlainObject, path: Path): void {
  const mode = modeOf(tls);
  const isSet = (key: string): boolean => text(tls[key]) !== '' || messages(tls[key]).length > 0;
  if (mode === 'ISTIO_MUTUAL') {
    for (const key of ['serverCertificate', 'privateKey', 'caCertificates', 'tlsCertificates', 'credentialName', 'credentialNames']) {
      check.report([...path, key], isSet(key) && 'is set, although mode is ISTIO_MUTUAL');
    }
    return;
  }
  const sources = [isSet('serverCertificate') && isSet('privateKey'), isSet('credentialName'), isSet('credentialNames'), isSet('tlsCertificates')].filter(Boolean);
  check.report(path, sources.length > 1 && 'has certificates from several places; set only one of credentialName, credentialNames, serverCertificate with privateKey, and tlsCertificates');
  const isMutual = mode === 'MUTUAL' || mode === 'OPTIONAL_MUTUAL';
  if ((mode === 'SIMPLE' || isMutual) && (isSet('credentialName') || isSet('credentialNames'))) return;
  if (mode === 'SIMPLE' || isMutual) {
    check.report([...path, 'caCertificates'], isMutual && !isSet('caCertificates') && `is missing; ${mode} needs it`);
    const certificates = isSet('tlsCertificates') ? messages(tls.tlsCertificates).map((each1, i) => [mappingOf(each1), [...path, 'tlsCertificates', i]] as const) : [[tls, path] as const];
    for (const [certificate, at] of certificates) {
      for (const key of ['serverCertificate', 'privateKey']) check.report([...at, key], text(certificate[key]) === '' && `is missing; ${mode} needs it, or credentialName`);
    }
  }
  check.report([...path, 'caCrl'], isSet('caCrl') && (isSet('credentialName') || mode === 'SIMPLE') && 'is set, although the certificates of clients are not checked with files');
}

/** `ValidateNamespaceSlashWildcardHostname` */
export function scopedHostProblem(host: string, isGateway: boolean, allowsExcluded = false): string | undefined {
  const slash = host.indexOf('/');
  if (slash === -1) return isGateway ? hostProblem(host, true) : `${quoted(host)} has no namespace; expected NAMESPACE/HOST, for example "./*"`;
  const [namespace, name] = [host.slice(0, slash), host.slice(slash + 1)];
  const allowed = isGateway ? ['*', '.'] : ['*', '.', '~'];
  const bare = !isGateway && allowsExcluded ? namespace.replace(/^~/, '') : namespace;
  if (namespace === '' || name === '') return `${quoted(host)} lacks a namespace or a host`;
  if (!allowed.includes(namespace) && !allowed.includes(bare) && !isDnsLabel(bare)) return `${quoted(host)} begins with what is not a namespace`;
  return hostProblem(name, isGateway);
}

function hostProblem(host: string, isGateway: boolean): string | undefined {
  if (host !== '*' && !host.includes('.')) return `${quoted(host)} is a short name; expected a whole one, for example "web.shop.svc.cluster.local"`;
  const problem = wildcardDomainProblem(host);
  if (problem !== undefined && !(isGateway && isIp(host))) return problem;
  return partialWildcardProblem(host);
}
