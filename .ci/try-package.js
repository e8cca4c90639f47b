// Installs the packed library into an empty project, the way a user would, and uses it: the command and the constructs.
const { execFileSync } = require('node:child_process');
const { mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');

const [tarball] = process.argv.slice(2).map(path => resolve(path));
const cluster = resolve(__dirname, '..', 'examples', 'cluster');
const folder = mkdtempSync(join(tmpdir(), 'try-package-'));
const run = (command, args) => execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
try {
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  run('npm', ['install', '--no-audit', '--no-fund', tarball, 'cdk8s', 'constructs']);
  const script = run('npx', ['--no-install', 'cdk8s-nftables', 'preview', join(cluster, 'networking.yaml'), join(cluster, 'kube-proxy.yaml'),
    '--node', 'worker-1', '--kubernetes-version', '1.36', '--quiet']);
  if (!script.startsWith('add table ip kube-proxy')) throw new Error(`unexpected output: ${script.slice(0, 200)}`);
  writeFileSync(join(folder, 'app.js'), `
    const { Testing } = require('cdk8s');
    const { NftablesKubeProxy } = require('cdk8s-nftables');
    const chart = Testing.chart();
    const proxy = new NftablesKubeProxy(chart, 'kube-proxy', { kubernetesVersion: '1.36' });
    const ruleset = proxy.preview({ nodeName: 'a', nodes: [{ name: 'a', addresses: ['192.168.10.11'] }] });
    console.log(Testing.synth(chart)[0].kind, ruleset.chainNames('ipv4').length > 10);`);
  const answer = run('node', ['app.js']).trim();
  if (answer !== 'ConfigMap true') throw new Error(`unexpected answer: ${answer}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
