import type { Mapping } from '../lens.js';
import { refOrValue } from '../lens/class-name.js';
import { object } from '../lens/object.js';

/** An attachment or a reference to one. */
export const attachment: Mapping = object(refOrValue('Attachment'));
