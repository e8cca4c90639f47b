import { IpFamily } from '../../../src/base/ip/ip-family';
import { REJECT } from '../../../src/dataplane/nftables/model/statements';
import { Chain, Table } from '../../../src/dataplane/nftables/model/table';
import { purposeOf, withPurposes } from '../../../src/dataplane/nftables/purposes';
import { Ruleset } from '../../../src/dataplane/ruleset';
import { SUPPORTED_MINORS } from '../../../src/dataplane/versions/kube-proxy-version';
import { interfacesOf, readScenarios, serviceCidr, stages } from '../../support/reference';

test.each(SUPPORTED_MINORS)('every generated rule has the purpose that follows from the names of chains: %s', kubernetesVersion => {
  const seen = new Set<string>();
  for (const scenario of readScenarios()) {
    const ruleset = Ruleset.fromObjects([scenario.node, serviceCidr(scenario), ...stages(scenario).at(-1)!], {
      kubernetesVersion,
      nodeName: scenario.node.metadata.name,
      configuration: scenario.config,
      networkInterfaces: interfacesOf(scenario) as { [name: string]: string[] },
    });
    for (const family of Object.values(IpFamily)) {
      for (const chain of ruleset._table(family).chains.values()) {
        for (const rule of chain.rules) {
          const { purpose } = rule;
          if (purpose === undefined || purpose !== purposeOf(chain, rule)) expect([chain.name, rule, purposeOf(chain, rule)]).toBeUndefined();
          seen.add(purpose!);
        }
      }
    }
  }
  expect(seen.size).toBeGreaterThan(15);
});

test('a table that was read from a node', () => {
  const ruleset = Ruleset.fromObjects([{ apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' } }], { kubernetesVersion: '1.36', nodeName: 'a' });
  const table = ruleset._table(IpFamily.IPV4);
  const chains = [...table.chains].map(([name, chain]): [string, Chain] => (
    [name, { ...chain, rules: chain.rules.map(({ statements }) => ({ statements })) }]
  ));
  const read: Table = { ...table, chains: new Map(chains) };
  const purposes = (of: Table) => [...of.chains.values()].flatMap(({ rules }) => rules.map(({ purpose }) => purpose));
  expect(purposes(withPurposes(read))).toEqual(purposes(table));
});

test.each(['my-chain', 'services-of-mine', 'input', 'firewall-check', 'endpoint-X'])('what others write has no purpose: %s', name => {
  expect(purposeOf({ name, rules: [] }, { statements: [REJECT] })).toBeUndefined();
});
