import { describeObject, fieldError, quoted, SourceLocation } from '../../base/errors';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { loadYaml, parseYamlDocument } from '../../input/yaml';

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

/** ConfigMaps whose name says that they hold kube-proxy's configuration, and the usual key of the document. */
const CONFIG_MAPS: { readonly [name: string]: string | undefined } = {
  // kubeadm, kind, RKE2's and most other installers' name.
  'kube-proxy': 'config.conf',
  // EKS.
  'kube-proxy-config': 'config',
};

/** Whether the object is a KubeProxyConfiguration document, of whatever version. */
function isKubeProxyConfiguration(object: PlainObject): boolean {
  return object.kind === 'KubeProxyConfiguration' && typeof object.apiVersion === 'string' && object.apiVersion.startsWith('kubeproxy.config.k8s.io/');
}

/** Whether a ConfigMap of this name is kube-proxy's in most clusters. */
export function isKubeProxyConfigMapName(name: unknown): boolean {
  return typeof name === 'string' && Object.hasOwn(CONFIG_MAPS, name);
}

/**
 * Reads a ConfigMap that holds kube-proxy's configuration, whatever its name and key are; `undefined` for any other object.
 *
 * @param wanted the key that kube-proxy reads, where that is known
 * @throws InputError where it is kube-proxy's by its name and holds no configuration, or one that can't be read
 */
export function readKubeProxyConfigMap(object: PlainObject, source?: SourceLocation, wanted?: string): KubeProxyConfigMap | undefined {
  if (object.kind !== 'ConfigMap' || object.apiVersion !== 'v1') return undefined;
  const { name } = isPlainObject(object.metadata) ? object.metadata : {} as PlainObject;
  const usual = typeof name === 'string' && Object.hasOwn(CONFIG_MAPS, name) ? CONFIG_MAPS[name] : undefined;
  const data = isPlainObject(object.data) ? object.data : {};
  const key = keyOf(data, wanted ?? usual);
  if (key !== undefined) {
    const { [key]: text, ...otherData } = data;
    const notes: string[] = [];
    // kube-proxy falls back to lenient decoding, which takes the last one of equal keys (upstream cmd/kube-proxy/app/options.go).
    const document = documentsIn(text)[0] ?? parseYamlDocument(text as string, `${describeConfiguration(object, source)}, ${key}`, repeated =>
      notes.push(`${key}, line ${repeated.line}: the key ${quoted(repeated.key)} is there a second time, and kube-proxy takes the last one`));
    if (isPlainObject(document) && isKubeProxyConfiguration(document)) {
      return { key, document, otherData: otherData as Record<string, string>, notes };
    }
    throw fieldError(object, `data[${key}]`, 'is not a KubeProxyConfiguration', source);
  }
  if (usual === undefined || (name !== 'kube-proxy' && data[usual] === undefined)) return undefined;
  throw fieldError(object, `data[${usual}]`, 'is missing: expected a KubeProxyConfiguration', source);
}

/** A KubeProxyConfiguration among objects. */
export interface ConfigurationObject extends Pick<KubeProxyConfigMap, 'document' | 'notes'> {
  /** For messages. */
  readonly description: string;
  /** The ConfigMap that holds it; undefined for a document by itself. */
  readonly configMap?: KubeProxyConfigMap;
}

/**
 * The configuration that an object is or holds; `undefined` for any other object.
 *
 * @throws InputError as `readKubeProxyConfigMap`
 */
export function readConfigurationObject(object: PlainObject, source?: SourceLocation): ConfigurationObject | undefined {
  const description = describeConfiguration(object, source);
  if (isKubeProxyConfiguration(object)) return { description, document: object, notes: [] };
  const configMap = readKubeProxyConfigMap(object, source);
  return configMap && { description, configMap, document: configMap.document, notes: configMap.notes };
}

/** The wanted key, if it has a text; else the first one that holds a configuration. */
function keyOf(data: PlainObject, wanted: string | undefined): string | undefined {
  const holders = Object.keys(data).filter(key => holdsConfiguration(data[key]));
  if (wanted !== undefined && (holders.includes(wanted) || (holders.length === 0 && typeof data[wanted] === 'string'))) return wanted;
  return holders[0];
}

const LOOKS_LIKE_ONE = /\bkubeproxy\.config\.k8s\.io\//;

/** The configuration in a text, which may have other documents beside it, as kubeadm's files do. Most texts are not even parsed. */
function documentsIn(text: unknown): PlainObject[] {
  if (typeof text !== 'string' || !LOOKS_LIKE_ONE.test(text)) return [];
  try {
    const documents = loadYaml(text).filter(isPlainObject).filter(isKubeProxyConfiguration);
    return documents.length === 1 ? documents : [];
  } catch {
    return [];
  }
}

/** Whether a text holds a configuration, with or without keys that are there twice. */
function holdsConfiguration(text: unknown): boolean {
  if (typeof text !== 'string' || !LOOKS_LIKE_ONE.test(text)) return false;
  if (documentsIn(text).length > 0) return true;
  try {
    const document = parseYamlDocument(text, '', () => undefined);
    return isPlainObject(document) && isKubeProxyConfiguration(document);
  } catch {
    return false;
  }
}

/** What an object that holds a configuration is called in messages: `ConfigMap kube-system/kube-proxy (kube-proxy.yaml, line 3)`. */
function describeConfiguration(object: PlainObject, source?: SourceLocation): string {
  const { name } = isPlainObject(object.metadata) ? object.metadata : {} as PlainObject;
  const what = name === undefined ? String(object.kind) : describeObject(object);
  return source === undefined ? what : `${what} (${source.toString()})`;
}
