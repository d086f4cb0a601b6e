/**
 * Somebody else changed what this unit read or made, before it was committed. Internal: Units.run
 * runs the work again, and answers a Refusal `conflict` when that does not help.
 */
export class Conflict extends Error {
  constructor(what: string) {
    super(`Changed by another unit at the same time: ${what}`);
    this.name = 'Conflict';
  }
}
