import { referenceToValue } from '../../../cluster/helm/helm-values';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { valueIn } from '../../goals/ambient/charts';
import { AmbientRule } from '../../goals/ambient/rule';

export const nftVersion: AmbientRule = {
  id: 'nft-version',
  title: 'nativeNftables without an effect',
  severity: FindingSeverity.BLOCKER,
  confidence: FindingConfidence.MANIFEST,
  description: 'global.nativeNftables makes istio-cni write nftables rules instead of iptables rules: for sidecars from Istio 1.27 on, for ambient '
    + 'mode from 1.28 on. In older versions, and anywhere else than below global, the charts take the value and nothing happens.',
  remediation: 'Write it as global.nativeNftables for the chart cni, and update to Istio 1.28 or later for ambient mode.',
  references: [
    'https://istio.io/latest/blog/2025/nftables-support/',
    'https://github.com/istio/istio/blob/1.30.3/manifests/charts/istio-cni/templates/configmap-cni.yaml',
  ],
  * check(context) {
    const found = context.charts.flatMap(({ values }) => [['global', 'nativeNftables'], ['nativeNftables'], ['cni', 'nativeNftables'], ['ambient', 'nativeNftables']].flatMap(path => {
      if (String(valueIn(values.values, path)) !== 'true') return [];
      const detail = path[0] !== 'global' ? 'has no effect outside of global' : context.has('1.28') ? undefined : context.has('1.27') ? 'for sidecars only before 1.28' : 'not known before 1.27';
      return detail === undefined ? [] : [{ object: referenceToValue(values, path), detail: `${path.join('.')}: ${detail}` }];
    }));
    yield* whereAny(found, { message: `Istio ${context.version.minor} does not use nftables for ambient mode with these values.` });
  },
};
