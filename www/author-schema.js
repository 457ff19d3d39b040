// What the JSON Schema of definitions says about a place: its meaning, and what can be written there.

/** The schemas that hold at a path, with references followed and alternatives side by side. */
export function at(schema, path) {
  let now = open(schema, [schema]);
  for (const step of path) {
    const next = now.flatMap((one) => {
      const inner = typeof step === "number" ? one.items : one.properties?.[step];
      return inner ? [inner] : [];
    });
    now = open(schema, next);
  }
  return now;
}

function open(schema, list, depth = 0) {
  if (depth > 8) return list;
  return list.flatMap((one) => {
    const named = one.$ref?.startsWith("#/$defs/") ? schema.$defs[one.$ref.slice("#/$defs/".length)] : null;
    // What is said beside a reference goes before what the reference says.
    const merged = named ? { ...named, ...one, $ref: undefined } : one;
    const { oneOf, anyOf, ...self } = merged;
    const inner = [...(oneOf ?? []), ...(anyOf ?? [])];
    return inner.length ? [self, ...open(schema, inner, depth + 1)] : [self];
  });
}

/** What stands at a path, in the schema's words; of a list's item, what the list says. */
export function meaning(schema, path) {
  for (let length = path.length; length > 0; length--) {
    const said = at(schema, path.slice(0, length)).find(({ description }) => description)?.description;
    if (said) return { said, path: path.slice(0, length) };
  }
  return null;
}

/** The keys an object at a path can have: `{ key, said, shape }`. */
export function keys(schema, path) {
  const found = new Map();
  for (const one of at(schema, path)) {
    for (const [key, inner] of Object.entries(one.properties ?? {})) {
      if (found.has(key)) continue;
      const all = open(schema, [inner]);
      const type = all.map((each) => each.type).find(Boolean);
      found.set(key, {
        key,
        said: all.find(({ description }) => description)?.description ?? "",
        isNeeded: one.required?.includes(key) === true,
        // A choice of words is left empty, so that they are offered.
        shape: { array: "[]", object: "{}", integer: "", number: "", boolean: "" }[type] ?? (all.some((each) => each.const !== undefined) ? "" : "\"\""),
      });
    }
  }
  return [...found.values()];
}

/** The values that can stand at a path: `{ value, said }`. */
export function values(schema, path) {
  const found = new Map();
  for (const one of at(schema, path)) {
    if (one.const !== undefined) found.set(JSON.stringify(one.const), one.description ?? "");
    for (const value of one.enum ?? []) found.set(JSON.stringify(value), one.description ?? "");
    if (one.type === "boolean") for (const value of ["true", "false"]) if (!found.has(value)) found.set(value, one.description ?? "");
  }
  return [...found].map(([value, said]) => ({ value, said }));
}
