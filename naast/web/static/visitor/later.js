/** What nobody needs before the first message. */

import { languages } from './languages.js';
import { callBackForm, summaryForm } from './sheets.js';

export const later = { callBackForm, languages, summaryForm };
