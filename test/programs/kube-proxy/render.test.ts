import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv';
import { load, loadAll } from 'js-yaml';
import { KubeProxyConfiguration } from '../../../src/programs/kube-proxy/kube-proxy-configuration';
import { completeKubeProxyConfiguration, renderKubeProxyConfiguration, sparseKubeProxyConfiguration } from '../../../src/programs/kube-proxy/render';

const fixture = (path: string) => readFileSync(join(__dirname, '../../fixtures', path), 'utf8');
const kubeadms = (loadAll(fixture('cluster/kubeadm-addon.yaml')) as any[]).find(object => object?.kind === 'ConfigMap').data['config.conf'] as string;
const matchesSchema = new Ajv({ strict: false }).compile(JSON.parse(fixture('schemas/kubeproxy-v1alpha1.json')));

const HEAD = { apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration' };

test('kubeadm\'s config.conf comes out byte for byte from the fields that are set in it', () => {
  expect(renderKubeProxyConfiguration({
    ...HEAD,
    bindAddress: '0.0.0.0',
    clientConnection: { kubeconfig: '/var/lib/kube-proxy/kubeconfig.conf' },
    clusterCIDR: '10.244.0.0/16',
    iptables: { masqueradeAll: true },
    ipvs: { excludeCIDRs: ['10.77.0.0/16'], scheduler: 'lc', strictARP: true },
    mode: 'ipvs',
  })).toBe(kubeadms);
});

test('a text that is read and rendered stays as it is', () => {
  expect(renderKubeProxyConfiguration(load(kubeadms) as KubeProxyConfiguration)).toBe(kubeadms);
});

test('a document of every field matches the schema, with durations as Go prints them', () => {
  const document: KubeProxyConfiguration = {
    ...HEAD,
    featureGates: { ContextualLogging: true },
    logging: { format: 'json', flushFrequency: '5000ms', vmodule: [{ filePattern: 'proxier', verbosity: 4 }], options: { json: { splitStream: true, infoBufferSize: 512 } } },
    conntrack: { min: 0, tcpEstablishedTimeout: '24h', tcpCloseWaitTimeout: '0s' },
    nodePortAddresses: [],
    oomScoreAdj: 0,
    windowsRunAsService: true,
  };
  const complete = completeKubeProxyConfiguration(document);
  expect(complete).toMatchObject({
    featureGates: { ContextualLogging: true },
    logging: {
      format: 'json',
      flushFrequency: '5s',
      verbosity: 0,
      vmodule: [{ filePattern: 'proxier', verbosity: 4 }],
      options: { text: { infoBufferSize: '0' }, json: { splitStream: true, infoBufferSize: '512' } },
    },
    conntrack: { maxPerCore: null, min: 0, tcpEstablishedTimeout: '24h0m0s', tcpCloseWaitTimeout: '0s' },
    nodePortAddresses: [],
    oomScoreAdj: 0,
    windowsRunAsService: true,
  });
  expect(load(renderKubeProxyConfiguration(document))).toEqual(complete);
  expect(matchesSchema(complete)).toBe(true);
});

test('fields that Go omits when they are empty are omitted', () => {
  const complete = completeKubeProxyConfiguration({ featureGates: {}, windowsRunAsService: false, logging: { format: '', vmodule: [], options: { text: { splitStream: false } } } });
  expect(complete).not.toHaveProperty('featureGates');
  expect(complete).not.toHaveProperty('windowsRunAsService');
  expect(complete.logging).toEqual({ flushFrequency: 0, verbosity: 0, options: { text: { infoBufferSize: '0' }, json: { infoBufferSize: '0' } } });
});

test('the sparse form of a complete configuration has what was set, and is completed to the same', () => {
  const document: KubeProxyConfiguration = {
    ...HEAD,
    mode: 'nftables',
    windowsRunAsService: true,
    nodePortAddresses: [],
    conntrack: { min: 0 },
    iptables: { localhostNodePorts: false, syncPeriod: '0s' },
    logging: { options: { json: { infoBufferSize: '1Ki' } } },
  };
  const complete = completeKubeProxyConfiguration(document);
  const sparse = sparseKubeProxyConfiguration(complete);
  expect(sparse).toEqual({ ...document, iptables: { localhostNodePorts: false } });
  expect(completeKubeProxyConfiguration(sparse)).toEqual(complete);
});
