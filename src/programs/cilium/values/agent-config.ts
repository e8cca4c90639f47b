import { ChartValues, TemplateFailure } from './chart-values';
import { OPTION_ROWS } from './options';
import * as computed from './options/computed';
import { write, Written } from './options/formats';
import { Option, Row } from './options/row';
import { isPlainObject } from '../../../base/objects/fields';
import { Problem } from '../../../base/schema/problem';
import { goText, isTruthy } from '../../../base/text/go-values';
import { holdsIn } from '../target';

/** The ConfigMap cilium-config as the agent reads it: an option of the agent, and its value as text. */
export type AgentConfig = Readonly<Record<string, string>>;

/** What templates/cilium-configmap.yaml of the chart makes of values. */
export interface RenderedConfig {
  /** `data` of the ConfigMap; undefined where the chart does not render one. */
  readonly config?: AgentConfig;
  /** Where the template fails: Helm does not install anything. */
  readonly refused: readonly Problem[];
  /** The paths of values that become something else than texts in the ConfigMap, which the API server does not take then. */
  readonly notText: readonly string[];
  /** Integers that Go prints with an exponent, as in `1e+06`. */
  readonly exponents: readonly { readonly option: string; readonly field: string; readonly text: string }[];
}

const rendered = new WeakMap<ChartValues, RenderedConfig>();

/** Whether the chart renders the ConfigMap at all. */
function rendersConfigMap(values: ChartValues): boolean {
  const needs = ['agent', 'operator.enabled', ...values.minor === '1.17' ? ['externalWorkloads.enabled'] : [], 'clustermesh.useAPIServer'];
  return needs.some(path => computed.isOn(values, path)) && !computed.isOn(values, 'preflight.enabled');
}

/** Renders the ConfigMap cilium-config, offline and without the chart. Nothing in it depends on the cluster. */
export function renderConfig(values: ChartValues): RenderedConfig {
  const known = rendered.get(values);
  if (known) return known;
  const result = new Renderer(values).render();
  rendered.set(values, result);
  return result;
}

/** What the chart of a minor writes into the ConfigMap cilium-config; nothing where it does not render one. */
export function agentConfigOf(values: ChartValues): AgentConfig {
  return renderConfig(values).config ?? {};
}

class Renderer {
  private readonly config: Record<string, string> = {};
  private readonly refused: Problem[] = [];
  private readonly notText: string[] = [];
  private readonly exponents: { option: string; field: string; text: string }[] = [];

  constructor(private readonly values: ChartValues) {}

  public render(): RenderedConfig {
    const renders = this.attempt(() => rendersConfigMap(this.values));
    if (renders !== true) return { refused: this.refused, notText: [], exponents: [] };
    this.writeRows(OPTION_ROWS);
    this.writeExtra();
    return { config: this.config, refused: this.refused, notText: this.notText, exponents: this.exponents };
  }

  private writeRows(rows: readonly Row[]): void {
    for (const row of rows) {
      if (!holdsIn(row, this.values.minor)) continue;
      if (!('options' in row)) this.writeOption(row);
      else if (this.attempt(() => row.when(this.values)) === true) this.writeRows(row.options);
    }
  }

  private writeOption(row: Option): void {
    const written = this.attempt(() => isWritten(row, this.values) ? textOf(row, this.values) : undefined);
    if (!written) return;
    const field = row.from ?? row.option;
    this.put(row.option, field, written);
    if (Number.isInteger(this.values.at(field)) && /e\+/.test(written.text)) this.exponents.push({ option: row.option, field, text: written.text });
  }

  /** `extraConfig` is written last, and so what counts where both have an option. */
  private writeExtra(): void {
    const extra = this.values.at('extraConfig');
    for (const [option, value] of Object.entries(isPlainObject(extra) ? extra : {})) {
      const isNoText = value !== null && typeof value !== 'string';
      this.put(option, `extraConfig.${option}`, { text: value === null ? '' : goText(value), isNoText });
    }
  }

  private put(option: string, field: string, { text, isNoText }: Written): void {
    this.config[option] = text;
    if (isNoText) this.notText.push(field);
  }

  /** What is read of values; a failure of the template is one of the values. */
  private attempt<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof TemplateFailure)) throw error;
      if (!this.refused.some(({ field }) => field === error.field)) this.refused.push({ field: error.field, message: error.message });
      return undefined;
    }
  }
}

function isWritten({ from, when }: Option, values: ChartValues): boolean {
  if (when === undefined) return true;
  if (typeof when === 'function') return when(values);
  if (when === 'has') return values.has(from!);
  const value = values.read(from!) ?? undefined;
  return when === 'true' ? isTruthy(value) : value !== undefined;
}

function textOf({ option, from, text, as = 'quoted' }: Option, values: ChartValues): Written {
  if (typeof text === 'string') return { text };
  return write(text === undefined ? values.read(from!) : text(values), as, from ?? option);
}

/** The options that are written in some minor, for some values, with the paths of the values that they are written from. */
const VALUES_OF_OPTIONS: ReadonlyMap<string, readonly string[]> = valuesOfRows(OPTION_ROWS, new Map<string, string[]>());

function valuesOfRows(rows: readonly Row[], known: Map<string, string[]>): Map<string, string[]> {
  for (const row of rows) {
    if ('options' in row) valuesOfRows(row.options, known);
    else known.set(row.option, [...known.get(row.option) ?? [], ...row.from === undefined ? [] : [row.from]]);
  }
  return known;
}

export const WRITTEN_OPTIONS: readonly string[] = [...VALUES_OF_OPTIONS.keys()];

/** The paths of the values that an option is written from, by minor and condition; none where templates decide it. */
export function valuesOfOption(option: string): readonly string[] {
  return VALUES_OF_OPTIONS.get(option) ?? [];
}

const orNothing = <T>(read: () => T): T | undefined => {
  try {
    return read();
  } catch (error) {
    if (error instanceof TemplateFailure) return undefined;
    throw error;
  }
};

/** The IP address management that the chart takes; nothing where the values are refused. */
export const ipamOf = (values: ChartValues): string => goText(orNothing(() => computed.ipamOf(values)) ?? '');

/** What the chart takes for kubeProxyReplacement. */
export const kubeProxyReplacementOf = (values: ChartValues): string => orNothing(() => computed.kubeProxyReplacementOf(values)) ?? '';

/** Whether an option is on, as the agent reads a text: viper's `GetBool`. */
export function isOn(config: AgentConfig, option: string, byDefault = false): boolean {
  const value = config[option];
  if (value === undefined) return byDefault;
  return ['1', 't', 'T', 'true', 'TRUE', 'True'].includes(value);
}
