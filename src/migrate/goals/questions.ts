import { MigrationQuestions } from './question';
import { AMBIENT_MIGRATION_QUESTIONS } from '../ambient/questions';
import { CILIUM_MIGRATION_QUESTIONS } from '../cilium/questions';
import { GATEWAY_API_MIGRATION_QUESTIONS } from '../gateway-api/questions';
import { NFTABLES_MIGRATION_QUESTIONS } from '../nftables/questions';

/*
 * What migrations ask of the command line, apart from the migrations themselves: the help of every command shows it, and does not have
 * to wait until all of them are loaded.
 */

/** Of all goals that there are migrations for, the default first. */
export const MIGRATION_QUESTIONS: readonly MigrationQuestions[] = [
  NFTABLES_MIGRATION_QUESTIONS, GATEWAY_API_MIGRATION_QUESTIONS, CILIUM_MIGRATION_QUESTIONS, AMBIENT_MIGRATION_QUESTIONS,
];
