import { CalicoRelease, FelixNftablesMode } from './features';
import { ObjectChange } from './installation-patch';
import { kubectlPatch, MergePatch } from './kubectl';
import { orderBack, orderToNftables } from './switch-order';
import { isObject } from '../../base/schema/decode';

/** The API that serves FelixConfiguration: the CRD itself, or Calico's API server. */
export type FelixApiVersion = 'crd.projectcalico.org/v1' | 'projectcalico.org/v3';

/** Whether Felix follows kube-proxy by itself, as it does from 3.32 on. */
export function felixFollowsKubeProxy({ features }: CalicoRelease): boolean {
  return features.felixModes.includes('Auto');
}

/** The nftablesMode that a manifest installation needs beside kube-proxy in nftables mode. */
export function felixModeForNftables(release: CalicoRelease): FelixNftablesMode {
  return felixFollowsKubeProxy(release) ? 'Auto' : 'Enabled';
}

/**
 * The change of a manifest installation's FelixConfiguration, or `undefined` where nothing has to change: from 3.32 on an
 * object that leaves nftablesMode out, or says Auto, follows kube-proxy.
 *
 * @param felixConfiguration the FelixConfiguration `default` in the cluster, as plain data; nothing where it is not known
 */
export function felixToNftables(release: CalicoRelease, apiVersion: FelixApiVersion, felixConfiguration?: unknown): ObjectChange | undefined {
  const current = nftablesModeOf(felixConfiguration);
  const wanted = felixModeForNftables(release);
  if (current === wanted || (current === undefined && wanted === release.features.felixModes[0])) return undefined;
  return felixChange(apiVersion, { nftablesMode: wanted }, orderToNftables(release.features).text);
}

/**
 * The way back to what a FelixConfiguration said before.
 *
 * @param felixConfiguration the FelixConfiguration as it was before the change; nothing where it left nftablesMode out
 */
export function felixBack(release: CalicoRelease, apiVersion: FelixApiVersion, felixConfiguration?: unknown): ObjectChange {
  return felixChange(apiVersion, { nftablesMode: nftablesModeOf(felixConfiguration) ?? null }, orderBack(release.features).text);
}

/** The command for the environment of calico-node, which wins over FelixConfiguration. */
export function felixEnvironmentCommand(namespace: string, mode: FelixNftablesMode | undefined): string {
  // A hyphen at the end removes a variable.
  return `kubectl -n ${namespace} set env daemonset/calico-node FELIX_NFTABLESMODE${mode === undefined ? '-' : `=${mode}`}`;
}

function felixChange(apiVersion: FelixApiVersion, spec: MergePatch, order: string): ObjectChange {
  const resource = `felixconfigurations.${apiVersion.slice(0, apiVersion.indexOf('/'))}`;
  const patch = { spec };
  return { resource, name: 'default', patch, command: kubectlPatch(resource, 'default', patch), order };
}

function nftablesModeOf(felixConfiguration: unknown): unknown {
  const spec = isObject(felixConfiguration) ? felixConfiguration.spec : undefined;
  return isObject(spec) ? spec.nftablesMode : undefined;
}
