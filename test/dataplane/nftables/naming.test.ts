import { endpointBaseName, servicePortBaseName, servicePortComment, ServicePortName } from '../../../src/dataplane/nftables/naming';

function nameOf(namespace: string, service: string, protocol: ServicePortName['protocol'], port: string): ServicePortName {
  return { namespace, service, protocol, port };
}

const LONG = nameOf(
  'very-long-namespace-name-abcdefghijklmnopqrstuvwxyz0123456789xx',
  'very-long-service-name-why-would-you-even-do-this-i-mean-really',
  'sctp',
  'port-443-providing-the-hypertext-transmission-protocol-with-tls',
);
const LONG_TEXT = `${LONG.namespace}/${LONG.service}/sctp/${LONG.port}`;

// Upstream: Test_servicePortChainNameBase and Test_servicePortEndpointChainNameBase.
describe('names of service ports', () => {
  test.each([
    [nameOf('testing', 'service', 'tcp', 'http'), 'P4ZYZVCF-testing/service/tcp/http'],
    [nameOf('testing', 'service', 'tcp', 'https'), 'LZBRENCP-testing/service/tcp/https'],
    [nameOf('ns1', 'svc1', 'tcp', ''), '6KJ5P52A-ns1/svc1/tcp/'],
    [nameOf('ns1', 'svc1', 'sctp', 'p80'), 'SMPY5EYY-ns1/svc1/sctp/p80'],
    [nameOf('kube-system', 'kube-dns', 'udp', 'dns'), 'FY5PMXPG-kube-system/kube-dns/udp/dns'],
    [LONG, `KR6NACJP-${LONG_TEXT}`],
  ])('%o', (name, expected) => {
    expect(servicePortBaseName(name)).toBe(expected);
  });

  test('comments leave an unnamed port out', () => {
    expect(servicePortComment(nameOf('ns1', 'svc1', 'tcp', 'p80'))).toBe('ns1/svc1:p80');
    expect(servicePortComment(nameOf('ns1', 'svc1', 'tcp', ''))).toBe('ns1/svc1');
  });
});

describe('names of endpoints', () => {
  test.each([
    [nameOf('testing', 'service', 'tcp', 'http'), '10.180.0.1', 80, 'JO2XBXZR-testing/service/tcp/http__10.180.0.1/80'],
    [nameOf('ns1', 'svc1', 'tcp', ''), '10.0.0.1', 80, 'MV22YN2S-ns1/svc1/tcp/__10.0.0.1/80'],
    [nameOf('testing', 'service', 'tcp', 'http'), 'fd80:abcd:12::a1b2:c3d4:e5f6:9999', 80,
      'U7E2ET36-testing/service/tcp/http__fd80.abcd.12..a1b2.c3d4.e5f6.9999/80'],
    [LONG, '1234:5678:9abc:def0::abc:1234', 443, `5YS7AFEA-${LONG_TEXT}__1234.5678.9abc.def0..abc.1234/443`],
    [LONG, '1234:5678:9abc:def0::abcd:1234:5678', 443, `CI6C53Q3-${LONG_TEXT}__1234.5678.9abc.def0..abcd.1234...`],
    [LONG, '1234:5678:9abc:def0::abcd:1234:8765', 443, `2FLXFK6X-${LONG_TEXT}__1234.5678.9abc.def0..abcd.1234...`],
  ])('%o %s %i', (name, address, port, expected) => {
    expect(endpointBaseName(name, address, port)).toBe(expected);
  });
});
