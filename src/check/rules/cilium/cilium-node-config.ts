import { quoted } from '../../../base/errors';
import { isPlainObject } from '../../../base/objects/fields';
import { isBeforeMinor } from '../../../programs/cilium/target';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { CiliumContext } from '../../goals/cilium/context';
import { CiliumRule } from '../../goals/cilium/rule';

export const ciliumNodeConfig: CiliumRule = {
  id: 'cilium-node-config',
  title: 'CiliumNodeConfig that is refused, or that no agent reads',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'A CiliumNodeConfig overrides options of the agents on some nodes. Its version v2alpha1 is gone in 1.20, agents read only those in their own namespace, and all values are strings: '
    + 'an unquoted true is refused by the API server.',
  remediation: 'Write apiVersion cilium.io/v2, put it into the namespace of Cilium, and quote the values.',
  references: ['https://docs.cilium.io/en/stable/configuration/per-node-config/', 'https://github.com/cilium/cilium/pull/44739'],
  * check(context) {
    const configs = context.cluster.cilium.ofKinds('CiliumNodeConfig');
    yield* whereAny(isBeforeMinor(context.minor, '1.20') ? [] : configs.filter(({ object }) => object.apiVersion === 'cilium.io/v2alpha1')
      .map(({ reference }) => ({ object: reference, detail: 'apiVersion: "cilium.io/v2alpha1" is not served; expected "cilium.io/v2"' })), {
      message: `Cilium ${context.minor} does not have this version of CiliumNodeConfig.`,
    });
    const namespaces = namespacesOf(context);
    yield* whereAny(configs.filter(({ reference: { namespace = 'default' } }) => namespaces.length > 0 && !namespaces.includes(namespace))
      .map(({ reference }) => ({ object: reference, detail: `Cilium is in ${namespaces.join(', ')}` })), { message: 'Agents read only what is in their own namespace.' });
    yield* whereAny(configs.flatMap(({ reference, object: { spec } }) => {
      const defaults = isPlainObject(spec) && isPlainObject(spec.defaults) ? Object.entries(spec.defaults) : [];
      return defaults.filter(([, value]) => typeof value !== 'string')
        .map(([name, value]) => ({ object: reference, detail: `spec.defaults["${name}"]: ${quoted(value)} is not a string; expected ${quoted(String(value))}` }));
    }), { message: 'The API server refuses values that are not strings.' });
  },
};

function namespacesOf({ installations, configMap }: CiliumContext): string[] {
  // A file of values does not say where the release goes.
  const released = installations.filter(({ sources }) => sources.some(({ namespace }) => namespace !== undefined));
  const all = [...released.map(({ rendering, values }) => values.text('namespaceOverride') || rendering.namespace), ...configMap ? [configMap.reference.namespace ?? 'default'] : []];
  return [...new Set(all)];
}
