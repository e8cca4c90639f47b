import { PlainObject } from '../../../base/objects/fields';
import { ValueChange } from '../change/change';
import { newObject, objectChange, withValuesInText } from '../change/objects';
import { withValue, withoutValues } from '../change/values';
import { at, Evidence } from '../evidence';

/** RKE2's network plugins whose charts are told of the mode (RKE2's docs, "networking services"), and what. */
export const CHART_VALUES: Readonly<Record<string, readonly (readonly [path: readonly string[], value: unknown])[]>> = {
  'rke2-canal': [[['flannel', 'enableNFTables'], true], [['calico', 'felixIptablesBackend'], 'nft']],
  'rke2-calico': [[['installation', 'calicoNetwork', 'linuxDataplane'], 'Nftables']],
  'rke2-flannel': [[['flannel', 'enableNFTables'], true]],
};

/** A chart's values for nftables mode. */
export function chartValues(chart: string, values: PlainObject): PlainObject {
  return (CHART_VALUES[chart] ?? []).reduce((result, [path, value]) => withValue(result, path, value), values);
}

/** The chart of the network plugin, as objects of the cluster show it. */
export function chartIn(evidence: Evidence): string | undefined {
  const names = ['HelmChart', 'HelmChartConfig'].flatMap(kind => evidence.objects(`helm.cattle.io/${kind}`, /^rke2-(?:canal|calico|cilium|flannel)$/));
  const name = at(names[0], 'metadata', 'name');
  return typeof name === 'string' ? name : undefined;
}

/** The HelmChartConfig of a network plugin. */
export function chartChange(evidence: Evidence, chart: string): ValueChange[] {
  if (!Object.hasOwn(CHART_VALUES, chart)) return [];
  const change = (object: PlainObject) => withValuesInText(object, ['spec', 'valuesContent'], values => chartValues(chart, values));
  const [present] = evidence.objects('helm.cattle.io/HelmChartConfig', new RegExp(`^${chart}$`));
  return [present ? objectChange('chart', present, change)
    : newObject('chart', { apiVersion: 'helm.cattle.io/v1', kind: 'HelmChartConfig', namespace: 'kube-system', name: chart }, change)];
}

/** NodeLocal DNS that listens on its own address alone is for IPVS mode. */
export function nodeLocalDnsChange(evidence: Evidence): ValueChange[] {
  return evidence.objects('helm.cattle.io/HelmChartConfig', /^rke2-coredns$/)
    .filter(object => /\bipvs:\s*true\b/.test(String(at(object, 'spec', 'valuesContent'))))
    .map(object => objectChange('dns', object, present => withValuesInText(present, ['spec', 'valuesContent'], values => withoutValues(values, ['nodelocal'], 'ipvs'))));
}
