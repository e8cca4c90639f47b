import { equals, isOn } from './computed';
import { all, either, has, off, on, Row } from './row';
import { ChartValues } from '../chart-values';

/** A setting of the export of flows; the values have moved, and the older place counts where both have one. */
function exported(option: string, name: string, since: '1.18'): Row {
  return {
    option,
    from: `hubble.export.static.${name}`,
    since,
    text: values => isOn(values, `hubble.export.${name}`) ? values.read(`hubble.export.${name}`) : values.read(`hubble.export.static.${name}`),
  };
}

const prefersIpv6 = (values: ChartValues): boolean => equals(values, 'hubble.preferIpv6', true)
  || (values.minor === '1.20' && equals(values, 'preferIpv6', true)) || equals(values, 'ipv4.enabled', false);

const METRICS: readonly Row[] = [
  {
    when: either('hubble.metrics.enabled', 'hubble.metrics.dynamic.enabled'),
    options: [
      { option: 'hubble-metrics-server', from: 'hubble.metrics.port', as: 'port' },
      { option: 'hubble-metrics-server-enable-tls', from: 'hubble.metrics.tls.enabled', as: 'printed' },
      {
        when: on('hubble.metrics.tls.enabled'),
        options: [
          { option: 'hubble-metrics-server-tls-cert-file', text: '/var/lib/cilium/tls/hubble-metrics/server.crt' },
          { option: 'hubble-metrics-server-tls-key-file', text: '/var/lib/cilium/tls/hubble-metrics/server.key' },
          { option: 'hubble-metrics-server-tls-client-ca-files', text: '/var/lib/cilium/tls/hubble-metrics/client-ca.crt', when: on('hubble.metrics.tls.server.mtls.enabled') },
        ],
      },
      { option: 'enable-hubble-open-metrics', from: 'hubble.metrics.enableOpenMetrics' },
    ],
  },
  { option: 'hubble-metrics', from: 'hubble.metrics.enabled', as: 'lines', when: 'true' },
  { option: 'hubble-dynamic-metrics-config-path', text: '/dynamic-metrics-config/dynamic-metrics.yaml', when: on('hubble.metrics.dynamic.enabled') },
];

const REDACTION: Row = {
  when: all(on('hubble.redact'), values => equals(values, 'hubble.redact.enabled', true)),
  options: [
    { option: 'hubble-redact-enabled', text: 'true' },
    {
      when: on('hubble.redact.http'),
      options: [
        { option: 'hubble-redact-http-urlquery', from: 'hubble.redact.http.urlQuery' },
        { option: 'hubble-redact-http-userinfo', from: 'hubble.redact.http.userInfo' },
        {
          when: on('hubble.redact.http.headers'),
          options: [
            { option: 'hubble-redact-http-headers-allow', from: 'hubble.redact.http.headers.allow', as: 'lines', when: 'true' },
            { option: 'hubble-redact-http-headers-deny', from: 'hubble.redact.http.headers.deny', as: 'lines', when: 'true' },
          ],
        },
      ],
    },
    { option: 'hubble-redact-kafka-apikey', from: 'hubble.redact.kafka.apiKey', when: on('hubble.redact.kafka'), last: '1.19' },
  ],
};

const EXPORT: Row = {
  when: on('hubble.export'),
  options: [
    { option: 'hubble-export-file-max-size-mb', from: 'hubble.export.fileMaxSizeMb', last: '1.17' },
    { option: 'hubble-export-file-max-backups', from: 'hubble.export.fileMaxBackups', last: '1.17' },
    {
      when: on('hubble.export.static.enabled'),
      options: [
        exported('hubble-export-file-max-size-mb', 'fileMaxSizeMb', '1.18'),
        exported('hubble-export-file-max-backups', 'fileMaxBackups', '1.18'),
        exported('hubble-export-file-compress', 'fileCompress', '1.18'),
        { option: 'hubble-export-aggregation-interval', from: 'hubble.export.aggregationInterval', as: 'duration', since: '1.19' },
        { option: 'hubble-export-file-path', from: 'hubble.export.static.filePath' },
        { option: 'hubble-export-fieldmask', from: 'hubble.export.static.fieldMask', as: 'words' },
        { option: 'hubble-export-fieldaggregate', from: 'hubble.export.static.fieldAggregate', as: 'words', since: '1.19' },
        { option: 'hubble-export-allowlist', from: 'hubble.export.static.allowList', as: 'words' },
        { option: 'hubble-export-denylist', from: 'hubble.export.static.denyList', as: 'words' },
      ],
    },
    { option: 'hubble-flowlogs-config-path', text: '/flowlog-config/flowlogs.yaml', when: on('hubble.export.dynamic.enabled') },
  ],
};

/** What is observed of the network. Source: templates/cilium-configmap.yaml. */
export const HUBBLE_OPTIONS: readonly Row[] = [
  { option: 'enable-hubble', from: 'hubble.enabled' },
  {
    when: on('hubble.enabled'),
    options: [
      { option: 'hubble-socket-path', from: 'hubble.socketPath' },
      { option: 'hubble-event-queue-size', from: 'hubble.eventQueueSize', when: 'has' },
      { option: 'hubble-event-buffer-capacity', from: 'hubble.eventBufferCapacity', when: 'has' },
      { option: 'hubble-lost-event-send-interval', from: 'hubble.lostEventSendInterval', as: 'duration', when: 'has', since: '1.19' },
      ...METRICS,
      { option: 'hubble-network-policy-correlation-enabled', from: 'hubble.networkPolicyCorrelation.enabled', when: 'has', since: '1.18' },
      REDACTION,
      EXPORT,
      {
        when: has('hubble.listenAddress'),
        options: [
          { option: 'hubble-listen-address', from: 'hubble.listenAddress' },
          {
            when: on('hubble.tls.enabled'),
            options: [
              { option: 'hubble-disable-tls', text: 'false' },
              { option: 'hubble-tls-cert-file', text: '/var/lib/cilium/tls/hubble/server.crt' },
              { option: 'hubble-tls-key-file', text: '/var/lib/cilium/tls/hubble/server.key' },
              { option: 'hubble-tls-client-ca-files', text: '/var/lib/cilium/tls/hubble/client-ca.crt' },
            ],
          },
          { option: 'hubble-disable-tls', text: 'true', when: off('hubble.tls.enabled') },
        ],
      },
      {
        when: on('hubble.dropEventEmitter.enabled'),
        options: [
          { option: 'hubble-drop-events', text: 'true' },
          { option: 'hubble-drop-events-interval', from: 'hubble.dropEventEmitter.interval' },
          { option: 'hubble-drop-events-reasons', from: 'hubble.dropEventEmitter.reasons', as: 'words' },
        ],
      },
      { option: 'hubble-prefer-ipv6', text: 'true', when: prefersIpv6 },
      { option: 'hubble-skip-unknown-cgroup-ids', from: 'hubble.skipUnknownCGroupIDs', when: 'known' },
    ],
  },
  { option: 'disable-iptables-feeder-rules', from: 'disableIptablesFeederRules', as: 'words', when: 'has' },
];
