import { installationsOf } from './installations';
import { InputError } from '../../../base/errors';
import { Cluster } from '../../../cluster/cluster';
import { describeReference } from '../../../cluster/inventory/object-reference';
import { rulesOf, validatePolicy } from '../../../programs/cilium/policy/validate-policy';
import { CILIUM_MINORS, CiliumMinor, isBeforeMinor } from '../../../programs/cilium/target';
import { MINOR_CHANGES, POLICY_CHANGES } from '../../../programs/cilium/upgrade/changes';
import { compareValues, ValuesComparison } from '../../../programs/cilium/upgrade/compare-values';
import { isOn } from '../../../programs/cilium/values/agent-config';

/** What changes for the input of one minor with another one. */
export interface CiliumUpgrade {
  readonly from: CiliumMinor;
  readonly to: CiliumMinor;
  /** By what the values come from. */
  readonly values: readonly { readonly name: string; readonly comparison: ValuesComparison }[];
  readonly policies: readonly { readonly name: string; readonly changes: readonly string[] }[];
  /** What changes whatever the values are. */
  readonly general: readonly { readonly minor: string; readonly text: string; readonly source: string }[];
  readonly notices: readonly string[];
}

/** @throws InputError where the later minor is not the later one */
export function ciliumUpgrade(cluster: Cluster, from: CiliumMinor, to: CiliumMinor): CiliumUpgrade {
  if (!isBeforeMinor(from, to)) throw new InputError(`--to-version: "${to}" is not later than ${from}; expected a later minor: patches of a minor are not compared`);
  const installations = installationsOf(cluster.cilium.installations, from, [...cluster.cilium.apiVersions]);
  const passed = (minor: CiliumMinor): boolean => isBeforeMinor(from, minor) && !isBeforeMinor(to, minor);
  const skipped = CILIUM_MINORS.indexOf(to) - CILIUM_MINORS.indexOf(from) > 1;
  return {
    from,
    to,
    values: installations.map(({ values, sources, rendering }) => ({
      name: sources.map(({ carrier }) => describeReference(carrier)).join(' and '), comparison: compareValues(values.given, from, to, rendering),
    })),
    policies: cluster.cilium.ofKinds('CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy').flatMap(({ reference, object }) => {
      const text = JSON.stringify(rulesOf(object));
      const verdict = (minor: CiliumMinor) => {
        const config = installations[0]?.config ?? {};
        const settings = { minor, l7Proxy: isOn(config, 'enable-l7-proxy', true), nodeSelectorLabels: isOn(config, 'enable-node-selector-labels') };
        const { refused, pruned, notEnforced } = validatePolicy(object, settings);
        return [...refused, ...pruned, ...notEnforced];
      };
      const before = new Set(verdict(from).map(({ field }) => field));
      const changes = [
        ...POLICY_CHANGES.filter(({ since, concerns }) => passed(since) && concerns(text)).map(change => change.text),
        ...verdict(to).filter(({ field }) => !before.has(field)).map(({ field, message }) => `${field}: ${message}`),
      ];
      return changes.length > 0 ? [{ name: describeReference(reference), changes: [...new Set(changes)] }] : [];
    }),
    general: MINOR_CHANGES.filter(({ minor }) => passed(minor)),
    notices: skipped ? ['Cilium is upgraded one minor at a time: make each of them with the newest patch, and compare each step'] : [],
  };
}

/** Whether anything changes that the values or policies decide. */
export function hasChanges({ values, policies }: CiliumUpgrade): boolean {
  return policies.length > 0
    || values.some(({ comparison: { refused, dead, defaults, options } }) => [refused, dead, defaults].some(list => list.length > 0)
      || options.some(({ isGeneral }) => !isGeneral));
}
