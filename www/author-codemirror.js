// The definition's text in CodeMirror: colours, folding, search, marks, completion. It stands in a
// shadow root, where its styles are adopted sheets and not elements, as a strict content security
// policy wants it.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, startCompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, codeFolding, foldGutter, foldKeymap, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { phrases } from "./author-phrases.js";

const look = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "#fff", fontSize: ".875rem" },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "ui-monospace, \"Cascadia Mono\", Consolas, \"Noto Sans Mono CJK SC\", \"Noto Sans Mono\", monospace", lineHeight: "1.55" },
  ".cm-content": { paddingBlock: ".4rem" },
  ".cm-gutters": { color: "var(--ink-soft)", backgroundColor: "var(--page)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine": { backgroundColor: "#eaf1f966" },
  ".cm-activeLineGutter": { color: "var(--navy)", backgroundColor: "var(--navy-tint)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": { background: "#ffd98a" },
  ".cm-selectionBackground": { background: "#ffe9bd" },
  ".cm-selectionMatch": { backgroundColor: "#dcebd9" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "#cfe3f5", outline: "1px solid var(--navy)" },
  ".cm-tooltip": { color: "var(--ink)", backgroundColor: "#fff", border: "1px solid var(--line-strong)", borderRadius: "3px", boxShadow: "0 2px 10px rgb(7 42 82 / 18%)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { color: "#fff", backgroundColor: "var(--navy)" },
  ".cm-completionDetail": { color: "inherit", opacity: ".85" },
  ".cm-tooltip.cm-completionInfo": { padding: ".4rem .6rem", maxWidth: "22rem" },
  ".meaning": { whiteSpace: "pre-wrap" },
  // Without the library's pictures, which are addresses that a strict policy refuses.
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--hard) 1px", textUnderlineOffset: "3px", textDecorationSkipInk: "none" },
  ".cm-lintPoint-error:after": { borderBottomColor: "var(--hard)" },
  ".cm-gutter-lint .cm-lint-marker-error": { content: "\"\"", width: ".7em", height: ".7em", margin: ".3em .1em", backgroundColor: "var(--hard)", borderRadius: "50%" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--hard)" },
  ".cm-panels": { color: "var(--ink)", backgroundColor: "var(--page)" },
  ".cm-panel.cm-search": { fontSize: ".875rem" },
  ".cm-panel input, .cm-panel button": { fontSize: "inherit" },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "#0b3a6e" },
  { tag: tags.string, color: "#8a2a10" },
  { tag: tags.number, color: "#1c6136" },
  { tag: [tags.bool, tags.null], color: "#6a2a8a" },
]);

export function codeEditor({ host, text, label, language, complete, changed, moved }) {
  const root = host.attachShadow({ mode: "open" });
  const wording = new Compartment();
  const worded = (words, spoken) => [
    EditorState.phrases.of(phrases[spoken] ?? {}),
    EditorView.contentAttributes.of({ "aria-label": words, id: "definition", spellcheck: "false", lang: spoken, tabindex: "0" }),
  ];
  let spoken = [label, language];
  const extensions = () => [
    wording.of(worded(...spoken)),
    lineNumbers(),
    foldGutter(),
    codeFolding(),
    lintGutter(),
    history(),
    drawSelection(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    indentOnInput(),
    indentUnit.of("  "),
    bracketMatching(),
    closeBrackets(),
    autocompletion({ override: [complete], icons: false, compareCompletions: () => 0 }),
    search({ top: true }),
    json(),
    syntaxHighlighting(colours),
    EditorView.lineWrapping,
    look,
    // Tab is not taken: it leaves the editor, as everywhere else on the page.
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) changed();
      // A quotation mark begins a key or a word: what can stand there is offered at once.
      if (update.transactions.some((one) => one.isUserEvent("input.type")) && /["{]/.test(view.state.sliceDoc(view.state.selection.main.from - 1, view.state.selection.main.from))) {
        setTimeout(() => startCompletion(view));
      }
      if (update.docChanged || update.selectionSet) moved();
    }),
  ];
  const begun = (content) => EditorState.create({ doc: content, extensions: extensions() });
  const view = new EditorView({ state: begun(text), parent: root, root });

  return {
    element: host,
    text: () => view.state.doc.toString(),
    isComposing: () => view.composing,
    selection: () => ({ from: view.state.selection.main.from, to: view.state.selection.main.to }),
    /** Another text altogether: nothing of the one before can be brought back by undoing. */
    begin(content) {
      view.setState(begun(content));
      view.scrollDOM.scrollTop = 0;
    },
    select({ from, to }, { isFocused = true } = {}) {
      const length = view.state.doc.length;
      const [anchor, head] = [Math.min(from, length), Math.min(to, length)];
      view.dispatch({ selection: { anchor, head }, ...(isFocused && { effects: EditorView.scrollIntoView(anchor, { y: "center" }) }) });
      if (!isFocused) return;
      view.focus();
      host.closest(".editor").scrollIntoView({ block: "nearest" });
    },
    /** As if typed, so that it can be taken back. */
    replace({ from, to }, insert) {
      view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length }, userEvent: "input.complete", scrollIntoView: true });
      view.focus();
    },
    focus: () => view.focus(),
    /** `[{ from, to, message }]` */
    mark(problems) {
      const length = view.state.doc.length;
      view.dispatch(setDiagnostics(view.state, problems.map(({ from, to, message }) => ({ from: Math.min(from, length), to: Math.min(to, length), severity: "error", message }))));
    },
    relabel(words, next) {
      spoken = [words, next];
      view.dispatch({ effects: wording.reconfigure(worded(words, next)) });
    },
    close: () => view.destroy(),
  };
}
