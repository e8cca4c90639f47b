import { InputError, quoted, SourceLocation } from '../../base/errors';
import { isPlainObject, PlainObject } from '../../base/objects/fields';
import { unpackList } from '../../base/objects/lists';
import { readObjects } from '../../input/read-objects';
import { KubeProxyConfigMap, readConfigurationObject } from '../../programs/kube-proxy/config-map';

/** kube-proxy's configuration as a user hands it over. */
export interface ConfigMapSource extends KubeProxyConfigMap {
  /** For messages. */
  readonly description: string;
  /** Of the ConfigMap; empty for a document by itself. */
  readonly metadata: PlainObject;
}

/**
 * Finds kube-proxy's configuration in a text or an object: the ConfigMap, a List that holds it beside others, or the document by itself.
 *
 * @throws InputError where it holds none, or several
 */
export function readConfigMapSource(given: unknown): ConfigMapSource {
  const found = [...objectsOf(given)].flatMap(({ object, source }): ConfigMapSource[] => {
    const configuration = readConfigurationObject(object, source);
    if (!configuration) return [];
    const { document, notes, description, configMap = { document, notes, key: 'config.conf', otherData: {} } } = configuration;
    return [{ ...configMap, description, metadata: configuration.configMap && isPlainObject(object.metadata) ? object.metadata : {} }];
  });
  if (found.length === 1) return found[0];
  throw new InputError(found.length === 0
    ? 'there is no kube-proxy configuration in it: expected the ConfigMap kube-proxy (kubectl get configmap kube-proxy -n kube-system -o yaml), or a KubeProxyConfiguration'
    : `there are ${found.length} kube-proxy configurations in it (${found.map(({ description }) => description).join(', ')}): expected one`);
}

function* objectsOf(given: unknown): Generator<{ readonly object: PlainObject; readonly source?: SourceLocation }> {
  if (typeof given === 'string') {
    yield* readObjects(Buffer.from(given), 'the text');
    return;
  }
  if (!isPlainObject(given)) throw new InputError(`${quoted(given)} is neither a text nor an object`);
  for (const object of unpackList(given, 'the object')) yield { object };
}
