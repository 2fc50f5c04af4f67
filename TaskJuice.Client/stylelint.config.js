// What controls and parts look like is said where they are at home. A page, or the frame around it, says where they stand.
const parts = "button|field|check|switch|segments|search|menu|listbox|choice-card|badge|dot|chip|callout|empty|card|slab|spinner|skeleton|progress|dialog";
const looks = ["color", "background", "background-color", "border-color", "border-radius", "box-shadow", "font-size", "font-weight", "opacity"];

export default {
  extends: "stylelint-config-standard",
  reportNeedlessDisables: true,
  rules: {
    "selector-max-id": 0,
    "selector-class-pattern": "^[a-z0-9]+(-[a-z0-9]+)*(__[a-z0-9]+(-[a-z0-9]+)*)?(--[a-z0-9]+(-[a-z0-9]+)*)?$",
    // Layers say which rule wins.
    "no-descending-specificity": null,
    // Safari on a phone knows no other name.
    "property-no-vendor-prefix": [true, { ignoreProperties: ["-webkit-text-size-adjust", "text-size-adjust"] }],
    "value-keyword-case": ["lower", { ignoreProperties: ["/^--(font|mono)$/"] }],
    "import-notation": "string",
    // Tests read the tokens and count on six digits.
    "color-hex-length": "long",
    "alpha-value-notation": "number",
    "lightness-notation": "number",
    // A short rule stays on its line.
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
