/**
 * The broker cannot be reached, or did not say in time what became of the messages. The same call
 * may succeed later; until then nothing is known: messages may have arrived, so sending them again
 * may make duplicates.
 */
export class BrokerUnavailable extends Error {
  constructor(reason: string) {
    super(`The message broker cannot be used: ${reason}`);
    this.name = 'BrokerUnavailable';
  }
}
