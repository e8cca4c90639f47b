import { flagValue } from '../../../src/programs/kube-proxy/command-line';

test.each([
  [['/usr/local/bin/kube-proxy', '--config=/var/lib/kube-proxy/config.conf'], '/var/lib/kube-proxy/config.conf'],
  [['kube-proxy', '--config', '/etc/config'], '/etc/config'],
  [['/bin/sh', '-c', 'kube-proxy --v=2 --config="/etc/config" 1>>/var/log/kube-proxy.log'], '/etc/config'],
  [['kube-proxy', '--config=/a', '--config=/b'], '/b'],
  [['kube-proxy', '--config', '--v=2'], ''],
  [['kube-proxy', '--config-sync-period=1m', '--write-config-to=/x'], undefined],
  [[], undefined],
])('--config of %j is %j', (command, value) => {
  expect(flagValue(command, 'config')).toBe(value);
});
