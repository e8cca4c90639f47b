import { KubeProxyObjects } from '../../../src/cluster/kube-proxy/kube-proxy-objects';

test('kubeadm fills the podSubnet in where a document beside its ClusterConfiguration has no clusterCIDR', () => {
  const document = { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', mode: 'nftables' };
  const cluster = { apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'ClusterConfiguration', networking: { podSubnet: '10.244.0.0/16' } };
  const of = (...objects: object[]) => {
    const source = new KubeProxyObjects();
    for (const object of objects) source.offer(object as any);
    return source.configuration;
  };
  const note = 'clusterCIDR is 10.244.0.0/16, the podSubnet of the ClusterConfiguration beside it, as kubeadm fills it in';
  for (const objects of [[cluster, document], [document, cluster]]) {
    expect(of(...objects)).toMatchObject({ document: { ...document, clusterCIDR: '10.244.0.0/16' }, description: 'KubeProxyConfiguration', notes: [note] });
  }
  expect(of({ ...document, clusterCIDR: '10.0.0.0/8' }, cluster)!.document.clusterCIDR).toBe('10.0.0.0/8');
  expect(of(cluster)).toBeUndefined();
  const ofCluster = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'kube-system', name: 'kube-proxy' }, data: { 'config.conf': JSON.stringify(document) } };
  expect(of(ofCluster, cluster)!.document).toEqual(document);
});
