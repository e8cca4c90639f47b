import { daemonSet } from './findings';
import { Plain } from '../../support/builders';

/** calico-node as the operator installs it, or as Calico's manifests do (in kube-system). */
export function calicoNode(version: string, environment: Plain = {}, more: { readonly namespace?: string; readonly image?: string } = {}): Plain {
  const { namespace = 'calico-system', image = 'quay.io/calico/node' } = more;
  return daemonSet(`${namespace}/calico-node`, `${image}:${version}`, {
    container: { env: Object.entries(environment).map(([name, value]) => ({ name, value })) },
  });
}

/** calico-node of a manifest install. */
export function manifestCalicoNode(version: string, environment: Plain = {}): Plain {
  return calicoNode(version, environment, { namespace: 'kube-system' });
}

export function installation(calicoNetwork: Plain = {}, more: { readonly spec?: Plain; readonly status?: Plain } = {}): Plain {
  return {
    apiVersion: 'operator.tigera.io/v1',
    kind: 'Installation',
    metadata: { name: 'default' },
    spec: { calicoNetwork, ...more.spec },
    status: more.status ?? {},
  };
}

export function felixConfiguration(spec: Plain = {}, name = 'default'): Plain {
  return { apiVersion: 'crd.projectcalico.org/v1', kind: 'FelixConfiguration', metadata: { name }, spec };
}

export function tigeraOperator(tag: string): Plain {
  return { ...daemonSet('tigera-operator/tigera-operator', `quay.io/tigera/operator:${tag}`), kind: 'Deployment' };
}
