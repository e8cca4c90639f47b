import { InputError, quoted } from '../../base/errors';
import { isVariableName, placeholder } from '../../programs/kubeadm/placeholders';

/** Outside of the object, so that nothing that prints or serializes the object shows the value. */
const TEXTS = new WeakMap<KubeadmCredential, string>();

/**
 * A bootstrap token or a certificate key in kubeadm's files. The value itself is only in them with `plainText`; otherwise
 * there is a placeholder, which has to be filled in before kubeadm accepts the file. No message ever shows a value.
 */
export class KubeadmCredential {
  /**
   * The reference of a shell variable, `${NAME}`, that `envsubst` fills in on the node. The file with the commands says how.
   *
   * @param variable the variable's name, of capital letters, digits and underscores, as in `KUBEADM_BOOTSTRAP_TOKEN`
   * @throws an error where the name has another form
   */
  public static placeholder(variable: string): KubeadmCredential {
    if (typeof variable !== 'string' || !isVariableName(variable)) {
      throw new InputError(`KubeadmCredential.placeholder: ${quoted(variable)} is not a name of a variable: `
        + 'expected capital letters, digits and underscores, as in "KUBEADM_BOOTSTRAP_TOKEN"');
    }
    return new KubeadmCredential(placeholder(variable), false);
  }

  /**
   * The value itself, which everybody who can read the output will be able to use.
   *
   * @param value a bootstrap token or a certificate key
   * @throws an error where there is no value
   */
  public static plainText(value: string): KubeadmCredential {
    if (typeof value !== 'string' || value === '') throw new InputError('KubeadmCredential.plainText: there is no value: expected a bootstrap token or a certificate key');
    return new KubeadmCredential(value, true);
  }

  /**
   * Whether the value itself will be in the output.
   */
  public readonly isPlainText: boolean;

  private constructor(text: string, isPlainText: boolean) {
    this.isPlainText = isPlainText;
    TEXTS.set(this, text);
  }

  /**
   * The placeholder, or `plain text`: never the value.
   */
  public toString(): string {
    return this.isPlainText ? 'plain text' : this._text;
  }

  /**
   * What the file holds.
   * @internal
   */
  public get _text(): string {
    return TEXTS.get(this)!;
  }
}
