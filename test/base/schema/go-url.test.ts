import { parseGoUrl } from '../../../src/base/schema/go-url';

test.each([
  ['https://etcd:2379', { scheme: 'https', host: 'etcd:2379' }],
  ['HTTPS://[fd00::1]:2379/a%20b?c#d', { scheme: 'https', host: '[fd00::1]:2379' }],
  ['unix:///run/containerd/containerd.sock', { scheme: 'unix', host: '' }],
  ['https://user:pass@etcd:', { scheme: 'https', host: 'etcd:' }],
  ['/etc/discovery.conf', { scheme: '', host: '' }],
  ['https://étcd/', { scheme: 'https', host: 'étcd' }],
])('%s', (text, url) => {
  expect(parseGoUrl(text)).toEqual(url);
});

test.each(['', ':2379', 'https://etcd:abc', 'https://et cd', 'https://fd00::1:2379', 'https://[fd00::1', 'https://[::1]x', 'https://a%zz', 'https://a/%z', 'unix:///a\u007f', '10.0.0.1:2379/a'])('%j is none', text => {
  expect(parseGoUrl(text)).toBeUndefined();
});
