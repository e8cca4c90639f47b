import { Assumptions } from '../../../src/cluster/planned/assumptions';

test('what is assumed about one object stands together, in the order of the objects', () => {
  const assumptions = new Assumptions();
  expect(assumptions.list()).toEqual([]);
  assumptions.add('Service a/b', 'one');
  assumptions.add('Node n', 'two');
  assumptions.add('Service a/b', 'three');
  expect(assumptions.list()).toEqual(['Service a/b: one', 'Service a/b: three', 'Node n: two']);
});
