import type { IPolicyPack } from '../contracts/policy-pack';
import { Environment, type EnvironmentProps } from '../environment/environment';
import { Platform } from './platform';

/** Where a system runs, and in what it differs there. */
export interface SystemPlace extends EnvironmentProps {
  /** The settings of this environment: plain data, as JSON could hold it. */
  readonly settings: any;
}

/** What a system is, in every environment. */
export interface IComposition {
  /**
   * Makes the charts of the system.
   *
   * @param environment what the charts are made below
   * @param settings the settings of the environment
   */
  compose(environment: Environment, settings: any): void;
}

/** What a system is made of. */
export interface SystemProps {
  /** The name of the system, which is the name of its output folder too. */
  readonly name: string;

  /** The environments by their names, which are those of the output folders too. */
  readonly environments: { [name: string]: SystemPlace };

  /** What the system is in each of them. */
  readonly composition: IComposition;

  /**
   * The rules that everything rendered has to meet.
   *
   * @default - none
   */
  readonly policies?: IPolicyPack[];
}

/**
 * A system as a value: what it is, and each place where it runs. Being a value, it can be synthesized, again with other
 * settings, and packaged.
 */
export class System {
  /** The name of the system. */
  public readonly name: string;

  /** The environments by their names. */
  public readonly environments: { [name: string]: SystemPlace };

  /** What the system is in each of them. */
  public readonly composition: IComposition;

  /** The rules that everything rendered has to meet. */
  public readonly policies: IPolicyPack[];

  constructor(props: SystemProps) {
    this.name = props.name;
    this.environments = { ...props.environments };
    this.composition = props.composition;
    this.policies = [...(props.policies ?? [])];
  }

  /** A new tree of all environments. */
  public platform(): Platform {
    const platform = new Platform({ name: this.name, policies: this.policies });
    for (const [name, { settings, ...place }] of Object.entries(this.environments)) {
      this.composition.compose(new Environment(platform, name, place), settings);
    }
    return platform;
  }

  /** Writes all environments, as `Platform.synth()` does. */
  public synth(): void {
    this.platform().synth();
  }
}
