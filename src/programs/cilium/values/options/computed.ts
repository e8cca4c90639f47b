import { goEquals, goText, isTruthy } from '../../../../base/text/go-values';
import { ChartValues, TemplateFailure } from '../chart-values';

/** What the template works out before it writes, with the names that it has there: the beginning of templates/cilium-configmap.yaml. */

/**
 * The function `eq`.
 * @throws TemplateFailure where the kinds differ
 */
export function equals(values: ChartValues, path: string, expected: unknown): boolean {
  const value = values.read(path);
  const answer = goEquals(value, expected);
  if (answer === undefined) throw new TemplateFailure(path, `${JSON.stringify(value)} cannot be compared with ${JSON.stringify(expected)}; expected the same type`);
  return answer;
}

/** The function `coalesce`: the first that is not empty. */
function coalesce(...given: readonly unknown[]): unknown {
  return given.find(isTruthy);
}

export function isSince(values: ChartValues, minor: '1.18' | '1.19' | '1.20'): boolean {
  return Number(values.minor.slice('1.'.length)) >= Number(minor.slice('1.'.length));
}

export const isOn = (values: ChartValues, path: string): boolean => isTruthy(values.read(path));

/** The IP address management: `$ipam`. Up to 1.18, nobody looks at eni.enabled for it. */
export function ipamOf(values: ChartValues): unknown {
  if (isSince(values, '1.19') && isOn(values, 'eni.enabled')) return 'eni';
  return coalesce(values.read('ipam.mode'), 'cluster-pool');
}

/** How packets get to pods of other nodes, where nothing is given. */
export function routingModeOf(values: ChartValues): unknown {
  const given = values.read('routingMode');
  if (isTruthy(given)) return given;
  return isOn(values, 'gke.enabled') || (isSince(values, '1.19') && isOn(values, 'eni.enabled')) ? 'native' : 'tunnel';
}

/** `$kubeProxyReplacement`; up to 1.18, defaults from before 1.14 are words that the template does not accept itself. */
export function kubeProxyReplacementOf(values: ChartValues): string {
  const given = values.read('kubeProxyReplacement');
  const text = given === undefined || given === null ? '' : goText(given);
  if (text !== '') return text === '<nil>' ? kubeProxyReplacementByDefault(values) : text;
  return kubeProxyReplacementByDefault(values);
}

function kubeProxyReplacementByDefault(values: ChartValues): string {
  if (isSince(values, '1.19') || values.hasDefaultsSince('1.14')) return 'false';
  if (values.hasDefaultsSince('1.12')) return 'disabled';
  return values.hasDefaultsSince('1.8') ? 'probe' : 'false';
}

/** `$cniChainingMode`. */
export function chainingModeOf(values: ChartValues): unknown {
  return values.read('cni.chainingMode') ?? ((values.read('cni.chainingTarget') ?? undefined) === undefined ? 'none' : 'generic-veth');
}

/**
 * Whether `$cniChainingMode` is a word.
 * @throws TemplateFailure where it is no text, which the template cannot compare
 */
export function isChaining(values: ChartValues, mode: string): boolean {
  const answer = goEquals(chainingModeOf(values), mode);
  if (answer === undefined) throw new TemplateFailure('cni.chainingMode', 'is not a string');
  return answer;
}

export const isChained = (values: ChartValues): boolean => !isChaining(values, 'none');

/** Where the value is and what it falls back to: `$socketLB`, which has an older name. */
export function socketLoadBalancerPath(values: ChartValues): string | undefined {
  return ['socketLB', 'hostServices'].find(path => isOn(values, path));
}

/** The sizes of tables of connections, which were numbers before 1.8. */
export function trackedConnections(values: ChartValues, path: string, before: number): unknown {
  return coalesce(values.read(path), values.hasDefaultsSince('1.8') ? 0 : before);
}

/** What a replacement of the function `or` gives: the first that is true, or the last. */
export function firstTrue(values: ChartValues, ...paths: readonly string[]): unknown {
  const read = paths.map(path => () => values.read(path));
  for (const each of read.slice(0, -1)) {
    const value = each();
    if (isTruthy(value)) return value;
  }
  return read[read.length - 1]();
}

/** Whether Envoy is a DaemonSet of its own: `envoyDaemonSetEnabled` of templates/_helpers.tpl. */
export function ownEnvoy(values: ChartValues): string {
  if (!isOn(values, 'l7Proxy')) return 'false';
  const given = values.read('envoy.enabled');
  return given === undefined || given === null ? String(values.hasDefaultsSince('1.16')) : goText(given);
}

/** Whether Secrets are read from one namespace only: `readSecretsOnlyFromSecretsNamespace` of templates/_helpers.tpl. */
export function readsOneNamespace(values: ChartValues): boolean {
  const given = values.read('tls.readSecretsOnlyFromSecretsNamespace') ?? undefined;
  if (given !== undefined) return goText(given) === 'true';
  return (values.read('tls.secretsBackend') ?? undefined) === undefined || equals(values, 'tls.secretsBackend', 'local');
}

/** Whether Secrets are synchronized: `secretSyncEnabled` of templates/_helpers.tpl. */
export function synchronizesSecrets(values: ChartValues): boolean {
  const given = values.read('tls.secretSync.enabled') ?? undefined;
  return given === undefined ? values.hasDefaultsSince('1.17') : goText(given) === 'true';
}

/** Whether something of Cilium is configured by objects for Envoy. */
export function usesEnvoyConfig(values: ChartValues): boolean {
  return ['envoyConfig.enabled', 'ingressController.enabled', 'gatewayAPI.enabled'].some(path => isOn(values, path))
    || (values.has('loadBalancer') && equals(values, 'loadBalancer.l7.backend', 'envoy'));
}

/** A value as the template prints it. */
export function printed(values: ChartValues, path: string): string {
  const value = values.read(path);
  return value === undefined || value === null ? '' : goText(value);
}

/** Two values with a slash between them: a folder, and what is in it. */
export function joined(values: ChartValues, folder: string, name: string): string {
  return `${printed(values, folder)}/${printed(values, name)}`;
}
