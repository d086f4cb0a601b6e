/**
 * The marks that the words of visibility.tsp leave in an emitted document for the finishing step.
 * None is served.
 */
export const MARKS = {
  /** On an attribute: not in the body that creates, not in the body that updates. */
  notAtCreation: 'x-not-at-creation',
  notInUpdate: 'x-not-in-update',
  /** On an attribute: required there, though optional in answers. */
  asked: 'x-asked',
  askedAgain: 'x-asked-again',
  /** On an attribute: not required there, though required in answers. */
  unasked: 'x-unasked',
  unaskedAgain: 'x-unasked-again',
  /** On a union: `@type` -> schema. */
  byType: 'x-by-type',
  /** On an operation: the variant of the model that its body is. */
  variant: 'x-variant',
};
