import { APPLICATIONS, isJuju } from './settings';
import { PlainObject } from '../../../base/objects/fields';
import { SettingChange, Way } from '../change/change';
import { configurationToNftables } from '../change/configuration';
import { flagsToNftables } from '../change/flags';
import { withValuesInText } from '../change/objects';
import { wholeConfiguration } from '../change/passage';
import { isOlder, Situation } from '../change/situation';
import { withValue } from '../change/values';
import { at, InstallerFile, textAt } from '../evidence';
import { mappingIn } from '../mode';

/** proxy-extra-args does nothing for the mode, so that one in it is taken out. */
function argumentsWithoutMode(text: string): string {
  const [, before, rest] = /^(# file:[^\n]*\n)?([\s\S]*)$/.exec(text)!;
  const flags = rest.split(/(\s+)/).filter((_, index) => index % 2 === 0).filter(word => word !== '');
  const kept = flagsToNftables(flags).filter(flag => !/^-*proxy-mode=/.test(flag));
  return `${before ?? ''}${kept.join(' ')}\n`;
}

function optionsToNftables(bundle: PlainObject, path: readonly string[], change: (configuration: PlainObject) => PlainObject): PlainObject {
  const changed = withValuesInText(bundle, [...path, 'proxy-extra-config'], change);
  const args = textAt(bundle, ...path, 'proxy-extra-args');
  const kept = argumentsWithoutMode(args).trim();
  return kept === args.trim() ? changed : withValue(changed, [...path, 'proxy-extra-args'], kept === '' ? undefined : kept);
}

function optionFile(application: string, option: string): string {
  return `${application}/${option}${option === 'proxy-extra-config' ? '.yaml' : ''}`;
}

function changesOf({ evidence, asked }: Situation): SettingChange[] {
  const change = (configuration: PlainObject) => configurationToNftables(configuration, asked);
  const files = evidence.files.filter(isJuju);
  const bundles = files.filter(({ document }) => at(document, 'applications') !== undefined).map(({ name, document }): SettingChange => ({
    key: 'bundle',
    file: name,
    present: document,
    change: bundle => APPLICATIONS.filter(application => at(bundle, 'applications', application) !== undefined)
      .reduce((result, application) => optionsToNftables(result, ['applications', application, 'options'], change), bundle),
  }));
  if (bundles.length > 0) return bundles;
  const optionOf = ({ name }: InstallerFile, option: string) => APPLICATIONS.find(application => name.includes(application) && name.includes(option));
  const configurations = APPLICATIONS.map((application): SettingChange => {
    const file = files.find(candidate => optionOf(candidate, 'proxy-extra-config') === application);
    const present = file && (file.document ?? mappingIn(file.text));
    return { key: application, file: optionFile(application, 'proxy-extra-config'), where: `(juju config ${application} proxy-extra-config)`, present, text: file?.text, change };
  });
  const flags = files.flatMap((file): SettingChange[] => {
    const application = optionOf(file, 'proxy-extra-args');
    return application === undefined || !/proxy-mode|ipvs-/.test(file.text ?? '') ? []
      : [{ key: `${application}-args`, file: optionFile(application, 'proxy-extra-args'), where: `(juju config ${application} proxy-extra-args)`, text: file.text, changeText: argumentsWithoutMode }];
  });
  return [...configurations, ...flags];
}

export const CHARMED_KUBERNETES_WAY: Way = {
  passage: wholeConfiguration('a KubeProxyConfiguration in the Juju option proxy-extra-config'),
  change: situation => {
    if (isOlder(situation, '1.31')) return 'kube-proxy has nftables mode from Kubernetes 1.31 on. Upgrade first.';
    const { evidence } = situation;
    if (!evidence.files.some(isJuju)) {
      return {
        missing: 'no object shows kube-proxy\'s mode: it is a service of a snap. Add what `juju config kubernetes-worker proxy-extra-config` and the same of kubernetes-control-plane print, each in a file whose first line is '
        + '`# file: juju config kubernetes-worker proxy-extra-config`',
      };
    }
    return {
      settings: changesOf(situation),
      warnings: [
        'All units of an application change at about the same time.',
      ],
      cautions: [
        'Each machine needs nft of its own system.',
        ...situation.currentMode === 'ipvs' ? ['The docs of Charmed Kubernetes recommend ipvs for MetalLB under policy routing (charmed-kubernetes/kubernetes-docs#772): try load balancers first.'] : [],
      ],
    };
  },
  rollout: inputs => ({
    canary: [
      'An option is of all units. To have some nodes go first, deploy a second application of the worker charm with its own options:',
      { run: ['juju deploy kubernetes-worker nft-worker --config proxy-extra-config=\'{mode: nftables}\'', 'juju integrate nft-worker:kube-control kubernetes-control-plane:kube-control   # and its other relations, as those of kubernetes-worker'] },
    ],
    apply: [
      'Workers first, then the control plane:',
      {
        run: [
          ...APPLICATIONS.flatMap(application => [
            ...inputs.files(application).map(file => `juju config ${application} proxy-extra-config="$(cat ${file})"`),
            ...inputs.files(`${application}-args`).map(file => `juju config ${application} proxy-extra-args="$(cat ${file})"`),
          ]),
          ...inputs.files('bundle').map(file => `juju deploy ./${file}   # the changed options of the bundle`),
        ],
      },
    ],
    verify: [{ run: ['juju exec --application kubernetes-worker -- curl -s http://127.0.0.1:10249/proxyMode'] }],
    back: [{ run: APPLICATIONS.map(application => inputs.back(application)[0] === undefined ? `juju config ${application} --reset proxy-extra-config` : `juju config ${application} proxy-extra-config="$(cat ${inputs.back(application)[0]})"`) }],
    lasts: ['The options last, and units that are added take them. Hand edits of a unit\'s file are overwritten by the next hook.', 'proxy-extra-args sets no mode.'],
  }),
};
