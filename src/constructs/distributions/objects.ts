import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { createObject, ObjectKind } from './create-object';
import { DistributionObject, DistributionObjectProps } from './distribution-object';

const SHOOT: ObjectKind = { id: 'gardener', apiVersion: 'core.gardener.cloud/v1beta1', kind: 'Shoot' };

/** A Gardener Shoot whose kube-proxy runs in nftables mode: `spec.kubernetes.kubeProxy`. It is applied in the garden cluster. */
export class GardenerShoot extends DistributionObject {
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties; distributionVersion is that of Gardener
   * @throws an error that lists what cannot be
   */
  constructor(scope: Construct, id: string, props: DistributionObjectProps) {
    super(scope, id);
    const { apiObject, notices } = createObject(this, props, SHOOT);
    this.apiObject = apiObject;
    this._notices = notices;
  }
}

const RANCHER: ObjectKind = {
  id: 'rancher', apiVersion: 'provisioning.cattle.io/v1', kind: 'Cluster', initialSpec: ({ kubernetesVersion, spec }) => ({ kubernetesVersion, ...spec?.rkeConfig === undefined && { rkeConfig: {} } }),
};

/**
 * A cluster of RKE2 or k3s that Rancher provisions, with kube-proxy in nftables mode on all machines: `spec.rkeConfig.machineGlobalConfig`, and
 * for RKE2 the values of its network plugin's chart. It is applied in Rancher's own cluster.
 */
export class RancherCluster extends DistributionObject {
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what cannot be
   */
  constructor(scope: Construct, id: string, props: DistributionObjectProps) {
    super(scope, id);
    const { apiObject, notices } = createObject(this, props, RANCHER);
    this.apiObject = apiObject;
    this._notices = notices;
  }
}

const KUBERMATIC: ObjectKind = { id: 'kubermatic', apiVersion: 'kubermatic.k8c.io/v1', kind: 'Cluster', isClusterScoped: true };

/**
 * A user cluster of KKP with kube-proxy in nftables mode: `spec.clusterNetwork.proxyMode`, with the label without which KKP refuses to change
 * it. It is applied in the seed cluster.
 */
export class KubermaticCluster extends DistributionObject {
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties; distributionVersion is that of KKP
   * @throws an error that lists what cannot be
   */
  constructor(scope: Construct, id: string, props: DistributionObjectProps) {
    super(scope, id);
    const { apiObject, notices } = createObject(this, props, KUBERMATIC);
    this.apiObject = apiObject;
    this._notices = notices;
  }
}

const K0S: ObjectKind = {
  id: 'k0s',
  apiVersion: 'k0s.k0sproject.io/v1beta1',
  kind: 'ClusterConfig',
  metadata: { name: 'k0s', namespace: 'kube-system' },
};

/** The ClusterConfig of k0s with dynamic configuration, with kube-proxy in nftables mode: `spec.network.kubeProxy`. */
export class K0sClusterConfig extends DistributionObject {
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what cannot be
   */
  constructor(scope: Construct, id: string, props: DistributionObjectProps) {
    super(scope, id);
    const { apiObject, notices } = createObject(this, props, K0S);
    this.apiObject = apiObject;
    this._notices = notices;
  }
}

const OPENSHIFT: ObjectKind = {
  id: 'openshift',
  apiVersion: 'operator.openshift.io/v1',
  kind: 'Network',
  metadata: { name: 'cluster' },
  isClusterScoped: true,
};

/** OpenShift's network operator with kube-proxy in nftables mode, for clusters with another network than OVN-Kubernetes: `spec.kubeProxyConfig`. */
export class OpenshiftNetwork extends DistributionObject {
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties; distributionVersion is that of OpenShift, and `nftables` needs 4.23
   * @throws an error that lists what cannot be
   */
  constructor(scope: Construct, id: string, props: DistributionObjectProps) {
    super(scope, id);
    const { apiObject, notices } = createObject(this, props, OPENSHIFT);
    this.apiObject = apiObject;
    this._notices = notices;
  }
}

const ADDON: ObjectKind = { id: 'eks', apiVersion: 'eks.services.k8s.aws/v1alpha1', kind: 'Addon', initialSpec: () => ({ name: 'kube-proxy' }) };

/** The add-on kube-proxy of Amazon EKS in nftables mode, through AWS Controllers for Kubernetes: `spec.configurationValues`. */
export class EksKubeProxyAddon extends DistributionObject {
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties; `spec` has clusterName and addonVersion
   * @throws an error that lists what cannot be
   */
  constructor(scope: Construct, id: string, props: DistributionObjectProps) {
    super(scope, id);
    const { apiObject, notices } = createObject(this, props, ADDON);
    this.apiObject = apiObject;
    this._notices = notices;
  }
}

const AWS_CONTROL_PLANE: ObjectKind = { id: 'eks', apiVersion: 'controlplane.cluster.x-k8s.io/v1beta2', kind: 'AWSManagedControlPlane' };

/** The control plane of an EKS cluster of Cluster API, with the add-on kube-proxy in nftables mode: `spec.addons`. */
export class AwsManagedControlPlane extends DistributionObject {
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what cannot be
   */
  constructor(scope: Construct, id: string, props: DistributionObjectProps) {
    super(scope, id);
    const { apiObject, notices } = createObject(this, props, AWS_CONTROL_PLANE);
    this.apiObject = apiObject;
    this._notices = notices;
  }
}

const KOPS: ObjectKind = {
  id: 'kops',
  apiVersion: 'kops.k8s.io/v1alpha2',
  kind: 'Cluster',
  isClusterScoped: true,
  initialSpec: ({ kubernetesVersion }) => ({ kubernetesVersion: kubernetesVersion.replace(/^v/, '') }),
};

/**
 * A kOps Cluster with kube-proxy in nftables mode, and Calico with it: `spec.kubeProxy` and `spec.networking.calico`. It is a file for
 * `kops replace -f`, in the shape of an object.
 */
export class KopsCluster extends DistributionObject {
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties; distributionVersion is that of kOps
   * @throws an error that lists what cannot be
   */
  constructor(scope: Construct, id: string, props: DistributionObjectProps) {
    super(scope, id);
    const { apiObject, notices } = createObject(this, props, KOPS);
    this.apiObject = apiObject;
    this._notices = notices;
  }
}

const KUBEADM_CONTROL_PLANE: ObjectKind = {
  id: 'cluster-api',
  apiVersion: 'controlplane.cluster.x-k8s.io/v1beta2',
  kind: 'KubeadmControlPlane',
};

/**
 * The control plane of a cluster of Cluster API with kubeadm, whose kube-proxy starts in nftables mode: a file and a command that give kubeadm
 * the configuration. It counts when the cluster is created; in one that runs, change the ConfigMap instead, since other files replace its machines.
 */
export class KubeadmControlPlane extends DistributionObject {
  public readonly apiObject: ApiObject;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's id
   * @param props the properties
   * @throws an error that lists what cannot be
   */
  constructor(scope: Construct, id: string, props: DistributionObjectProps) {
    super(scope, id);
    const { apiObject, notices } = createObject(this, props, KUBEADM_CONTROL_PLANE);
    this.apiObject = apiObject;
    this._notices = notices;
  }
}
