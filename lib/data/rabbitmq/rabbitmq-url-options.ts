/** How a program wants the address of a RabbitMQ. */
export interface RabbitMqUrlOptions {
  /**
   * The scheme, with the driver where the program wants it there, for example `pyamqp`.
   *
   * @default - `amqp`, or `amqps` for an external one with TLS
   */
  readonly scheme?: string;

  /**
   * The virtual host.
   *
   * @default - the one that the broker was made with
   */
  readonly virtualHost?: string;

  /**
   * Parameters of the URL, for example `heartbeat`.
   *
   * @default - none
   */
  readonly parameters?: { [name: string]: string };

  /**
   * How the variables for the user and the password begin, which the URL refers to.
   *
   * @default - the name of the broker in capitals: `rabbitmq` gives `RABBITMQ_USERNAME` and `RABBITMQ_PASSWORD`
   */
  readonly variablePrefix?: string;
}
