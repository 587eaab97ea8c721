/** The drawings of the second script, on the grid of the widget's own. */

import { drawing } from "./markup";

export const clip = () =>
  drawing("M8 12.5l5.8-5.8a2.7 2.7 0 0 1 3.8 3.8l-7 7a4.4 4.4 0 0 1-6.2-6.2L11 4.7");

export const pin = () =>
  drawing(
    "M12 21s6.5-5.7 6.5-10.7a6.5 6.5 0 1 0-13 0C5.5 15.3 12 21 12 21ZM12 12.5a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z",
  );
