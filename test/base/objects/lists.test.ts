import { isObjectList, toObject, unpackList } from '../../../src/base/objects/lists';
import { message } from '../../input/objects';

const SOURCE = 'cluster.yaml, line 3';

describe('isObjectList', () => {
  test.each([
    [{ kind: 'List', items: [] }],
    [{ kind: 'EndpointSliceList', items: [{}] }],
    [{ kind: 'ServiceList', items: null }],
  ])('%j is one', (value) => {
    expect(isObjectList(value)).toBe(true);
  });

  test.each([[null], [[]], ['List'], [{ kind: 'List' }], [{ kind: 'List', items: {} }], [{ kind: 'Service', items: [] }], [{ items: [] }], [{ kind: 1, items: [] }]])(
    '%j is none', (value) => {
      expect(isObjectList(value)).toBe(false);
    });
});

describe('toObject', () => {
  test('gives items of a typed list the kind and the version that the list tells', () => {
    const list = { kind: 'EndpointSliceList', apiVersion: 'discovery.k8s.io/v1', items: [] };
    expect(toObject({ metadata: { name: 'a' } }, list, SOURCE)).toEqual({
      kind: 'EndpointSlice', apiVersion: 'discovery.k8s.io/v1', metadata: { name: 'a' },
    });
    expect(toObject({ kind: null, apiVersion: 'v2' }, list, SOURCE)).toEqual({ kind: 'EndpointSlice', apiVersion: 'v2' });
    expect(toObject({ kind: 'Other' }, list, SOURCE)).toEqual({ kind: 'Other', apiVersion: 'discovery.k8s.io/v1' });
  });

  test('takes others as they are', () => {
    const object = { metadata: { name: 'a' } };
    expect(toObject(object, undefined, SOURCE)).toBe(object);
    expect(toObject(object, { kind: 'List', apiVersion: 'v1', items: [] }, SOURCE)).toBe(object);
  });

  test('keeps a key __proto__ a key', () => {
    const object = toObject(JSON.parse('{"__proto__": {"polluted": true}}'), { kind: 'NodeList', items: [] }, SOURCE);
    expect(Object.keys(object)).toEqual(['__proto__', 'kind', 'apiVersion']);
    expect(object.polluted).toBeUndefined();
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
  });

  test.each([
    [null, 'null'],
    [[1], 'a list in a list'],
    ['text', 'the string "text"'],
    [80, 'the number 80'],
    [true, 'the boolean true'],
  ])('refuses %j', (value, found) => {
    expect(message(() => toObject(value, undefined, SOURCE))).toBe(`cluster.yaml, line 3: expected a Kubernetes object, found ${found}`);
  });
});

describe('unpackList', () => {
  test('lists in lists, and lists of one kind, whose items get it', () => {
    const inner = { kind: 'ServiceList', apiVersion: 'v1', items: [{ metadata: { name: 'a' } }] };
    const node = { kind: 'Node', apiVersion: 'v1' };
    expect([...unpackList({ kind: 'List', items: [inner, node, { kind: 'NodeList', items: null }] }, SOURCE)])
      .toEqual([{ kind: 'Service', apiVersion: 'v1', metadata: { name: 'a' } }, node]);
    expect([...unpackList(node, SOURCE)]).toEqual([node]);
    // That there is none of a kind is something to know.
    const none = { apiVersion: 'projectcalico.org/v3', kind: 'NetworkSetList', items: [] };
    expect([...unpackList(none, SOURCE)]).toEqual([none]);
  });

  test('an item that is not an object is told by its place', () => {
    expect(message(() => [...unpackList({ kind: 'List', items: [{ kind: 'List', items: [{}, 5] }] }, 'objects[0]')]))
      .toBe('objects[0], items[0], items[1]: expected a Kubernetes object, found the number 5');
  });
});
