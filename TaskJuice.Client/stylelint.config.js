// Controls and parts are styled in their own files. Pages and the frame may only position them.
const parts = "button|field|check|switch|segments|search|menu|listbox|choice-card|badge|dot|chip|callout|empty|card|slab|spinner|skeleton|progress|dialog";
const looks = ["color", "background", "background-color", "border-color", "border-radius", "box-shadow", "font-size", "font-weight", "opacity"];

export default {
  extends: "stylelint-config-standard",
  reportNeedlessDisables: true,
  rules: {
    "selector-max-id": 0,
    "selector-class-pattern": "^[a-z0-9]+(-[a-z0-9]+)*(__[a-z0-9]+(-[a-z0-9]+)*)?(--[a-z0-9]+(-[a-z0-9]+)*)?$",
    // Cascade layers determine precedence.
    "no-descending-specificity": null,
    // Safari on iOS supports only the prefixed name.
    "property-no-vendor-prefix": [true, { ignoreProperties: ["-webkit-text-size-adjust", "text-size-adjust"] }],
    "value-keyword-case": ["lower", { ignoreProperties: ["/^--(font|mono)$/"] }],
    "import-notation": "string",
    // Tests parse the tokens and expect six digits.
    "color-hex-length": "long",
    "alpha-value-notation": "number",
    "lightness-notation": "number",
    // A short rule may stay on one line.
    "declaration-block-single-line-max-declarations": null,
    "rule-empty-line-before": null,
    "at-rule-empty-line-before": null,
    "comment-empty-line-before": null,
    "declaration-empty-line-before": null,
    "custom-property-empty-line-before": null,
  },
  overrides: [
    {
      files: ["styles/{accounts,branding,connect,connections,workflows}.css"],
      rules: { "rule-selector-property-disallowed-list": { [`/\\.(${parts})(__[a-z-]+)?(--[a-z-]+)?$/`]: looks } },
    },
  ],
};
