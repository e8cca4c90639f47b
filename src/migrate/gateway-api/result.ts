import { UsedAnnotation } from './annotations';
import { Conversion } from './convert';
import { ConversionContext } from './options';
import { Finding } from '../../check/findings/finding';

/** What was taken for granted of all controllers. */
export function assumptionsOf({ ingresses, context }: Pick<ConversionResult, 'ingresses' | 'context'>): string[] {
  return [...new Set([context.controller, ...ingresses.controllers.values()].flatMap(({ assumptions }) => assumptions))];
}

/** A conversion with all that is said of it. */
export interface ConversionResult extends Conversion {
  readonly context: ConversionContext;
  readonly annotations: readonly UsedAnnotation[];
  /** Of the conversion itself, after waivers. */
  readonly findings: readonly Finding[];
}
