// What was typed is kept in this browser: each definition that is worked on is a draft of its own, so
// that beginning another, or a second tab, never takes the place of what was typed.
const PREFIX = "crossfoot-author:";
const MINE = "crossfoot-author-open"; // which draft this tab has open, or which definition as it came
const random = () => Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join("");

/** What the browser denies is answered with `undefined`, and remembered. */
function asked(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}

export class Drafts {
  #writer = random(); // this page, as long as it is open
  #id = null;
  /** Whether the last attempt to keep something failed. */
  isDenied = false;

  get id() {
    return this.#id;
  }

  /** All drafts, the newest first: `{ id, name, at, isSaved }` and what was typed. */
  all() {
    const found = asked(() => {
      const names = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index));
      return names.filter((name) => name?.startsWith(PREFIX)).map((name) => this.#read("localStorage", name.slice(PREFIX.length)));
    });
    return (found ?? []).filter(Boolean).sort((a, b) => b.at - a.at);
  }

  #read(storage, id) {
    const draft = asked(() => JSON.parse(globalThis[storage].getItem(PREFIX + id)));
    return typeof draft?.text === "string" ? { ...draft, id } : null;
  }

  /** A draft: that which this tab had open before it was loaded again, or else the newest that is in no file. */
  last(id) {
    const held = id ? { id } : this.#held();
    if (held === null) return this.all().find(({ isSaved }) => !isSaved) ?? null;
    // Where there was no room left in the one, the other has what was typed later.
    const both = held.id ? [this.#read("localStorage", held.id), this.#read("sessionStorage", held.id)] : [];
    return both.filter(Boolean).sort((a, b) => b.at - a.at)[0] ?? null;
  }

  /** The definition that this tab had open as it came. */
  lastOrigin() {
    return this.#held()?.origin ?? "";
  }

  #held() {
    return asked(() => JSON.parse(sessionStorage.getItem(MINE))) ?? null;
  }

  #hold(origin) {
    asked(() => sessionStorage.setItem(MINE, JSON.stringify({ id: this.#id, origin })));
  }

  /** From now on what is typed goes into this draft; `null` begins another with the next keystroke. */
  open(id, origin) {
    this.#id = id;
    // It is this tab's from now on; a tab that has it open still goes on with another.
    if (id && this.#read("localStorage", id)) this.keep(this.last(id), true);
    else this.#hold(origin);
  }

  /** Keeps what was typed, and says whether that worked. */
  keep(content, isTakenOver = false) {
    const before = this.#id && this.#read("localStorage", this.#id);
    // Another tab writes the same draft: from here on they are two.
    if (!this.#id || (before && before.writer !== this.#writer && !isTakenOver)) this.#id = random();
    const record = JSON.stringify({ ...content, id: undefined, at: Date.now(), writer: this.#writer });
    const put = (storage) => asked(() => { globalThis[storage].setItem(PREFIX + this.#id, record); return true; }) === true;
    const isKept = put("localStorage");
    // Where the one is full or denied, the other at least outlives that the page is loaded again.
    this.isDenied = !isKept && !put("sessionStorage");
    if (isKept) asked(() => sessionStorage.removeItem(PREFIX + this.#id));
    this.#hold(content.origin);
    return !this.isDenied;
  }

  remove(id) {
    asked(() => localStorage.removeItem(PREFIX + id));
    asked(() => sessionStorage.removeItem(PREFIX + id));
    if (id === this.#id) this.open(null, "");
  }
}

/** A choice of the person's, such as which editor: kept where that is allowed. */
export const choice = {
  get: (name) => asked(() => localStorage.getItem(`crossfoot-author-${name}`)) ?? null,
  set: (name, value) => { asked(() => localStorage.setItem(`crossfoot-author-${name}`, value)); },
};
