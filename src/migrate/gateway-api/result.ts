import { UsedAnnotation } from './annotations';
import { Conversion } from './convert';
import { ConversionContext } from './options';
import { Finding } from '../../check/findings/finding';

/** A conversion with all that is said of it. */
export interface ConversionResult extends Conversion {
  readonly context: ConversionContext;
  readonly annotations: readonly UsedAnnotation[];
  /** Of the conversion itself, after waivers. */
  readonly findings: readonly Finding[];
}
