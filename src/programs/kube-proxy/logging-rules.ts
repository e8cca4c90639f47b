import { FeatureGates } from './feature-gates';
import { LoggingConfiguration } from './kube-proxy-configuration';
import { quoted } from '../../base/errors';
import { Problem } from '../../base/schema/problem';

/** Upstream `staging/src/k8s.io/component-base/logs/api/v1/options.go`, `Validate`. */
export function loggingProblems(logging: LoggingConfiguration | undefined, gates: FeatureGates): Problem[] {
  return [...formatProblems(logging), ...vmoduleProblems(logging), ...alphaOptionProblems(logging, gates)];
}

function formatProblems({ format }: LoggingConfiguration = {}): Problem[] {
  if (!format || format === 'text' || format === 'json') return [];
  return [{ field: 'logging.format', message: `${quoted(format)} is not a log format: expected "text" or "json"` }];
}

function vmoduleProblems({ format, vmodule }: LoggingConfiguration = {}): Problem[] {
  if (!vmodule || vmodule.length === 0) return [];
  if (format && format !== 'text') return [{ field: 'logging.vmodule', message: `has no effect in the format ${quoted(format)}: only "text" knows it` }];
  return vmodule.flatMap(({ filePattern }, index) => {
    const field = `logging.vmodule[${index}].filePattern`;
    if (!filePattern) return [{ field, message: 'is missing: expected a file\'s base name without .go, or a glob' }];
    return /[=,]/.test(filePattern) ? [{ field, message: `${quoted(filePattern)} has an equal sign or a comma, which separate patterns` }] : [];
  });
}

function alphaOptionProblems({ options }: LoggingConfiguration = {}, gates: FeatureGates): Problem[] {
  if (gates?.LoggingAlphaOptions ?? gates?.AllAlpha) return [];
  return (['text', 'json'] as const).flatMap(format => {
    const output = options?.[format];
    const used = [
      ...output?.splitStream ? ['splitStream'] : [],
      ...Number.parseFloat(String(output?.infoBufferSize ?? 0)) === 0 ? [] : ['infoBufferSize'],
    ];
    return used.map(name => ({ field: `logging.options.${format}.${name}`, message: 'is alpha: expected featureGates to have LoggingAlphaOptions: true' }));
  });
}
