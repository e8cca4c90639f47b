import { KUBE_PROXY_CONFIGURATION_FIELDS } from './fields';
import { KubeProxyConfiguration } from './kube-proxy-configuration';
import { decode } from '../../base/schema/decode';
import { Problem } from '../../base/schema/problem';

/** A KubeProxyConfiguration as kube-proxy of one minor reads it. */
export interface ReadConfiguration {
  /** The fields that have the right types; undefined where the document is not an object. */
  readonly configuration?: KubeProxyConfiguration;
  /** What is wrong with the names and types of the other fields. */
  readonly problems: readonly Problem[];
}

/**
 * The one reader of the fields of a KubeProxyConfiguration: what is right about values beyond their types is for rules, and for
 * whoever makes use of them.
 *
 * @param minor of kube-proxy, as 36; without one the fields of all minors count
 */
export function readKubeProxyConfiguration(document: unknown, minor = Infinity): ReadConfiguration {
  const { value, problems } = decode(document, KUBE_PROXY_CONFIGURATION_FIELDS, minor);
  return { configuration: value as KubeProxyConfiguration | undefined, problems };
}
