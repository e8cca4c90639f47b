import { KubeadmCredential } from './credential';
import { KubeadmDiscovery } from './discovery';
import { KubeadmEtcd } from './etcd';
import { isObject } from '../../base/schema/decode';
import { Problem } from '../../base/schema/problem';
import { defined, isDuration, plainData } from '../props/plain-data';

/** Where a property is named otherwise than the field that it sets: a name in jsii has no two capitals in a row. */
const FIELD_NAMES: Readonly<Record<string, string>> = {
  allowRcUpgrades: 'allowRCUpgrades',
  certSans: 'certSANs',
  etcdApiCall: 'etcdAPICall',
  kubernetesApiCall: 'kubernetesAPICall',
  localApiEndpoint: 'localAPIEndpoint',
  peerCertSans: 'peerCertSANs',
  serverCertSans: 'serverCertSANs',
  unsafeSkipCaVerification: 'unsafeSkipCAVerification',
};

/** Maps whose keys are not properties. */
const MAPS = ['featureGates'];

const CREDENTIALS = ['token', 'tlsBootstrapToken', 'certificateKey'];

/** The fields that properties set, and what is wrong with the credentials among them. */
export interface FieldsFromProps {
  readonly fields: any;
  readonly problems: readonly Problem[];
  readonly hasPlainText: boolean;
}

/**
 * Options are taken over as they are, even those that TypeScript doesn't know, so that strict decoding reports a misspelled one
 * to a JavaScript user.
 */
export function fieldsFromProps(options: unknown, path: string): FieldsFromProps {
  const problems: Problem[] = [];
  let hasPlainText = false;

  const credential = (value: unknown, at: string): unknown => {
    if (value instanceof KubeadmCredential) {
      hasPlainText ||= value.isPlainText;
      return value._text;
    }
    // A mere text must not get into the output, nor into the message.
    problems.push({ field: at, message: 'is not a KubeadmCredential: expected KubeadmCredential.placeholder(…), or KubeadmCredential.plainText(…) to have it in the output' });
    return undefined;
  };

  const field = (name: string, item: unknown, at: string): [string, unknown] => {
    if (CREDENTIALS.includes(name)) return [name, credential(item, at)];
    if (MAPS.includes(name)) return [name, plainData(item)];
    if (name === 'patchesDirectory') return ['patches', { directory: item }];
    return [FIELD_NAMES[name] ?? name, convert(item, at)];
  };

  const convert = (value: unknown, at: string): unknown => {
    if (value instanceof KubeadmEtcd || value instanceof KubeadmDiscovery) return convert(value._properties, at);
    if (Array.isArray(value)) return value.map((item, i) => convert(item, `${at}[${i}]`));
    if (!isObject(value) || isDuration(value)) return plainData(value);
    return Object.fromEntries(Object.entries(defined(value)).map(([name, item]) => field(name, item, `${at}.${name}`)));
  };

  const fields = convert(options, path);
  return { fields, problems, hasPlainText };
}

const PROPERTY_NAMES = new Map(Object.entries(FIELD_NAMES).map(([property, field]) => [field, property]));

/** Where else the properties have another form than the fields. */
const REFORMED: readonly (readonly [RegExp, string])[] = [
  [/\bpatches\.directory$/, 'patchesDirectory'],
  [/^joinControlPlane\.controlPlane\./, 'joinControlPlane.'],
  [/^cluster\.kubernetesVersion$/, 'kubernetesVersion'],
];

/** The property that a user has set a field by. */
export function propertyOfField(field: string): string {
  const renamed = field.replace(/[A-Za-z]+/g, name => PROPERTY_NAMES.get(name) ?? name);
  return REFORMED.reduce((path, [pattern, replacement]) => path.replace(pattern, replacement), renamed);
}
