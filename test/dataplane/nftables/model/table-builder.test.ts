import { DROP, goto, REJECT } from '../../../../src/dataplane/nftables/model/statements';
import { addRule, TableBuilder } from '../../../../src/dataplane/nftables/model/table-builder';

function builder(): TableBuilder {
  const made = new TableBuilder('ip', 'kube-proxy', 'rules');
  made.chain('a');
  made.set('s', ['ipv4_addr'], { comment: 'first' });
  made.map('m', ['inet_proto'], 'first');
  return made;
}

test('what is there already is not added again', () => {
  const made = builder();
  addRule(made.chain('a'), [REJECT]);
  expect(made.chain('a', { comment: 'second' })).toMatchObject({ name: 'a', rules: [{ statements: [REJECT] }] });
  expect(made.chain('a').comment).toBeUndefined();
  expect(made.set('s', ['ipv6_addr'], { comment: 'second' })).toMatchObject({ keyType: ['ipv4_addr'], comment: 'first' });
  expect(made.map('m', ['inet_service'], 'second')).toMatchObject({ keyType: ['inet_proto'], comment: 'first' });
});

test('the later of two verdicts wins, and the conflict is remembered; of equal ones the first stays', () => {
  const made = builder();
  made.mapElement('m', ['tcp'], DROP, 'one');
  made.mapElement('m', ['tcp'], DROP, 'two');
  expect(made.conflicts).toEqual([]);
  expect(made.table.maps.get('m')!.elements.get('tcp')).toEqual({ key: ['tcp'], verdict: DROP, comment: 'one' });
  made.mapElement('m', ['tcp'], goto('a'), 'three');
  expect(made.conflicts).toEqual([{ map: 'm', key: 'tcp', lost: DROP }]);
  expect(made.table.maps.get('m')!.elements.get('tcp')).toEqual({ key: ['tcp'], verdict: goto('a'), comment: 'three' });
  made.mapElement('m', ['tcp'], goto('b'));
  made.mapElement('m', ['udp'], goto('b'));
  expect(made.conflicts).toHaveLength(2);
});

test.each<[string, (made: TableBuilder) => void]>([
  ['x', made => made.setElement('x', ['10.0.0.1'])],
  ['s', made => made.mapElement('s', ['tcp'], DROP)],
  ['m', made => made.setElement('m', ['tcp'])],
])('%s is used before it is there', (name, use) => {
  expect(() => use(builder())).toThrow(new Error(`${name} is used before it is added to the table`));
});
