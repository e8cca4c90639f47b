import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../examples/kube-proxy-addon/main';

test('the add-on programs what the real kube-proxy did on the same cluster, but for masqueradeAll', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'example-'));
  try {
    createApp(outdir).synth();
    const fixture = (family: string) => readFileSync(join(__dirname, '..', 'fixtures', 'cluster', `worker-1.v1.36.${family}.nft`), 'utf8');
    const withoutMasqueradeAll = 'ip daddr @cluster-ips ip saddr != 10.244.0.0/16 mark set mark or 0x00004000 comment "masquerade clusterIP traffic from outside cluster"';
    const withMasqueradeAll = (family: string) => `add rule ${family} kube-proxy services ${family} daddr @cluster-ips mark set mark or 0x00004000 `
      + 'comment "masquerade all clusterIP traffic"';
    const expected = `${fixture('ipv4')}${fixture('ipv6')}`
      .replace(`add rule ip kube-proxy services ${withoutMasqueradeAll}`, withMasqueradeAll('ip'))
      .replace('add rule ip6 kube-proxy services ip6', `${withMasqueradeAll('ip6')}\nadd rule ip6 kube-proxy services ip6`);
    // The recorded cluster had no endpoint of its API server; the example has one.
    const withoutApiServer = (script: string) => script.split('\n').filter(line => !/default\/kubernetes|\b10\.96\.0\.1 \./.test(line));
    expect(withoutApiServer(readFileSync(join(outdir, 'rulesets', 'worker-1.nft'), 'utf8'))).toEqual(withoutApiServer(expected));
  } finally {
    rmSync(outdir, { recursive: true });
  }
});
