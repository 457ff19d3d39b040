import type { Entries, Finding, Form, OpenOptions, Severity } from "./crossfoot.js";

export interface StandardSchemaOptions extends OpenOptions {
  /** From the path of a field in a value, such as `rows.0.items`, to its cell. Without it values are keyed by the cells' addresses, flat or nested. */
  cells?: Entries;
  /** The mildest severity that is an issue; usually `hard`, which is what holds a report back. */
  severity?: Severity;
}

/** An issue of Standard Schema, with the finding it comes from where it comes from one. */
export interface StandardIssue {
  readonly message: string;
  /** The first field of the finding; none when it is about no field of the value. */
  readonly path?: ReadonlyArray<string | number>;
  readonly finding?: Finding;
}

/** Standard Schema, version 1: https://standardschema.dev. */
export interface StandardForm<Value = unknown> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "crossfoot";
    readonly validate: (
      value: unknown,
    ) => { readonly value: Value; readonly issues?: undefined } | { readonly issues: ReadonlyArray<StandardIssue> };
    readonly types?: { readonly input: Value; readonly output: Value } | undefined;
  };
}

/** Answers `~standard` for a compiled form. Throws when an option is unknown or a cell does not exist. */
export function standardSchema<Value = unknown>(form: Form, options?: StandardSchemaOptions): StandardForm<Value>;

declare module "./crossfoot.js" {
  /** With this module imported a compiled form answers Standard Schema itself. */
  interface Form extends StandardForm {}
}
