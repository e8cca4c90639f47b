import { advise, everyAnswer, readNeed, readPlugin } from '../../../src/programs/cni/advise';
import { CniFit } from '../../../src/programs/cni/fit';
import { CniNeed } from '../../../src/programs/cni/need';
import { CNI_NEEDS, NEED_TITLES } from '../../../src/programs/cni/need-titles';
import { PLUGINS } from '../../../src/programs/cni/plugins';

const fitsOf = (needs: readonly CniNeed[]) => Object.fromEntries(advise(needs).map(({ plugin, fit }) => [plugin.id, fit]));
const answerOf = (id: string, need: CniNeed, ...others: CniNeed[]) =>
  advise([need, ...others], [readPlugin(id)])[0].answers.find(answer => answer.need === need)!;

describe('the facts', () => {
  test('every need has a title of its own', () => {
    expect(new Set(Object.values(NEED_TITLES)).size).toBe(CNI_NEEDS.length);
  });

  test.each(PLUGINS.map(plugin => [plugin.id, plugin] as const))('%s: every answer is a sentence, with a source', (_, plugin) => {
    const answers = [...Object.values(plugin.answers), ...plugin.combinations.map(({ answer }) => answer)];
    expect(answers.map(({ text }) => text).filter(text => !/^[\w`].*\.$/.test(text))).toEqual([]);
    expect(answers.flatMap(({ sources }) => sources ?? plugin.sources).filter(url => !/^https:\/\/\S+$/.test(url))).toEqual([]);
    expect(plugin.sources.length).toBeGreaterThan(0);
  });

  test.each(PLUGINS.flatMap(({ corrections }) => corrections).map(each => [each.said, each] as const))('%s: what is right has a source', (_, { said, right, sources }) => {
    expect([said, right].filter(text => text === '' || text.endsWith('.'))).toEqual([]);
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.filter(url => !/^https:\/\/\S+$/.test(url))).toEqual([]);
  });

  test('corrections are of the plugin that they are listed with, and are said once', () => {
    for (const { name, corrections } of PLUGINS) expect(corrections.map(({ said }) => said.startsWith(name))).toEqual(corrections.map(() => true));
    const said = PLUGINS.flatMap(({ corrections }) => corrections.map(each => each.said));
    expect(new Set(said).size).toBe(said.length);
  });

  test('what needs together change is worse than what each is alone, or has a reason of its own', () => {
    for (const { id, answers, combinations } of PLUGINS) {
      for (const { need, affects, answer } of combinations) {
        for (const affected of affects) {
          expect([id, need, affected, affected !== need && answer.text !== answers[affected].text]).toEqual([id, need, affected, true]);
        }
      }
    }
  });
});

describe('one need decides', () => {
  test('Windows nodes', () => {
    expect(fitsOf([CniNeed.WINDOWS])).toEqual({ 'calico': 'yes', 'flannel': 'yes', 'antrea': 'yes', 'cilium': 'no', 'kube-router': 'no' });
  });

  test('what nobody documents is undecided, and not called a fit', () => {
    expect(fitsOf([CniNeed.ISTIO_AMBIENT])).toMatchObject({ 'calico': 'yes', 'cilium': 'conditional', 'kube-router': 'unknown', 'antrea': 'unknown' });
  });

  test('a plugin fits as well as it does for the need that it meets worst', () => {
    expect(fitsOf([CniNeed.L7, CniNeed.BGP])).toEqual({ 'cilium': 'yes', 'calico': 'conditional', 'antrea': 'conditional', 'flannel': 'no', 'kube-router': 'no' });
  });
});

describe('needs together', () => {
  test.each([
    ['calico', CniNeed.L7, CniNeed.ISTIO_AMBIENT, CniFit.CONDITIONAL, CniFit.NO],
    ['cilium', CniNeed.L7, CniNeed.ISTIO_AMBIENT, CniFit.YES, CniFit.NO],
    ['calico', CniNeed.DSR, CniNeed.NFTABLES, CniFit.CONDITIONAL, CniFit.NO],
    ['cilium', CniNeed.MAGLEV, CniNeed.NFTABLES, CniFit.YES, CniFit.NO],
    ['calico', CniNeed.IPV6, CniNeed.WINDOWS, CniFit.YES, CniFit.CONDITIONAL],
    ['flannel', CniNeed.ENCRYPTION, CniNeed.WINDOWS, CniFit.YES, CniFit.NO],
    ['antrea', CniNeed.ENCRYPTION, CniNeed.WINDOWS, CniFit.YES, CniFit.UNKNOWN],
    ['calico', CniNeed.BGP, CniNeed.WINDOWS, CniFit.YES, CniFit.YES],
  ])('%s: %s with %s is no longer %s but %s', (id, need, other, alone, together) => {
    expect([answerOf(id, need).fit, answerOf(id, need, other).fit]).toEqual([alone, together]);
  });

  test('the reason is said after the need for itself', () => {
    expect(answerOf('cilium', CniNeed.L7, CniNeed.ISTIO_AMBIENT).text).toBe('HTTP, DNS and TLS server names, by Envoy. Rules for Kafka were removed in 1.20. '
      + 'Together with Istio ambient: an L7 policy on enrolled pods breaks their mutual TLS: write L7 rules for waypoints.');
  });

  test('needs that no cluster can have both', () => {
    expect(() => advise([CniNeed.NFTABLES, CniNeed.WITHOUT_KUBE_PROXY]))
      .toThrow('needs: nftables cannot be combined with without-kube-proxy: the first keeps kube-proxy, the second removes it; ask for one of them');
  });
});

test('the best is first; among equals the one with fewer conditions', () => {
  const advice = advise([CniNeed.WINDOWS, CniNeed.L7, CniNeed.BGP]);
  expect(advice.map(({ plugin }) => plugin.id)).toEqual(['calico', 'antrea', 'cilium', 'flannel', 'kube-router']);
});

test('every answer by itself', () => {
  const all = everyAnswer();
  expect(all.map(({ plugin }) => plugin.id)).toEqual(PLUGINS.map(({ id }) => id));
  for (const { plugin, answers } of all) expect(answers.map(({ fit }) => fit)).toEqual(CNI_NEEDS.map(need => plugin.answers[need].fit));
});

test('names that are not known', () => {
  expect(() => readNeed('window')).toThrow('need: "window" is not known; did you mean windows?');
  expect(() => readPlugin('weave')).toThrow('plugin: "weave" is not known; expected one of calico, cilium, flannel, antrea, kube-router');
});
