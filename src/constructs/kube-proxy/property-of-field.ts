import { LocalDetector } from './local-detector';
import { hasField } from '../../base/schema/has-field';
import { PropertyTable } from '../props/property-table';

/** Where the typed properties are named otherwise than the fields of KubeProxyConfiguration that they set. */
export const PROPERTY_TABLE = new PropertyTable([
  { property: 'localDetector', field: ['clusterCIDR', 'detectLocalMode', 'detectLocal'], value: ({ _fields }: LocalDetector) => _fields },
  { property: 'ipvs.excludeCidrs', field: 'ipvs.excludeCIDRs' },
  { property: 'ipvs.strictArp', field: 'ipvs.strictARP' },
  { property: 'logging.text', field: 'logging.options.text' },
  { property: 'logging.json', field: 'logging.options.json' },
]);

/** The property that a user has set a field of KubeProxyConfiguration by. */
export function propertyOfField(field: string, extraConfiguration: unknown): string {
  return hasField(extraConfiguration, field) ? `extraConfiguration.${field}` : PROPERTY_TABLE.propertyOf(field);
}
