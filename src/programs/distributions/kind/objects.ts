export const CLUSTER = 'kind.x-k8s.io/Cluster';
