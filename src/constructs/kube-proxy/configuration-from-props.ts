import { NftablesKubeProxyProps } from './nftables-kube-proxy-props';
import { isObject } from '../../base/schema/decode';
import { defined, plainData } from '../props/plain-data';

/** Where kubeadm's DaemonSet mounts the ConfigMap. */
export const CONFIGURATION_DIRECTORY = '/var/lib/kube-proxy';

/**
 * The KubeProxyConfiguration that the properties ask for, not checked yet. Options are taken over as they are, even
 * those that TypeScript doesn't know, so that strict decoding reports a misspelled one to a JavaScript user.
 */
export function configurationFromProps(props: NftablesKubeProxyProps): Record<string, unknown> {
  const { excludeCidrs, strictArp, ...ipvs } = props.ipvs ?? {};
  const { text, json, ...logging } = props.logging ?? {};
  const configuration = {
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    mode: props.mode ?? 'nftables',
    ...props.localDetector?._fields,
    nodePortAddresses: props.nodePortAddresses,
    nftables: props.nftables,
    iptables: props.iptables,
    ipvs: { ...ipvs, excludeCIDRs: excludeCidrs, strictARP: strictArp },
    conntrack: props.conntrack,
    clientConnection: { kubeconfig: `${CONFIGURATION_DIRECTORY}/kubeconfig.conf`, ...defined(props.clientConnection) },
    logging: { ...logging, options: { text, json } },
    featureGates: props.featureGates,
    bindAddress: props.bindAddress ?? '0.0.0.0',
    bindAddressHardFail: props.bindAddressHardFail,
    healthzBindAddress: props.healthzBindAddress,
    metricsBindAddress: props.metricsBindAddress,
    hostnameOverride: props.hostnameOverride,
    enableProfiling: props.enableProfiling,
    showHiddenMetricsForVersion: props.showHiddenMetricsForVersion,
    oomScoreAdj: props.oomScoreAdj,
    configSyncPeriod: props.configSyncPeriod,
  };
  return merge(plainData(configuration) as Record<string, unknown>, props.extraConfiguration ?? {});
}

/** Objects field by field, anything else as a whole. `fromEntries` takes `__proto__` for a field like any other. */
export function merge(under: Record<string, unknown>, over: Record<string, unknown>): Record<string, unknown> {
  const merged = new Map(Object.entries(under));
  for (const [name, item] of Object.entries(over)) {
    const existing = merged.get(name);
    merged.set(name, isObject(existing) && isObject(item) ? merge(existing, item) : item);
  }
  return Object.fromEntries(merged);
}
