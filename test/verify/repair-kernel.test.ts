import { parseListing } from '../../src/dataplane/nftables/parse';
import { verifyNode } from '../../src/verify/verify';
import { inNamespaceMeanwhile, kernelIsAvailable } from '../support/kernel';
import { LiveCase, predictionOf, readLiveWorld } from '../support/live';

const onKernel = kernelIsAvailable() ? test.each : test.skip.each;

/** kube-proxy's tables alone: other programs' have rules that nft can't load again. */
function tablesOf(listing: string): string {
  return listing.match(/^table ip6? kube-proxy \{[\s\S]*?^\}/gm)?.join('\n') ?? '';
}

/** Whether the damage is one of kube-proxy's tables. */
function isRepairable({ drift }: LiveCase): boolean {
  return drift.length > 0 && drift.every(({ object }) => !object.includes('site-policy'));
}

onKernel(['delta', 'cedar', 'masquerade-all'])('the transaction against a live ruleset of %s repairs it', async world => {
  const { cases, dumps } = readLiveWorld(world);
  for (const one of cases.filter(isRepairable)) {
    const predicted = predictionOf(one);
    const damaged = tablesOf(dumps[one.files.text]);
    const { live } = verifyNode(predicted, parseListing(damaged, 'live.nft'));
    const script = `${damaged}\n`;
    const repair = live.compareWith(predicted).toNft();
    const { ok, output, errors } = await inNamespaceMeanwhile(`nft -f - && nft -f - <<'EOF' && nft list ruleset\n${repair}EOF`, script);
    expect({ name: one.name, ok, errors }).toEqual({ name: one.name, ok: true, errors: '' });
    const after = verifyNode(predicted, parseListing(output, 'live.nft'));
    expect({ name: one.name, differences: after.differences }).toEqual({ name: one.name, differences: [] });
  }
}, 120_000);
