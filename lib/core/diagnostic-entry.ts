import type { IConstruct } from 'constructs';

/** A finding as it is kept. */
export interface DiagnosticEntry {
  readonly scope: IConstruct;
  readonly path: string;
  readonly level: 'error' | 'warning';
  readonly property: string;
  readonly value?: string;
  readonly rule: string;
  readonly fix: string;
  readonly id?: string;
}

/** What is told of a finding. */
export type Finding = Pick<DiagnosticEntry, 'property' | 'value' | 'rule' | 'fix' | 'id'>;
