import type { Mapping } from '../lens.js';
import { answering } from '../lens/mandatory.js';
import { object } from '../lens/object.js';

/** A remark. Which of its attributes are mandatory in v4 differs from API to API. */
export const note: Mapping = object('Note');

/** A remark where v4 wants its text. */
export const noteWithText: Mapping = answering({ text: '' }, note);
