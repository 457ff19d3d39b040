// The definition's text in a plain text field with line numbers: what the page has before, and without,
// the editor's library.
import { make } from "./rollup-dom.js";

export function plainEditor({ host, text, label, describedBy, changed, moved }) {
  const field = make("textarea", {
    id: "definition", className: "plain-text", value: text, spellcheck: false, wrap: "off", autocomplete: "off",
    "aria-label": label, "aria-describedby": describedBy, data: { key: "definition" }, autocapitalize: "off",
  });
  field.setAttribute("autocorrect", "off");
  const numbers = make("pre", { className: "numbers", "aria-hidden": "true" });
  host.replaceChildren(make("div", { className: "plain-editor" }, numbers, field));

  let lines = 0;
  function number() {
    const now = field.value.split("\n").length;
    if (now !== lines) numbers.textContent = Array.from({ length: now }, (_, index) => index + 1).join("\n");
    lines = now;
    follow();
  }
  function follow() {
    numbers.scrollTop = field.scrollTop;
  }
  number();
  let caret = -1;
  const look = () => {
    if (document.activeElement !== field || caret === field.selectionEnd) return;
    caret = field.selectionEnd;
    moved();
  };
  field.addEventListener("input", () => { number(); changed(); });
  field.addEventListener("scroll", follow);
  document.addEventListener("selectionchange", look);
  let composing = false; // by an input method
  field.addEventListener("compositionstart", () => { composing = true; });
  field.addEventListener("compositionend", () => { composing = false; });

  function scrollTo(from) {
    const height = parseFloat(getComputedStyle(field).lineHeight);
    const line = field.value.slice(0, from).split("\n").length - 1;
    const column = from - field.value.lastIndexOf("\n", from - 1);
    if (line * height < field.scrollTop || (line + 2) * height > field.scrollTop + field.clientHeight) {
      field.scrollTop = Math.max(0, line * height - field.clientHeight / 3);
    }
    field.scrollLeft = column > 60 ? (column - 30) * height * .4 : 0;
  }

  return {
    isPlain: true,
    element: field,
    text: () => field.value,
    isComposing: () => composing,
    selection: () => ({ from: field.selectionStart, to: field.selectionEnd }),
    /** Another text altogether. */
    begin(content) {
      field.value = content;
      field.setSelectionRange(0, 0);
      field.scrollTop = 0;
      number();
    },
    select({ from, to }, { isFocused = true } = {}) {
      if (isFocused) field.focus({ preventScroll: true });
      field.setSelectionRange(from, to);
      if (!isFocused) return;
      scrollTo(from);
      field.closest(".editor").scrollIntoView({ block: "nearest" });
    },
    /** As if typed, so that it can be taken back. */
    replace({ from, to }, insert) {
      field.focus({ preventScroll: true });
      field.setSelectionRange(from, to);
      // The only way to write that a field's own undo knows of.
      if (!document.execCommand("insertText", false, insert)) {
        field.setRangeText(insert, from, to, "end");
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    },
    focus: () => field.focus(),
    mark() {},
    relabel: (words) => field.setAttribute("aria-label", words),
    close: () => document.removeEventListener("selectionchange", look),
  };
}
