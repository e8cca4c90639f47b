import { AnnotationRules } from './annotation-rules';
import { ClassRules, CONTROLLER } from './classes';
import { ControllerSettings, DEFAULT_SETTINGS } from './model';
import { EXTERNAL_AUTHORIZATION, SOURCE_ADDRESSES } from './protections';
import { ANNOTATIONS_PREFIX } from './read';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { Cluster } from '../../../cluster/cluster';
import { SmallConfigMap } from '../../../cluster/ingress/ingress-objects';
import { Workload } from '../../../cluster/workloads/workload';
import { ANNOTATION_RISKS } from '../../../programs/ingress-nginx/annotations';

/** How the controller of a cluster is set up. */
export interface Controller {
  readonly settings: ControllerSettings;
  readonly classes: ClassRules;
  /** `nginx.ingress.kubernetes.io/`, or what --annotations-prefix says. */
  readonly annotationsPrefix: string;
  readonly annotationRules: AnnotationRules;
  /** The whole ConfigMap, for settings that have no part in where requests go. */
  readonly configuration: Readonly<Record<string, string>>;
  /** The Services of raw ports, by protocol: what --tcp-services-configmap and --udp-services-configmap name. */
  readonly streams: readonly { readonly protocol: 'TCP' | 'UDP'; readonly port: string; readonly to: string }[];
  /** What is taken for granted, since the input does not show it. */
  readonly assumptions: readonly string[];
}

/** Reads the controller's flags and ConfigMap from the input; what is not there has the controller's default. */
export function readController(cluster: Cluster): Controller {
  const workload = controllerWorkload(cluster);
  return controllerOf(cluster, workload, configMapOf(cluster, (workload && flagsOf(workload))?.get('configmap'), workload));
}

/** Reads what is known of another controller of ingress-nginx, by a class of Ingresses that it takes. */
export function readOtherController(cluster: Cluster, className: string): Controller {
  const controller = [...cluster.ingressClasses.values()].find(({ name }) => name === className)?.controller;
  const workload = [...cluster.workloads.values()].find(each => {
    const flags = flagsOf(each);
    return flags !== undefined && (flags.get('ingress-class') === className || (controller !== undefined && flags.get('controller-class') === controller));
  });
  const flag = (workload && flagsOf(workload))?.get('configmap');
  const read = controllerOf(cluster, workload, flag === undefined ? undefined : configMapOf(cluster, flag, workload));
  return { ...read, assumptions: read.assumptions.map(text => `Class ${className}: ${text}`) };
}

/** The workload of the controller whose classes are the usual ones, or else the first one. */
function controllerWorkload(cluster: Cluster): Workload | undefined {
  const all = [...cluster.workloads.values()].flatMap(workload => {
    const flags = flagsOf(workload);
    return flags ? [{ workload, flags }] : [];
  });
  return (all.find(({ flags }) => (flags.get('controller-class') ?? CONTROLLER) === CONTROLLER) ?? all[0] as typeof all[0] | undefined)?.workload;
}

function controllerOf(cluster: Cluster, workload: Workload | undefined, configMap: SmallConfigMap | undefined): Controller {
  const flags = (workload && flagsOf(workload)) ?? new Map<string, string>();
  const data = configMap?.data ?? {};
  const prefix = flags.has('annotations-prefix') ? `${flags.get('annotations-prefix')!}/` : ANNOTATIONS_PREFIX;
  const used = usedAnnotations(cluster, prefix);
  const usesPassthrough = used.names.has('ssl-passthrough');
  const defaultClass = [...cluster.ingressClasses.values()].find(({ isDefault }) => isDefault)?.name;
  const { rules, assumptions } = annotationRules({ workload, flags, data: configMap?.data }, used);
  return {
    settings: {
      ...settingsOf(data),
      // The annotation does nothing without the flag; who has it in use has set the flag.
      passthrough: workload ? isTrue(flags.get('enable-ssl-passthrough'), false) : usesPassthrough,
      ...flags.has('default-ssl-certificate') && { defaultCertificate: flags.get('default-ssl-certificate') },
    },
    classes: {
      classes: new Map([...cluster.ingressClasses.values()].map(({ name, controller }) => [name, controller])),
      controllerClass: flags.get('controller-class') ?? CONTROLLER,
      nginxControllers: [...cluster.workloads.values()].flatMap(each => flagsOf(each)?.get('controller-class') ?? []),
      ingressClass: flags.get('ingress-class') ?? 'nginx',
      withoutClass: isTrue(flags.get('watch-ingress-without-class'), false),
      ...defaultClass !== undefined && { defaultClass },
    },
    annotationsPrefix: prefix,
    annotationRules: rules,
    configuration: data,
    streams: (['TCP', 'UDP'] as const).flatMap(protocol => Object.entries(dataOf(cluster, flags.get(`${protocol.toLowerCase()}-services-configmap`)))
      .map(([port, to]) => ({ protocol, port, to }))),
    assumptions: [
      ...workload ? [] : ['The controller\'s Deployment or DaemonSet is not in the input: its flags are taken to be the defaults.'],
      ...configMap ? [] : ['The controller\'s ConfigMap is not in the input: its settings are taken to be the defaults.'],
      ...!workload && usesPassthrough ? ['The annotation ssl-passthrough is in use: the flag --enable-ssl-passthrough is taken to be set.'] : [],
      ...assumptions,
    ],
  };
}

interface UsedAnnotations {
  readonly names: ReadonlySet<string>;
  /** Whether a redirect uses variables of nginx, which works only where values are not validated. */
  readonly hasVariables: boolean;
}

function usedAnnotations({ ingresses }: Cluster, prefix: string): UsedAnnotations {
  const names = new Set<string>();
  let hasVariables = false;
  for (const { object } of ingresses) {
    const { annotations } = isPlainObject(object.metadata) ? object.metadata : {} as PlainObject;
    for (const [key, value] of Object.entries(isPlainObject(annotations) ? annotations : {})) {
      if (!key.startsWith(prefix)) continue;
      const name = key.slice(prefix.length);
      names.add(name);
      hasVariables ||= /^(?:temporal|permanent)-redirect$/.test(name) && String(value).includes('$');
    }
  }
  return { names, hasVariables };
}

/**
 * What the controller takes in annotations. Releases before 1.12 are less strict by default (changelog/controller-1.12.0.md). What is not in
 * the input is taken to allow the annotations that are in use.
 */
function annotationRules(
  { workload, flags, data }: {
    readonly workload: Workload | undefined; readonly flags: ReadonlyMap<string, string>; readonly data: Readonly<Record<string, string>> | undefined;
  },
  { names, hasVariables }: UsedAnnotations,
): { readonly rules: AnnotationRules; readonly assumptions: readonly string[] } {
  const version = workload?.containers.find(({ command }) => command.some(isControllerWord))?.image.version;
  const isStrict = version === undefined || version.major > 1 || version.minor >= 12;
  const snippets = [...names].filter(name => name.endsWith('-snippet'));
  const allowsSnippets = isTrue(data?.['allow-snippet-annotations'], false);
  const allowsAll = snippets.length > 0 && (data === undefined || (version === undefined && allowsSnippets && data['annotations-risk-level'] === undefined));
  const riskLevel = ANNOTATION_RISKS.find(risk => risk === data?.['annotations-risk-level']?.toLowerCase());
  return {
    rules: {
      validates: workload ? isTrue(flags.get('enable-annotation-validation'), isStrict) : !hasVariables,
      riskLevel: allowsAll ? 'critical' : data?.['annotations-risk-level'] === undefined ? isStrict ? 'high' : 'critical' : riskLevel ?? 'low',
      allowsSnippets: allowsAll || allowsSnippets,
      allowsOtherNamespaces: isTrue(data?.['allow-cross-namespace-resources'], !isStrict),
    },
    assumptions: [
      ...!workload && hasVariables ? ['Redirects use variables of nginx: the flag --enable-annotation-validation is taken to be false. With it, the controller does not take these Ingresses.'] : [],
      ...allowsAll ? [`Snippets are in use (${snippets.join(', ')}): allow-snippet-annotations is taken to be true, and annotations-risk-level to be Critical.`] : [],
    ],
  };
}

/** The flags of the controller; `undefined` for any other workload. */
function flagsOf({ containers }: Workload): Map<string, string> | undefined {
  const container = containers.find(({ command }) => command.some(isControllerWord)
    && !command.some(word => /nginx-ingress(?!-controller)/.test(word)));
  return container && new Map(container.command.flatMap(word => {
    const [, name, value = 'true'] = /^--?([a-z][a-z-]*)(?:=(.*))?$/.exec(word) ?? [];
    return name === undefined ? [] : [[name, value] as const];
  }));
}

/** Whether a word of a command starts the controller. */
export function isControllerWord(word: string): boolean {
  return /(^|\/)nginx-ingress-controller$/.test(word);
}

/** The names of the ConfigMaps that the controller reads, as `NAMESPACE/NAME`. */
export function controllerConfigMaps(cluster: Cluster): string[] {
  const workload = controllerWorkload(cluster);
  const flags = (workload && flagsOf(workload)) ?? new Map<string, string>();
  const own = configMapOf(cluster, flags.get('configmap'), workload);
  const streams = ['tcp', 'udp'].flatMap(protocol => flags.get(`${protocol}-services-configmap`) ?? []);
  return [...own ? [`${own.namespace}/${own.name}`] : [], ...streams];
}

/** The ConfigMap that a flag names, or else the one of the controller's manifests and chart. */
function configMapOf({ smallConfigMaps }: Cluster, flag: string | undefined, workload: Workload | undefined): SmallConfigMap | undefined {
  const named = flag?.replace('$(POD_NAMESPACE)', workload?.namespace ?? '');
  if (named !== undefined) return smallConfigMaps.get(named);
  return [...smallConfigMaps.values()].find(({ name, labels }) => /(^|-)ingress-nginx-controller$|^nginx-configuration$/.test(name)
    && (labels['app.kubernetes.io/name'] ?? 'ingress-nginx') === 'ingress-nginx');
}

function dataOf({ smallConfigMaps }: Cluster, name: string | undefined): Readonly<Record<string, string>> {
  return (name === undefined ? undefined : smallConfigMaps.get(name)?.data) ?? {};
}

/** Source: internal/ingress/controller/config/config.go and template/configmap.go. */
function settingsOf(data: Readonly<Record<string, string>>): ControllerSettings {
  const code = Number(data['http-redirect-code']);
  const exempt = data['no-tls-redirect-locations'];
  return {
    ...DEFAULT_SETTINGS,
    sslRedirect: isTrue(data['ssl-redirect'], DEFAULT_SETTINGS.sslRedirect),
    forceSslRedirect: isTrue(data['force-ssl-redirect'], DEFAULT_SETTINGS.forceSslRedirect),
    ...[301, 302, 307, 308].includes(code) && { httpRedirectCode: code },
    ...exempt !== undefined && { noTlsRedirectLocations: exempt.split(',').map(text => text.trim()).filter(text => text !== '') },
    underscoresInHeaders: isTrue(data['enable-underscores-in-headers'], DEFAULT_SETTINGS.underscoresInHeaders),
    globalProtections: [
      ...(data['global-auth-url'] ?? '') === '' ? [] : [EXTERNAL_AUTHORIZATION],
      ...['whitelist-source-range', 'denylist-source-range'].some(key => (data[key] ?? '') !== '') ? [SOURCE_ADDRESSES] : [],
      ...['enable-modsecurity', 'enable-owasp-modsecurity-crs'].some(key => isTrue(data[key], false)) ? ['web application firewall'] : [],
    ],
  };
}

function isTrue(value: string | undefined, otherwise: boolean): boolean {
  return value === undefined ? otherwise : value === 'true';
}
