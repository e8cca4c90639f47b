import { alternatives } from '../../../../base/text/words';
import { ChartValues } from '../../values/chart-values';
import { problemAt, ValuesRule } from '../rule';

const VALIDATE = 'templates/validate.yaml';

const usesApiServer = (values: ChartValues): boolean => values.isTrue('clustermesh.useAPIServer');
/** Up to 1.17, external workloads run the same server. */
const usesServer = (values: ChartValues): boolean => usesApiServer(values) || values.isTrue('externalWorkloads.enabled');

const CRD_MODES = ['crd', 'doublewrite-readkvstore', 'doublewrite-readcrd'];
const KVSTORE_MODES = ['kvstore', 'doublewrite-readkvstore', 'doublewrite-readcrd'];
const identityMode = (values: ChartValues): string => values.text('identityAllocationMode');
const storeMode = (values: ChartValues): string => values.text('clustermesh.apiserver.kvstoremesh.kvstoreMode');

/** What an external etcd asks of the rest. */
function externalStoreProblem(values: ChartValues): string | undefined {
  if (!usesApiServer(values)) return 'is external without clustermesh.useAPIServer; set clustermesh.useAPIServer: true';
  if (!values.isTrue('clustermesh.apiserver.kvstoremesh.enabled')) return 'is external without clustermesh.apiserver.kvstoremesh.enabled; set it to true';
  if (values.text('clustermesh.apiserver.replicas') !== '1') return 'is external with several replicas of the server; set clustermesh.apiserver.replicas: 1';
  return KVSTORE_MODES.includes(identityMode(values)) ? undefined
    : `is external while identityAllocationMode is "${identityMode(values)}"; expected ${alternatives(KVSTORE_MODES)}`;
}

export const CLUSTER_MESH_REFUSALS: readonly ValuesRule[] = [
  {
    id: 'cluster-name',
    source: VALIDATE,
    check: values => {
      if (values.at('cluster.name') === undefined) return undefined;
      const name = values.text('cluster.name');
      const expected = 'expected 1 to 32 lower-case letters, digits and "-", beginning and ending with a letter or digit, for example, "prod-eu"';
      if (name === '') return problemAt('cluster.name', `is empty; ${expected}`);
      if (name.length > 32 || !/^(?:[a-z0-9][-a-z0-9]*)?[a-z0-9]$/.test(name)) return problemAt('cluster.name', `"${name}" is not a name of a cluster; ${expected}`);
      return name === 'default' && values.integer('cluster.id') !== 0
        ? problemAt('cluster.name', `is "default" while cluster.id is ${values.integer('cluster.id')}; a cluster with an id needs a name of its own`) : undefined;
    },
  },
  {
    id: 'cluster-id-cloud',
    source: `${VALIDATE}; https://github.com/cilium/cilium/issues/21330`,
    check: values => {
      const id = values.integer('cluster.id');
      const isUnsafe = (id >= 128 && id <= 255) || (id >= 384 && id <= 511);
      const cloud = values.isTrue('eni.enabled') ? 'eni.enabled' : values.isTrue('alibabacloud.enabled') ? 'alibabacloud.enabled'
        : values.text('cni.chainingMode') === 'aws-cni' ? 'cni.chainingMode aws-cni' : undefined;
      const isAccepted = values.at('extraConfig.allow-unsafe-policy-skb-usage') === 'true';
      return isUnsafe && cloud !== undefined && !isAccepted
        ? problemAt('cluster.id', `${id} cannot be combined with ${cloud}: policies would drop traffic that they allow; expected 1 to 127 (or 256 to 383 with 511 clusters)`)
        : undefined;
    },
  },
  {
    id: 'cluster-mesh-size',
    source: VALIDATE,
    check: values => [255, 511].includes(values.integer('clustermesh.maxConnectedClusters')) ? undefined
      : problemAt('clustermesh.maxConnectedClusters', `${values.text('clustermesh.maxConnectedClusters')} is not supported; expected 255 or 511`),
  },
  {
    id: 'cluster-mesh-issuer',
    source: VALIDATE,
    check: values => (values.minor === '1.17' ? usesServer(values) : usesApiServer(values)) && values.isTrue('clustermesh.apiserver.tls.auto.enabled')
      && values.text('clustermesh.apiserver.tls.auto.method') === 'certmanager' && !values.isTrue('clustermesh.apiserver.tls.auto.certManagerIssuerRef')
      ? problemAt('clustermesh.apiserver.tls.auto.certManagerIssuerRef', 'is missing: method certmanager needs to know the issuer') : undefined,
  },
  {
    id: 'cluster-mesh-auth-mode',
    source: 'templates/clustermesh-apiserver/deployment.yaml',
    check: values => (values.minor === '1.17' ? usesServer(values) : usesApiServer(values))
      && !['legacy', 'migration', 'cluster'].includes(values.text('clustermesh.apiserver.tls.authMode'))
      ? problemAt('clustermesh.apiserver.tls.authMode', `"${values.text('clustermesh.apiserver.tls.authMode')}" is not supported; expected legacy, migration or cluster`)
      : undefined,
  },
  {
    id: 'endpoint-crds',
    source: VALIDATE,
    check: values => {
      if (!values.isTrue('disableEndpointCRD')) return undefined;
      const slices = values.isTrue('ciliumEndpointSlice.enabled') || (values.minor === '1.17' && values.isTrue('enableCiliumEndpointSlice'));
      const mesh = values.minor === '1.17' ? usesServer(values) : usesApiServer(values) && CRD_MODES.includes(identityMode(values));
      if (!slices && !mesh) return undefined;
      return problemAt('disableEndpointCRD', `is true, but ${slices ? 'ciliumEndpointSlice.enabled' : 'clustermesh.useAPIServer'} needs CiliumEndpoints; set it to false`);
    },
  },
  {
    id: 'cluster-mesh-identities',
    last: '1.17',
    source: VALIDATE,
    check: values => usesServer(values) && !CRD_MODES.includes(identityMode(values))
      ? problemAt('identityAllocationMode', `"${identityMode(values)}" cannot be combined with the server of a cluster mesh or external workloads; expected ${alternatives(CRD_MODES)}`)
      : undefined,
  },
  {
    id: 'cluster-mesh-kvstoremesh',
    since: '1.18',
    source: VALIDATE,
    check: values => usesApiServer(values) && !CRD_MODES.includes(identityMode(values)) && !values.isTrue('clustermesh.apiserver.kvstoremesh.enabled')
      ? problemAt('clustermesh.apiserver.kvstoremesh.enabled', `has to be true while identityAllocationMode is "${identityMode(values)}"`) : undefined,
  },
  {
    id: 'cluster-mesh-store-mode',
    since: '1.18',
    source: VALIDATE,
    check: values => {
      const path = 'clustermesh.apiserver.kvstoremesh.kvstoreMode';
      if (!['internal', 'external'].includes(storeMode(values))) return problemAt(path, `"${storeMode(values)}" is not supported; expected internal or external`);
      const problem = storeMode(values) === 'external' ? externalStoreProblem(values) : undefined;
      return problem === undefined ? undefined : problemAt(path, problem);
    },
  },
  {
    id: 'cluster-mesh-given-certificates',
    since: '1.20',
    source: VALIDATE,
    check: values => {
      if (!usesApiServer(values) || values.isTrue('clustermesh.apiserver.tls.auto.enabled')) return undefined;
      const path = ['server', 'admin', 'remote'].map(name => `clustermesh.apiserver.tls.${name}.cert`).find(each => values.isTrue(each));
      return path === undefined ? undefined
        : problemAt(path, 'was removed from the chart, which refuses it; put certificates into Secrets, or set clustermesh.apiserver.tls.auto.enabled: true');
    },
  },
  {
    id: 'cluster-mesh-certificates',
    last: '1.19',
    source: 'templates/clustermesh-apiserver/tls-provided',
    check: values => {
      const withServer = values.minor === '1.17' ? usesServer(values) : usesApiServer(values) && storeMode(values) === 'internal';
      if (!withServer || values.isTrue('clustermesh.apiserver.tls.auto.enabled') || !values.isTrue('clustermesh.apiserver.tls.enableSecrets')) return undefined;
      const names = ['server', 'admin', ...usesApiServer(values) ? ['remote'] : [], ...values.isTrue('externalWorkloads.enabled') ? ['client'] : []];
      const missing = names.flatMap(name => ['cert', 'key'].map(part => `clustermesh.apiserver.tls.${name}.${part}`)).find(path => !values.isTrue(path));
      return missing === undefined ? undefined
        : problemAt(missing, 'is missing: clustermesh.apiserver.tls.auto.enabled is false; set it, or clustermesh.apiserver.tls.enableSecrets: false with Secrets of your own');
    },
  },
];
