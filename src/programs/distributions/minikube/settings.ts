import { InstallerFile } from '../evidence';

export const isCommand = ({ text = '' }: InstallerFile): boolean => /\bminikube\b[^\n]*\bstart\b/.test(text);
