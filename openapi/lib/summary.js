const SENTENCES = {
  list: (noun) => `List ${pluralOf(noun)}`,
  retrieve: (noun) => `Retrieve ${withArticle(noun)}`,
  create: (noun) => `Create ${withArticle(noun)}`,
  patch: (noun) => `Change ${withArticle(noun)}`,
  delete: (noun) => `Delete ${withArticle(noun)}`,
};

/** Tasks are named after what they do: a `CancelProductOrder` is a product order cancellation. */
const TASKS = { cancel: 'cancellation', check: 'check', query: 'query', search: 'search' };

/** What an operation does, for people: ('list', 'ProductOrder') is `List product orders`. */
export const summaryOf = (verb, model) => SENTENCES[verb](nounOf(model));

function nounOf(model) {
  const [first, ...others] = model.match(/[A-Z][a-z]*/g).map((word) => word.toLowerCase());
  return TASKS[first] ? [...others, TASKS[first]].join(' ') : [first, ...others].join(' ');
}

const withArticle = (noun) => `${/^[aeio]/.test(noun) ? 'an' : 'a'} ${noun}`;

function pluralOf(noun) {
  if (noun.endsWith('media')) return noun;
  if (noun.endsWith('y')) return `${noun.slice(0, -1)}ies`;
  return noun.endsWith('s') ? `${noun}es` : `${noun}s`;
}
