import { each, integer, isThere, messages, ObjectCheck, Path, text, texts } from './check';
import { checkExportTo, checkLabels } from './common';
import { checkLocality } from './locality';
import { checkSelector } from './selectors';
import { dnsLabelProblem, domainProblem, durationProblem, isIp, portProblem, wildcardDomainProblem } from './values';
import { quoted } from '../../../base/errors';
import { PlainObject } from '../../../base/objects/fields';
import { mappingOf } from '../../../base/objects/loose';
import { parseGoDuration } from '../../../base/schema/duration';

/** `ValidateDestinationRule` */
export function checkDestinationRule(check: ObjectCheck): void {
  const { spec } = check;
  check.report(['spec', 'host'], wildcardDomainProblem(text(spec.host)));
  if (isThere(spec.trafficPolicy)) checkTrafficPolicy(check, mappingOf(spec.trafficPolicy), ['spec', 'trafficPolicy']);
  const names = new Set<string>();
  for (const [subset, path] of each(check, spec.subsets, ['spec', 'subsets'])) {
    const name = text(subset.name);
    check.report([...path, 'name'], names.has(name) ? `${quoted(name)} is there twice` : dnsLabelProblem(name));
    names.add(name);
    checkLabels(check, subset.labels, [...path, 'labels']);
    if (isThere(subset.trafficPolicy)) checkTrafficPolicy(check, mappingOf(subset.trafficPolicy), [...path, 'trafficPolicy']);
  }
  checkExportTo(check, spec.exportTo, { hasSelector: isThere(spec.workloadSelector) });
  checkSelector(check, spec.workloadSelector, ['spec', 'workloadSelector']);
}

const POLICY_OF_PORT = ['outlierDetection', 'connectionPool', 'loadBalancer', 'tls'];
const POLICY = [...POLICY_OF_PORT, 'portLevelSettings', 'tunnel', 'proxyProtocol', 'retryBudget'];

/** `validateTrafficPolicy` */
function checkTrafficPolicy(check: ObjectCheck, policy: PlainObject, path: Path): void {
  if (!POLICY.some(key => isThere(policy[key]))) {
    check.report(path, 'is empty; expected at least one setting');
    return;
  }
  if (isThere(policy.tunnel) && isThere(policy.proxyProtocol)) {
    check.report(path, 'has tunnel together with proxyProtocol; set only one');
    return;
  }
  checkSettings(check, policy, path);
  for (const [settings, at] of each(check, policy.portLevelSettings, [...path, 'portLevelSettings'])) {
    check.report([...at, 'port'], !isThere(settings.port) && 'is missing');
    check.report(at, !POLICY_OF_PORT.some(key => isThere(settings[key])) && 'is empty; expected at least one setting');
    checkSettings(check, settings, at);
  }
  if (isThere(policy.tunnel)) checkTunnel(check, mappingOf(policy.tunnel), [...path, 'tunnel']);
}

function checkSettings(check: ObjectCheck, policy: PlainObject, path: Path): void {
  if (isThere(policy.outlierDetection)) checkOutlierDetection(check, mappingOf(policy.outlierDetection), [...path, 'outlierDetection']);
  if (isThere(policy.connectionPool)) checkConnectionPool(check, mappingOf(policy.connectionPool), [...path, 'connectionPool']);
  if (isThere(policy.loadBalancer)) checkLoadBalancer(check, mappingOf(policy.loadBalancer), [...path, 'loadBalancer']);
  if (isThere(policy.tls)) checkClientTls(check, mappingOf(policy.tls), [...path, 'tls']);
}

function checkTunnel(check: ObjectCheck, tunnel: PlainObject, path: Path): void {
  const host = text(tunnel.targetHost);
  check.report([...path, 'protocol'], !['', 'CONNECT', 'POST'].includes(text(tunnel.protocol)) && `${quoted(tunnel.protocol)} is neither "CONNECT" nor "POST"`);
  check.report([...path, 'targetHost'], isIp(host) ? undefined : domainProblem(host));
  check.report([...path, 'targetPort'], portProblem(integer(tunnel.targetPort)));
}

/** `validateOutlierDetection` */
function checkOutlierDetection(check: ObjectCheck, outlier: PlainObject, path: Path): void {
  for (const key of ['baseEjectionTime', 'interval']) check.report([...path, key], isThere(outlier[key]) && durationProblem(text(outlier[key])));
  check.report([...path, 'consecutiveLocalOriginFailures'], Number(outlier.consecutiveLocalOriginFailures ?? 0) > 0 && outlier.splitExternalLocalOriginErrors !== true
    && 'is set, and splitExternalLocalOriginErrors is not true');
  for (const key of ['maxEjectionPercent', 'minHealthPercent']) {
    const value = Number(outlier[key] ?? 0);
    check.report([...path, key], (value < 0 || value > 100) && `${value} is not from 0 to 100`);
  }
}

/** `validateConnectionPool` */
export function checkConnectionPool(check: ObjectCheck, { http, tcp }: PlainObject, path: Path): void {
  check.report(path, !isThere(http) && !isThere(tcp) && 'is empty; expected tcp or http');
  const ofHttp = mappingOf(http);
  for (const key of ['http1MaxPendingRequests', 'http2MaxRequests', 'maxRequestsPerConnection', 'maxRetries', 'maxConcurrentStreams']) {
    check.report([...path, 'http', key], Number(ofHttp[key] ?? 0) < 0 && `${Number(ofHttp[key])} is negative`);
  }
  check.report([...path, 'http', 'idleTimeout'], isThere(ofHttp.idleTimeout) && durationProblem(text(ofHttp.idleTimeout)));
  check.report([...path, 'http', 'useClientProtocol'], ofHttp.useClientProtocol === true && ofHttp.h2UpgradePolicy === 'UPGRADE' && 'is true, although h2UpgradePolicy is UPGRADE');
  const ofTcp = mappingOf(tcp);
  check.report([...path, 'tcp', 'maxConnections'], Number(ofTcp.maxConnections ?? 0) < 0 && `${Number(ofTcp.maxConnections)} is negative`);
  for (const key of ['connectTimeout', 'maxConnectionDuration']) check.report([...path, 'tcp', key], isThere(ofTcp[key]) && durationProblem(text(ofTcp[key])));
  // Less than a millisecond turns the timeout off.
  const idle = parseGoDuration(text(ofTcp.idleTimeout));
  check.report([...path, 'tcp', 'idleTimeout'], isThere(ofTcp.idleTimeout) && idle === undefined && `${quoted(ofTcp.idleTimeout)} is not a duration; expected one as in "5s"`);
  const isOff = (idle ?? 0n) / 1_000_000n === 0n;
  check.report([...path, 'tcp', 'idleTimeout'], isThere(ofTcp.idleTimeout) && !isOff && durationProblem(text(ofTcp.idleTimeout)));
  const keepalive = mappingOf(ofTcp.tcpKeepalive);
  for (const key of ['time', 'interval']) check.report([...path, 'tcp', 'tcpKeepalive', key], isThere(keepalive[key]) && durationProblem(text(keepalive[key])));
}

/** `validateLoadBalancer` */
function checkLoadBalancer(check: ObjectCheck, settings: PlainObject, path: Path): void {
  const hash = mappingOf(settings.consistentHash);
  const at = [...path, 'consistentHash'];
  check.report([...at, 'httpCookie', 'name'], isThere(hash.httpCookie) && text(mappingOf(hash.httpCookie).name) === '' && 'is missing');
  const names = new Set<string>();
  for (const [i, attribute] of messages(mappingOf(hash.httpCookie).attributes).entries()) {
    const name = text(attribute?.name);
    check.report([...at, 'httpCookie', 'attributes', i, 'name'], name === '' ? 'is missing' : names.has(name) && `${quoted(name)} is there twice`);
    names.add(name);
  }
  check.report(at, integer(hash.minimumRingSize) !== 0 && (isThere(hash.ringHash) || isThere(hash.maglev)) && 'has minimumRingSize together with an algorithm; set only one');
  if (isThere(hash.maglev)) {
    const size = Number(mappingOf(hash.maglev).tableSize ?? 0);
    check.report([...at, 'maglev', 'tableSize'], (!isPrime(size) || size >= 5_000_011) && `${size} is not a prime number below 5000011`);
  }
  if (isThere(settings.localityLbSetting)) checkLocality(check, mappingOf(settings.localityLbSetting), [...path, 'localityLbSetting']);
  if (!isThere(settings.warmup)) return;
  const warmup = mappingOf(settings.warmup);
  check.report([...path, 'warmup', 'duration'], isThere(warmup.duration) ? durationProblem(text(warmup.duration)) : 'is missing');
  check.report([...path, 'warmup', 'minimumPercent'], Number(warmup.minimumPercent ?? 0) > 100 && `${Number(warmup.minimumPercent)} is more than 100`);
  check.report([...path, 'warmup', 'aggression'], isThere(warmup.aggression) && Number(warmup.aggression) < 1 && `${Number(warmup.aggression)} is less than 1`);
}

function isPrime(number: number): boolean {
  if (number > 0 && number < 4) return true;
  if (number % 2 === 0) return false;
  for (let factor = 3; factor * factor <= number; factor += 2) if (number % factor === 0) return false;
  return true;
}

/** `ValidateTLS` */
function checkClientTls(check: ObjectCheck, tls: PlainObject, path: Path): void {
  const { mode } = tls;
  const isSet = (key: string): boolean => text(tls[key]) !== '' || texts(tls[key]).length > 0;
  const isMutual = mode === 'MUTUAL';
  const isSimple = mode === 'SIMPLE';
  const credential = text(tls.credentialName);
  if (credential.startsWith('configmap://') && check.version.number >= 28) {
    const [, namespace, name] = /^configmap:\/\/([^/]*)\/([^/]*)$/.exec(credential) ?? [];
    check.report([...path, 'credentialName'], (namespace !== check.namespace || (name ?? '') === '') && `${quoted(credential)} is not a ConfigMap of the own namespace; expected "configmap://${check.namespace}/NAME"`);
  }
  if (tls.insecureSkipVerify === true) {
    const forbidden = (isSimple ? ['caCertificates', 'credentialName', 'subjectAltNames'] : isMutual ? ['caCertificates', 'subjectAltNames'] : []).filter(isSet);
    check.report(path, forbidden.length > 0 && `has insecureSkipVerify together with ${forbidden.join(' and ')}; set only one`);
  }
  if ((isSimple || isMutual) && credential !== '') {
    const files = ['clientCertificate', 'caCertificates', 'privateKey', ...check.version.number >= 25 ? ['caCrl'] : []].filter(isSet);
    check.report(path, files.length > 0 && `has credentialName together with ${files.join(' and ')}; set only one`);
    return;
  }
  for (const key of ['clientCertificate', 'privateKey']) check.report([...path, key], isMutual && !isSet(key) && 'is missing; MUTUAL needs it');
}
