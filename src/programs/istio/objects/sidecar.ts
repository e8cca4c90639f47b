import { each, integer, isThere, messages, ObjectCheck, Path, text, texts } from './check';
import { checkDestination } from './common';
import { checkConnectionPool } from './destination-rule';
import { checkServerTls, scopedHostProblem } from './gateway';
import { checkSelector } from './selectors';
import { unixProblem } from './service-entry';
import { dnsLabelProblem, domainProblem, ipProblem, isTls, portProblem, protocolOf, protocolProblem } from './values';
import { quoted } from '../../../base/errors';
import { PlainObject } from '../../../base/objects/fields';
import { mappingOf } from '../../../base/objects/loose';
import { hasIstio } from '../releases';

/** `ValidateSidecar` */
export function checkSidecar(check: ObjectCheck): void {
  const { spec } = check;
  checkSelector(check, spec.workloadSelector, ['spec', 'workloadSelector'], 'labels');
  if (check.problems.length > 0) return;
  if (!['egress', 'ingress', 'outboundTrafficPolicy', 'inboundConnectionPool'].some(key => isThere(spec[key]))) {
    check.report(['spec'], 'is empty; expected egress, ingress, outboundTrafficPolicy or inboundConnectionPool');
    return;
  }
  checkIngress(check);
  if (isThere(spec.inboundConnectionPool)) checkConnectionPool(check, mappingOf(spec.inboundConnectionPool), ['spec', 'inboundConnectionPool']);
  checkEgress(check);
  const policy = mappingOf(spec.outboundTrafficPolicy);
  if (!isThere(policy.egressProxy)) return;
  const proxy = mappingOf(policy.egressProxy);
  const path = ['spec', 'outboundTrafficPolicy', 'egressProxy'];
  // The first word of the enumeration is what no mode means.
  if ((text(policy.mode) || 'REGISTRY_ONLY') !== 'ALLOW_ANY') {
    check.report(path, 'is set, although mode is not ALLOW_ANY');
    return;
  }
  check.report([...path, 'host'], domainProblem(text(proxy.host)));
  if (isThere(proxy.port)) checkDestination(check, proxy, path);
  else check.report([...path, 'port'], 'is missing');
}

const NO_TLS: Readonly<Record<string, string>> = {
  subjectAltNames: 'list', httpsRedirect: 'boolean', credentialName: 'text', credentialNames: 'list', tlsCertificates: 'list',
};

function checkIngress(check: ObjectCheck): void {
  const ports = new Set<number>();
  for (const [listener, path] of each(check, check.spec.ingress, ['spec', 'ingress'])) {
    if (!isThere(listener.port)) {
      check.report([...path, 'port'], 'is missing');
      continue;
    }
    const port = mappingOf(listener.port);
    const number = integer(port.number);
    check.report([...path, 'port', 'targetPort'], integer(port.targetPort) > 0 && 'has no effect in a Sidecar, and is refused');
    checkPort(check, port, [...path, 'port']);
    check.report([...path, 'port', 'number'], portProblem(number));
    check.report([...path, 'bind'], text(listener.bind) !== '' && ipProblem(text(listener.bind)));
    check.report([...path, 'port', 'number'], ports.has(number) && `${number} is there twice`);
    ports.add(number);
    check.report([...path, 'defaultEndpoint'], text(listener.defaultEndpoint) !== '' && endpointProblem(text(listener.defaultEndpoint)));
    if (isThere(listener.tls)) {
      const tls = mappingOf(listener.tls);
      for (const key of Object.keys(NO_TLS)) check.report([...path, 'tls', key], isThere(tls[key]) && tls[key] !== '' && tls[key] !== false && 'is not supported in a Sidecar');
      check.report([...path, 'tls', 'mode'], ['ISTIO_MUTUAL', 'AUTO_PASSTHROUGH'].includes(text(tls.mode)) && `${quoted(tls.mode)} is not supported in a Sidecar`);
      check.report([...path, 'tls'], !isTls(protocolOf(text(port.protocol))) && 'is set at a port whose protocol is neither HTTPS nor TLS');
      checkServerTls(check, tls, [...path, 'tls']);
    }
    if (isThere(listener.connectionPool)) checkConnectionPool(check, mappingOf(listener.connectionPool), [...path, 'connectionPool']);
  }
}

function checkPort(check: ObjectCheck, port: PlainObject, path: Path): void {
  check.report([...path, 'name'], text(port.name) !== '' && dnsLabelProblem(text(port.name)));
  check.report([...path, 'protocol'], protocolProblem(text(port.protocol)));
}

function endpointProblem(endpoint: string): string | undefined {
  if (endpoint.startsWith('unix://')) return unixProblem(endpoint.slice('unix://'.length));
  const [, host, port] = /^(?:\[([^\]]*)\]|[^:]*):([^:]*)$/.exec(endpoint) ? [undefined, endpoint.replace(/:[^:]*$/, '').replace(/^\[|\]$/g, ''), endpoint.replace(/^.*:/s, '')] : [];
  const isKnown = host !== undefined && ['', '127.0.0.1', '0.0.0.0', '::1', '::'].includes(host);
  if (!isKnown || port === undefined || !/^[-+]?\d+$/.test(port)) return `${quoted(endpoint)} is not an endpoint; expected one as in "127.0.0.1:8080" or "unix:///path"`;
  return portProblem(Number(port));
}

function checkEgress(check: ObjectCheck): void {
  const ports = new Set<number>();
  const sockets = new Set<string>();
  const last = messages(check.spec.egress).length - 1;
  for (const [listener, path] of each(check, check.spec.egress, ['spec', 'egress'])) {
    if (!isThere(listener.port)) {
      check.report(path, path.at(-1) !== last && 'has no port, and is not the last listener');
    } else {
      const port = mappingOf(listener.port);
      const [number, bind] = [integer(port.number), text(listener.bind)];
      check.report([...path, 'port', 'targetPort'], integer(port.targetPort) > 0 && 'has no effect in a Sidecar, and is refused');
      checkPort(check, port, [...path, 'port']);
      if (number === 0) {
        check.report([...path, 'bind'], bind.startsWith('unix://') ? unixProblem(bind.slice('unix://'.length)) : 'has to be a socket where the port is 0: unix:///path');
        check.report([...path, 'captureMode'], !['', 'DEFAULT', 'NONE'].includes(text(listener.captureMode)) && 'has to be DEFAULT or NONE for a socket');
        check.report([...path, 'bind'], sockets.has(bind) && `${quoted(bind)} is there twice`);
        sockets.add(bind);
      } else {
        check.report([...path, 'port', 'number'], ports.has(number) ? `${number} is there twice` : portProblem(number));
        check.report([...path, 'bind'], bind !== '' && ipProblem(bind));
        ports.add(number);
      }
    }
    check.report([...path, 'hosts'], texts(listener.hosts).length === 0 && 'is missing');
    for (const [i, host] of texts(listener.hosts).entries()) check.report([...path, 'hosts', i], scopedHostProblem(host, false, hasIstio(check.version, '1.31')));
  }
}
