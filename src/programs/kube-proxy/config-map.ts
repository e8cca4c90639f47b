import { describeObject, fieldError, quoted, SourceLocation } from '../../base/errors';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { parseYamlDocument } from '../../input/yaml';

/** What a ConfigMap of kube-proxy holds. */
export interface KubeProxyConfigMap {
  /** The key of the configuration. */
  readonly key: string;
  /** The KubeProxyConfiguration. */
  readonly document: PlainObject;
  /** All other keys. */
  readonly otherData: Readonly<Record<string, string>>;
  /** What kube-proxy makes of a text that strict decoding would refuse. */
  readonly notes: readonly string[];
}

/** ConfigMaps that hold kube-proxy's configuration: the name, and the key of the document. */
const CONFIG_MAPS: { readonly [name: string]: string | undefined } = {
  // kubeadm, kind, RKE2's and most other installers' name.
  'kube-proxy': 'config.conf',
  // EKS.
  'kube-proxy-config': 'config',
};

/** Whether a ConfigMap of this name is that of the DaemonSet kube-proxy. */
export function isKubeProxyConfigMapName(name: string): boolean {
  return Object.hasOwn(CONFIG_MAPS, name);
}

/** Whether the object is a KubeProxyConfiguration document, of whatever version. */
export function isKubeProxyConfiguration(object: PlainObject): boolean {
  return object.kind === 'KubeProxyConfiguration' && typeof object.apiVersion === 'string' && object.apiVersion.startsWith('kubeproxy.config.k8s.io/');
}

/**
 * Reads a ConfigMap that by its name is kube-proxy's; `undefined` for any other object.
 *
 * @throws InputError where it holds no configuration, or one that can't be read
 */
export function readKubeProxyConfigMap(object: PlainObject, source?: SourceLocation): KubeProxyConfigMap | undefined {
  if (object.kind !== 'ConfigMap' || object.apiVersion !== 'v1') return undefined;
  const { name } = isPlainObject(object.metadata) ? object.metadata : {} as PlainObject;
  const key = typeof name === 'string' && Object.hasOwn(CONFIG_MAPS, name) ? CONFIG_MAPS[name] : undefined;
  if (key === undefined) return undefined;
  const data = isPlainObject(object.data) ? object.data : {};
  const { [key]: text, ...otherData } = data;
  if (text === undefined && name !== 'kube-proxy') return undefined;
  if (typeof text !== 'string') throw fieldError(object, `data[${key}]`, 'is missing: expected a KubeProxyConfiguration', source);
  const notes: string[] = [];
  // kube-proxy falls back to lenient decoding, which takes the last one of equal keys (upstream cmd/kube-proxy/app/options.go).
  const document = parseYamlDocument(text, `${describeConfiguration(object, source)}, ${key}`, repeated =>
    notes.push(`${key}, line ${repeated.line}: the key ${quoted(repeated.key)} is there a second time, and kube-proxy takes the last one`));
  if (!isPlainObject(document) || !isKubeProxyConfiguration(document)) {
    throw fieldError(object, `data[${key}]`, 'is no KubeProxyConfiguration', source);
  }
  return { key, document, otherData: otherData as Record<string, string>, notes };
}

/** What an object that holds a configuration is called in messages: `ConfigMap kube-system/kube-proxy (kube-proxy.yaml, line 3)`. */
export function describeConfiguration(object: PlainObject, source?: SourceLocation): string {
  const { name } = isPlainObject(object.metadata) ? object.metadata : {} as PlainObject;
  const what = name === undefined ? String(object.kind) : describeObject(object);
  return source === undefined ? what : `${what} (${source.toString()})`;
}
