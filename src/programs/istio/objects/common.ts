import { each, integer, isThere, messages, ObjectCheck, Path, text, texts } from './check';
import { dnsLabelProblem, domainProblem, isDnsLabel, labelProblem, portProblem, wildcardDomainProblem } from './values';
import { quoted } from '../../../base/errors';
import { PlainObject } from '../../../base/objects/fields';
import { mappingOf } from '../../../base/objects/loose';

/** `validateExportTo` */
export function checkExportTo(check: ObjectCheck, exportTo: unknown, { allowsNone = false, hasSelector = false } = {}): void {
  const path = ['spec', 'exportTo'];
  const entries = texts(exportTo);
  if (entries.length === 0) return;
  const seen = new Set<string>();
  for (const [i, entry] of entries.entries()) {
    const key = entry === '.' ? check.namespace : entry;
    if (seen.has(key)) check.report([...path, i], `${quoted(entry)} is there twice`);
    else if (entry === '~') check.report([...path, i], !allowsNone && '"~" is only allowed in a ServiceEntry');
    else check.report([...path, i], key !== '*' && !isDnsLabel(key) && `${quoted(entry)} is not a namespace; expected ".", "*" or a name`);
    seen.add(key);
  }
  if (hasSelector) {
    check.report(path, seen.has(check.namespace) ? seen.size > 1 && 'names other namespaces, although there is a workloadSelector'
      : 'names other namespaces than the own one, although there is a workloadSelector');
  }
  for (const all of ['*', '~']) check.report(path, seen.has(all) && entries.length > 1 && `has ${quoted(all)} together with others; set only it`);
}

/** `validateGatewayNames` */
export function checkGatewayNames(check: ObjectCheck, gateways: unknown, path: Path): void {
  for (const [i, gateway] of texts(gateways).entries()) {
    const slash = gateway.indexOf('/');
    if (slash === -1) {
      check.report([...path, i], domainProblem(gateway));
      // Upstream looks at no further one then.
      return;
    }
    check.report([...path, i], dnsLabelProblem(gateway.slice(0, slash)) ?? dnsLabelProblem(gateway.slice(slash + 1)));
  }
}

/** `labels.Instance.Validate` */
export function checkLabels(check: ObjectCheck, labels: unknown, path: Path): void {
  for (const [key, value] of Object.entries(mappingOf(labels))) check.report([...path, key], labelProblem(key, text(value)));
}

/** `validateDestination` */
export function checkDestination(check: ObjectCheck, destination: PlainObject, path: Path): void {
  const host = text(destination.host);
  check.report([...path, 'host'], host === '*' ? '"*" is not a destination; expected the name of a Service' : wildcardDomainProblem(host));
  check.report([...path, 'subset'], text(destination.subset) !== '' && dnsLabelProblem(text(destination.subset)));
  if (isThere(destination.port)) check.report([...path, 'port', 'number'], portProblem(integer(mappingOf(destination.port).number)));
}

/** Destinations with weights, of which at least one has to be more than 0. */
export function checkWeighted(check: ObjectCheck, destinations: unknown, path: Path): void {
  let total = 0;
  for (const [destination, at] of each(check, destinations, path)) {
    if (isThere(destination.destination)) checkDestination(check, mappingOf(destination.destination), [...at, 'destination']);
    else check.report([...at, 'destination'], 'is missing');
    const weight = Number(destination.weight ?? 0);
    check.report([...at, 'weight'], weight < 0 && `${weight} is negative`);
    total += weight;
  }
  check.report(path, messages(destinations).length > 1 && total === 0 && 'has several destinations, and no weight is more than 0');
}
