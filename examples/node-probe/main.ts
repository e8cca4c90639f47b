/**
 * Asks all nodes of a cluster what only they know. The logs of the pods are what `--node-facts` takes: examples/cluster/node-facts.log is
 * such a file.
 */
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { NodeProbe } from 'cdk8s-nftables';

export function createApp(outdir: string): App {
  const app = new App({ outdir });
  new NodeProbe(new Chart(app, 'node-probe'), 'all');
  // After a node was replaced, it alone is asked again.
  new NodeProbe(new Chart(app, 'node-probe-again'), 'again', { nodeNames: ['worker-3'] });
  return app;
}

if (require.main === module) createApp(join(__dirname, 'dist')).synth();
