import { parseYamlDocument } from '../input/yaml';
import { describeObject, fieldError, InputError, SourceLocation } from '../ruleset/errors';
import { isPlainObject, PlainObject } from '../ruleset/intake/fields';

/** A KubeProxyConfiguration and where it stands, for messages. */
export interface FoundConfiguration {
  readonly document: PlainObject;
  readonly description: string;
}

/** The namespace of kube-proxy's own ConfigMap. */
const SYSTEM_NAMESPACE = 'kube-system';

/** ConfigMaps that hold kube-proxy's configuration: the name, and the key of the document. */
const CONFIG_MAPS: { readonly [name: string]: string | undefined } = {
  // kubeadm, kind, RKE2's and most other installers' name.
  'kube-proxy': 'config.conf',
  // EKS.
  'kube-proxy-config': 'config',
};

/** Finds kube-proxy's configuration among other objects. */
export class ConfigurationSource {
  private found?: FoundConfiguration;
  private isElsewhere = false;

  /**
   * Takes the configuration from a KubeProxyConfiguration document or from kube-proxy's ConfigMap; any other object is left alone.
   * A ConfigMap of that name in another namespace counts only where kube-system has none.
   *
   * @returns whether the object was one of these
   * @throws InputError where the document in a ConfigMap can't be read, or a second configuration turns up
   */
  public offer(object: PlainObject, source?: SourceLocation): boolean {
    const document = isKubeProxyConfiguration(object) ? object : fromConfigMap(object, source);
    if (!document) return false;
    const description = describe(object, source);
    const isElsewhere = ![undefined, null, '', SYSTEM_NAMESPACE].includes(namespaceOf(object));
    if (this.found && this.isElsewhere === isElsewhere) {
      throw new InputError(`${description}: this is a second kube-proxy configuration, the first is ${this.found.description}: expected one`);
    }
    if (!this.found || this.isElsewhere) {
      this.found = { document, description };
      this.isElsewhere = isElsewhere;
    }
    return true;
  }

  public get configuration(): FoundConfiguration | undefined {
    return this.found;
  }
}

/** Whether the object is a KubeProxyConfiguration document, of whatever version. */
export function isKubeProxyConfiguration(object: PlainObject): boolean {
  return object.kind === 'KubeProxyConfiguration' && typeof object.apiVersion === 'string' && object.apiVersion.startsWith('kubeproxy.config.k8s.io/');
}

function fromConfigMap(object: PlainObject, source?: SourceLocation): PlainObject | undefined {
  if (object.kind !== 'ConfigMap' || object.apiVersion !== 'v1') return undefined;
  const { name } = isPlainObject(object.metadata) ? object.metadata : {} as PlainObject;
  const key = typeof name === 'string' && Object.hasOwn(CONFIG_MAPS, name) ? CONFIG_MAPS[name] : undefined;
  if (key === undefined) return undefined;
  const text = isPlainObject(object.data) ? object.data[key] : undefined;
  if (text === undefined && name !== 'kube-proxy') return undefined;
  if (typeof text !== 'string') throw fieldError(object, `data[${key}]`, 'is missing: expected a KubeProxyConfiguration', source);
  const document = parseYamlDocument(text, `${describe(object, source)}, ${key}`);
  if (!isPlainObject(document) || !isKubeProxyConfiguration(document)) {
    throw fieldError(object, `data[${key}]`, 'is no KubeProxyConfiguration', source);
  }
  return document;
}

function namespaceOf({ metadata }: PlainObject): string | null | undefined {
  return isPlainObject(metadata) ? metadata.namespace as string | null | undefined : undefined;
}

function describe(object: PlainObject, source?: SourceLocation): string {
  const { name } = isPlainObject(object.metadata) ? object.metadata : {} as PlainObject;
  const what = name === undefined ? String(object.kind) : describeObject(object);
  return source === undefined ? what : `${what} (${source.toString()})`;
}
