// What the views of the roll-up share: making elements, drawing anew without losing the focus, and
// handing files over.

/** An element; `data` goes to its dataset, names with a hyphen and `role` become attributes. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name === "data") Object.assign(element.dataset, value);
    else if (name.includes("-") || name === "role" || name === "for") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** The language of a name on a page of another: for readers that would spell it out. */
export const tongue = (text) => (/\p{Script=Han}/u.test(text) && document.documentElement.lang !== "zh-CN" ? "zh-CN" : undefined);

export const button = (text, key, properties = {}) => make("button", {
  type: "button", className: "secondary", textContent: text, data: { key }, ...properties,
});

/**
 * Replaces what stands in a container. What had the focus is known by its `data-key`, and its
 * successor gets it; where there is none, the element to fall back to.
 */
export function redraw(container, children, fallback) {
  const held = container.contains(document.activeElement) ? document.activeElement : null;
  const key = held?.dataset.key;
  container.replaceChildren(...children);
  if (!held) return;
  const next = key && [...container.querySelectorAll("[data-key]")].find((element) => element.dataset.key === key);
  (next ?? fallback)?.focus();
}

/** Lets the page answer; a timer alone waits longer each time. */
export function breathe() {
  if (globalThis.scheduler?.yield) return scheduler.yield();
  return new Promise((done) => setTimeout(done));
}

/** Opens the file dialog for one file and says which it is, or nothing. */
export function chooseFile(accept) {
  return new Promise((done) => {
    const input = make("input", { type: "file", accept });
    input.addEventListener("change", () => done(input.files[0] ?? null));
    input.addEventListener("cancel", () => done(null));
    input.click();
  });
}

/** Hands a file to the browser's downloads. */
export function save(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
