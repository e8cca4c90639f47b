export const CONFIG = 'k0s.k0sproject.io/ClusterConfig';
export const K0SCTL = 'k0sctl.k0sproject.io/Cluster';
