import { PlainDocument, renderDocuments } from './documents';

const FILE = '/etc/kubernetes/kubeproxy-config.yaml';

/** Where Cluster API's bootstrap provider writes the file for `kubeadm init`. */
const INIT_FILE = '/run/kubeadm/kubeadm.yaml';

/**
 * Cluster API writes kubeadm's documents itself, and has no field for kube-proxy's. Its users append the document to the file on the
 * machine: these are the fields of a `kubeadmConfigSpec` that do so.
 */
export function clusterApiFields(kubeProxy: PlainDocument): PlainDocument {
  return {
    files: [{ path: FILE, owner: 'root:root', permissions: '0644', content: `---\n${renderDocuments([{ fields: kubeProxy }])}` }],
    preKubeadmCommands: [`/bin/sh -ec 'cat ${FILE} >> ${INIT_FILE}'`],
  };
}
