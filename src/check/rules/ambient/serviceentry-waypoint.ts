import { specOf } from '../../../cluster/mesh/mesh';
import { labelsOf } from '../../../cluster/mesh/waypoint';
import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { whereAny } from '../../findings/where-any';
import { AmbientRule } from '../../goals/ambient/rule';

export const serviceentryWaypoint: AmbientRule = {
  id: 'serviceentry-waypoint',
  title: 'ServiceEntry that ztunnel cannot recognize',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.MANIFEST,
  description: 'ztunnel recognizes a host of a ServiceEntry by its address. Hosts without addresses get one from istiod, and ztunnel answers for them '
    + 'in DNS: both are the default from Istio 1.25 on. Where either is off, requests go to the real address, around the waypoint.',
  remediation: 'Give the ServiceEntry addresses, or turn on cni.ambient.dnsCapture and PILOT_ENABLE_IP_AUTOALLOCATE, and remove the label '
    + 'networking.istio.io/enable-autoallocate-ip: "false".',
  references: [
    'https://istio.io/latest/docs/ops/configuration/traffic-management/dns-proxy/',
    'https://istio.io/latest/docs/reference/config/labels/',
  ],
  * check(context) {
    const { mesh } = context;
    const settings = context.settings('cni');
    const captures = settings.length > 0 ? settings.every(each => each.at('ambient', 'dnsCapture') !== false) : context.has('1.25');
    const allocates = context.has('1.25') && context.settings('istiod').every(each => String(each.at('env', 'PILOT_ENABLE_IP_AUTOALLOCATE')) !== 'false');
    const found = mesh.ofKind('networking.istio.io', 'ServiceEntry').filter(each => mesh.waypointOfService(each) !== undefined && !Array.isArray(specOf(each).addresses)).flatMap(object => {
      const isOff = labelsOf(object.object)['networking.istio.io/enable-autoallocate-ip'] === 'false';
      const detail = !captures ? 'DNS is not captured' : !allocates || isOff ? 'no address is allocated' : undefined;
      return detail === undefined ? [] : [{ object, detail }];
    });
    yield* whereAny(found, { message: 'ServiceEntries have a waypoint and no addresses by which ztunnel would recognize them.' });
  },
};
