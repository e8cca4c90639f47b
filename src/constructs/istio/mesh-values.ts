import { AmbientMeshProps, IstioPlatform } from './ambient-mesh-props';
import { ChartRelease } from './chart-release';
import { PlainObject } from '../../base/objects/fields';
import { mergeValues } from '../../programs/helm/merge-values';
import { IstioVersion, hasIstio } from '../../programs/istio/releases';
import { plainData } from '../props/plain-data';

/** Where GKE has its plugins. With the platform gke, the chart asks the version of the server, whose suffix Helm strips from 3.19 on: istio/istio#58094. */
const GKE_PLUGINS = '/home/kubernetes/bin';

/** The charts of the mesh. Keys of profile and platform outweigh flat ones, so that all are written below `pilot` and `cni`. */
export function chartReleases(props: AmbientMeshProps, version: IstioVersion): ChartRelease[] {
  const { platform, namespaceName: namespace = 'istio-system', nativeNftables, cni = {}, ztunnel = {}, values = {} } = props;
  const isOpenShift = platform === IstioPlatform.OPENSHIFT;
  const nodeNamespace = isOpenShift ? 'kube-system' : namespace;
  const ofZtunnel = ztunnel.namespaceName ?? nodeNamespace;
  const global = { ...platform !== undefined && { platform }, ...nativeNftables !== undefined && { nativeNftables } };
  const common = { profile: 'ambient', ...Object.keys(global).length > 0 && { global } };
  const ownConfiguration = cni.ownConfiguration ?? (hasIstio(version, '1.27') && !isOpenShift ? true : undefined);
  // The chart of 1.25 names ztunnel after the release.
  const resourceName = ztunnel.resourceName ?? 'ztunnel';
  const trusted = {
    ...ofZtunnel !== namespace && { trustedZtunnelNamespace: ofZtunnel },
    ...resourceName !== 'ztunnel' && { trustedZtunnelName: resourceName },
  };
  const made: Readonly<Record<ChartRelease['chart'], PlainObject>> = {
    // Otherwise istiod and whoever applies the chart take turns in setting this field of the webhook.
    base: { defaultRevision: 'default', base: { validationFailurePolicy: 'Fail' } },
    istiod: { ...common, ...Object.keys(trusted).length > 0 && { pilot: trusted } },
    cni: {
      ...common,
      cni: {
        cniBinDir: cni.binDirectory ?? (platform === IstioPlatform.GKE ? GKE_PLUGINS : undefined),
        cniConfDir: cni.configurationDirectory,
        excludeNamespaces: cni.excludedNamespaces,
        istioOwnedCNIConfig: ownConfiguration,
        ...cni.dnsCapture !== undefined && { ambient: { dnsCapture: cni.dnsCapture } },
      },
    },
    ztunnel: {
      ...platform !== undefined && { global: { platform } },
      ...ztunnel.resourceName !== undefined && { resourceName },
      ...namespace !== 'istio-system' && { istioNamespace: namespace },
      terminationGracePeriodSeconds: ztunnel.terminationGracePeriodSeconds,
    },
  };
  const of = (chart: ChartRelease['chart'], release: string, own: string): ChartRelease => ({
    chart, release, namespace: own, values: mergeValues(plainData(made[chart]) as PlainObject, values[chart === 'base' ? 'istioBase' : chart] ?? {}),
  });
  return [of('base', 'istio-base', namespace), of('istiod', 'istiod', namespace), of('cni', 'istio-cni', nodeNamespace), of('ztunnel', 'ztunnel', ofZtunnel)];
}
