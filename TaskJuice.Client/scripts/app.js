// Custom elements with state.
import "./account-picker.js";
import "./connect-dialog.js";
import "./drag-list.js";
import "./open-flows.js";
import "./toast-list.js";

// Event handlers of every page.
import "./busy.js";
import "./copy.js";
import "./dialog.js";
import "./errors.js";
import "./fields.js";
import "./focus.js";
import "./menus.js";
import "./rename.js";
import "./reveal.js";
import "./search.js";
import "./theme.js";
import "./working.js";
