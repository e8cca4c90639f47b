/** The names of the formats of reports, the default first. */
export const REPORT_FORMAT_NAMES = ['text', 'json', 'sarif', 'junit', 'github', 'markdown'] as const;

export type ReportFormatName = typeof REPORT_FORMAT_NAMES[number];
