import { answerOf, trafficOf } from './answers';
import { Condition, Conditions } from './compare/conditions';
import { ModeRow, ModeRows, ModeSide } from './compare/mode-comparison';
import { DifferenceFigures, differenceMarkdown, differenceText } from './difference-text';
import { LeftSettings, switchEffects } from './switch-effects';
import { ServiceBehaviorChange, ServiceBehaviorCondition, ServiceBehaviorConsequence, ServiceBehaviorSwitch } from './vocabulary';
import { FAMILIES } from '../../base/ip/address';
import { isPlainObject } from '../../base/objects/fields';
import { toJson } from '../../base/plain';
import { ServedPort } from '../endpoints/served-port';

/**
 * What clients notice when kube-proxy on a node goes from one mode to another: `before.compareWith(after)`. Traffic that is treated
 * alike is counted, and not listed.
 */
export class ServiceBehaviorDifference {
  /** @internal */
  public static _of(before: ModeSide, after: ModeSide): ServiceBehaviorDifference {
    return new ServiceBehaviorDifference(before, after);
  }

  /** How many kinds of traffic are treated alike. */
  public readonly identicalCount: number;

  private readonly conditions: Conditions;
  private knownUnknowns: readonly ServiceBehaviorCondition[] | undefined;
  private readonly known: readonly ServiceBehaviorChange[];

  private constructor(private readonly before: ModeSide, private readonly after: ModeSide) {
    this.conditions = new Conditions(before, after);
    const rows = new ModeRows(before, after, this.conditions);
    this.known = [...rows.differing()].map(changeOf);
    this.identicalCount = rows.identical;
  }

  /** The traffic that is treated in another way, in the order of the Services' names. */
  public get changes(): ServiceBehaviorChange[] {
    return [...this.known];
  }

  /** Whether clients notice nothing, except during the switch itself. */
  public get isEmpty(): boolean {
    return this.known.length === 0;
  }

  /** Whether anything breaks that worked. */
  public get hasBreaks(): boolean {
    return this.known.some(({ consequence }) => consequence === ServiceBehaviorConsequence.BREAKS);
  }

  /** What the difference assumes because objects can't tell it, and what differs otherwise. */
  public get unknowns(): ServiceBehaviorCondition[] {
    this.knownUnknowns ??= this.conditions.all().map(conditionOf);
    return [...this.knownUnknowns];
  }

  /** What happens to the connections of each Service during the switch. None where the mode stays the same. */
  public get switchEffects(): ServiceBehaviorSwitch[] {
    return [...this.switches()];
  }

  /**
   * The traffic of one Service that is treated in another way.
   *
   * @param serviceName the Service, as NAMESPACE/NAME
   */
  public changesOf(serviceName: string): ServiceBehaviorChange[] {
    return this.known.filter(change => change.serviceName === serviceName);
  }

  /** The difference for people: by consequence, the reasons and the traffic that each holds for. */
  public toText(): string {
    return joined(differenceText(this.figures()));
  }

  /** The difference as a Markdown document. */
  public toMarkdown(): string {
    return joined(differenceMarkdown(this.figures()));
  }

  /** The difference as JSON: `before`, `after`, `identicalCount`, `changes`, `unknowns` and `switchEffects`. */
  public toJson(): string {
    return toJson(this._json());
  }

  /** @internal */
  public _json(): object {
    const side = ({ mode, kubernetesVersion, network }: ModeSide) => ({ mode, kubernetesVersion, nodeName: network.inputs.node.name });
    const { before, after, identicalCount, known } = this;
    const sides = { before: side(before), after: side(after) };
    return { version: 1, ...sides, identicalCount, changes: known, unknowns: this.unknowns, switchEffects: this.switchEffects };
  }

  private figures(): DifferenceFigures {
    const { before, after, known: changes, identicalCount } = this;
    return { before, after, changes, identicalCount, unknowns: this.unknowns, switchEffects: () => this.switches() };
  }

  private* switches(): Generator<ServiceBehaviorSwitch> {
    const byService = new Map<string, ServedPort[]>();
    for (const family of FAMILIES) {
      for (const port of this.before.model(family).view.ports) {
        const name = `${port.service.namespace}/${port.service.name}`;
        // Both families have the same ports; one tells enough.
        const known = byService.get(name);
        if (!known) byService.set(name, [port]);
        else if (!known.some(other => other.port === port.port)) known.push(port);
      }
    }
    const left = leftSettings(this.before);
    for (const ports of byService.values()) {
      const effects = switchEffects(this.before.mode, this.after.mode, ports, left);
      if (effects) yield effects;
    }
  }
}

function changeOf({ destination, sourceClass, packet, before, after, consequence, reason }: ModeRow): ServiceBehaviorChange {
  return {
    ...trafficOf(destination, sourceClass, packet),
    before: answerOf(before),
    after: answerOf(after),
    consequence: consequence as ServiceBehaviorConsequence,
    reason,
  };
}

/** What the configuration sets for IPVS; a duration of 0 is the kernel's own. */
function leftSettings({ network: { inputs: { settings, configuration } } }: ModeSide): LeftSettings {
  const { ipvs } = configuration ?? {};
  const duration = (value: unknown) => typeof value === 'string' && !/^0*[a-z]*$/.test(value) ? value : undefined;
  const { tcpTimeout, udpTimeout } = isPlainObject(ipvs) ? ipvs : {};
  return { scheduler: settings.scheduler, tcpTimeout: duration(tcpTimeout), udpTimeout: duration(udpTimeout) };
}

function conditionOf({ name, assumed, alternative, changes }: Condition): ServiceBehaviorCondition {
  return {
    fact: name,
    assumed,
    alternative,
    changes: changes.map(({ row, consequence, count }) => ({
      ...consequence && { consequence: consequence as ServiceBehaviorConsequence },
      reason: row.reason,
      count,
      example: trafficOf(row.destination, row.sourceClass, row.packet),
    })),
  };
}

function joined(lines: Iterable<string>): string {
  let text = '';
  for (const line of lines) text += `${line}\n`;
  return text;
}
