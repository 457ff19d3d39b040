// What the page for a form's author says, in both languages. The Chinese of what stands in the page is
// the page's own.

const chinese = {
  listComma: "、", semicolon: "；",
  hard: "强制", soft: "核实", info: "提示",
  "kind-sum": "合计", "kind-within": "其中", "kind-accumulation": "累计", "kind-carry-forward": "结转", "kind-formula": "公式", "kind-mention": "正文的数",
  "kind-share": "比例", "kind-entry": "填写", "kind-section": "正文", "kind-narrative": "行文",
  shipped: "现有定义", drafts: "草稿", other: "其他", newDefinition: "新的最小定义", draftNamed: "{name}（{at}）",
  "fujian-indicators-2009": "福建主要指标表（2009年）", "fujian-indicators-2017": "福建主要指标表（2017年）", "national-2014": "全国统计报表（2014年）",
  "national-2019": "全国统一格式（2019年）", "national-2021": "全国统一格式（2021年起）",
  editorLabel: "定义的文本（JSON）",
  untitled: "未命名", documentAsOpened: "{name}：未改动", documentKept: "{name}：有改动，草稿已存（{at}），未存成文件", documentUnkept: "{name}：有改动，没有存下", documentSaved: "{name}：已存成文件",
  opened: "已打开“{name}”", openedKept: "已打开“{name}”；原来所写的在“草稿”中", resumed: "接着上次的草稿“{name}”", savedAs: "已存为 {name}", forgotten: "草稿已删除",
  sureForget: "删除这份草稿？删除后不能恢复。", sureLeave: "现在所写的没有草稿，打开别的就没有了，继续吗？",
  tooLarge: "{name} 太大，定义最大 8 MB", notText: "{name} 不是文本文件", foreignEncoding: "{name} 不是 UTF-8 编码，按 GB 18030 读入；存盘为 UTF-8", fileFailed: "{name} 读不了", notLoaded: "没有载入，请再试一次",
  writeHintPlain: "边写边查。F8 到下一个问题，Shift+F8 到上一个。",
  noProblems: "没有问题：{tables} 张表、{cells} 格、{rules} 条规则", unchecked: "未核查",
  problemCount: "{count} 个问题", atPlace: "第 {line} 行第 {column} 个字符", fix: "改为 {name}", fixed: "已改为 {name}", moreProblems: "另有 {count} 个问题，改好上面的再看",
  problemOf: "问题 {at} / {all}：{message}", noneLeft: "没有问题",
  caretAt: "光标：第 {line} 行，{place}", formulaAt: "第 {at} 个字符", top: "定义",
  ValueExpected: "不是有效的 JSON：这里应有一个值", PropertyNameExpected: "不是有效的 JSON：这里应有一个加引号的键", ColonExpected: "不是有效的 JSON：键的后面缺少冒号",
  CommaExpected: "不是有效的 JSON：这里缺少逗号", CloseBraceExpected: "不是有效的 JSON：缺少右花括号 }", CloseBracketExpected: "不是有效的 JSON：缺少右方括号 ]",
  EndOfFileExpected: "不是有效的 JSON：定义到此已完，后面还有内容", InvalidSymbol: "不是有效的 JSON：不认识的词", InvalidNumberFormat: "不是有效的 JSON：数字写法不对",
  UnexpectedEndOfString: "不是有效的 JSON：文本没有以引号结束", UnexpectedEndOfNumber: "不是有效的 JSON：数字没有写完", UnexpectedEndOfComment: "不是有效的 JSON：注释没有结束",
  InvalidUnicode: "不是有效的 JSON：\\u 后面应有四位十六进制数", InvalidEscapeCharacter: "不是有效的 JSON：反斜线后面的字符不对", InvalidCharacter: "不是有效的 JSON：文本中不能有控制字符，换行写作 \\n",
  InvalidCommentToken: "不是有效的 JSON：不能有注释", emptyText: "定义是空的",
  implied: "可由其他规则推出", broken: "试填中 {count} 处不成立", places: "核对处", placeCount: "{count} 处", basis: "依据", formula: "公式",
  ruleCount: "{shown} / {all} 条", moreRules: "再显示（还有 {count} 条）", noRules: "没有规则", noRuleSuch: "没有这样的规则", showRule: "{rule}：到定义中写它的地方",
  nothingYet: "定义没有问题之后，这里才有规则和试填的表。",
  row: "项目", required: "必填", minChars: "至少 {count} 字", subheadings: "含小标题：{titles}", noTable: "定义里还没有表，也没有正文部分。",
  notDrawn: "表太大：只画出前 {count} 格，其余 {rest} 格没有画出，也就无处可填。", cellNow: "当前格：", showCell: "到定义中此处",
  orphans: "有 {count} 个试填的数，现在的定义里没有它们的格：{cells}。数仍保留，格回来时就在其中。",
  priorUnreadable: "读不懂的数：{cells}", priorOf: "{name}（上期）", lastPeriod: "上期", undoFill: "撤销填入", undoClear: "撤销清空", filled: "已填入示例数", cleared: "已清空试填的数", undone: "已撤销",
  ready: "没有妨碍报送的问题", bindFailed: "试填的表没有建成：{message}",
  plainKept: "编辑器未能载入，用普通文本框",
};

const english = {
  listComma: ", ", semicolon: "; ",
  hard: "to correct", soft: "question", info: "remark",
  "kind-sum": "sum", "kind-within": "of which", "kind-accumulation": "running total", "kind-carry-forward": "carried forward", "kind-formula": "formula", "kind-mention": "figure in the text",
  "kind-share": "share", "kind-entry": "filled in", "kind-section": "text", "kind-narrative": "wording",
  shipped: "Definitions that come along", drafts: "Drafts", other: "Other", newDefinition: "A new definition, as small as can be", draftNamed: "{name} ({at})",
  "fujian-indicators-2009": "Fujian indicators (2009)", "fujian-indicators-2017": "Fujian indicators (2017)", "national-2014": "National statistics (2014)",
  "national-2019": "The national format (2019)", "national-2021": "The national format (from 2021)",
  editorLabel: "Text of the definition (JSON)",
  untitled: "untitled", documentAsOpened: "{name}: not changed", documentKept: "{name}: changed; kept as a draft ({at}), not saved to a file", documentUnkept: "{name}: changed, and not kept", documentSaved: "{name}: saved to a file",
  opened: "opened “{name}”", openedKept: "opened “{name}”; what you were writing is among the drafts", resumed: "going on with the last draft, “{name}”", savedAs: "saved as {name}", forgotten: "the draft is deleted",
  sureForget: "Delete this draft? It cannot be brought back.", sureLeave: "There is no draft of what you were writing; it would be gone. Go on?",
  tooLarge: "{name} is too large: a definition has at most 8 MB", notText: "{name} is no text file", foreignEncoding: "{name} is not in UTF-8 and was read as GB 18030; it will be saved as UTF-8", fileFailed: "{name} cannot be read", notLoaded: "it could not be loaded; please try again",
  writeHintPlain: "It is checked as you write. F8 goes to the next problem, Shift+F8 to the one before.",
  noProblems: "No problems: {tables} tables, {cells} cells, {rules} rules", unchecked: "Not checked",
  problemCount: "Problems: {count}", atPlace: "line {line}, character {column}", fix: "Make it {name}", fixed: "now {name}", moreProblems: "{count} more problems; mend these first",
  problemOf: "problem {at} of {all}: {message}", noneLeft: "no problems",
  caretAt: "At line {line}, {place}", formulaAt: "character {at}", top: "the definition",
  ValueExpected: "not valid JSON: a value should stand here", PropertyNameExpected: "not valid JSON: a key in quotation marks should stand here", ColonExpected: "not valid JSON: a colon is missing behind the key",
  CommaExpected: "not valid JSON: a comma is missing here", CloseBraceExpected: "not valid JSON: a closing brace } is missing", CloseBracketExpected: "not valid JSON: a closing bracket ] is missing",
  EndOfFileExpected: "not valid JSON: the definition ends here, and more follows", InvalidSymbol: "not valid JSON: an unknown word", InvalidNumberFormat: "not valid JSON: a number is not written like this",
  UnexpectedEndOfString: "not valid JSON: the text has no closing quotation mark", UnexpectedEndOfNumber: "not valid JSON: the number is not complete", UnexpectedEndOfComment: "not valid JSON: the comment has no end",
  InvalidUnicode: "not valid JSON: four hexadecimal digits should follow \\u", InvalidEscapeCharacter: "not valid JSON: not a character that can follow a backslash", InvalidCharacter: "not valid JSON: a text cannot hold control characters; a new line is written \\n",
  InvalidCommentToken: "not valid JSON: there can be no comments", emptyText: "the definition is empty",
  implied: "follows from other rules", broken: "broken in the trial ({count})", places: "Checked at", placeCount: "{count} places", basis: "Basis", formula: "Formula",
  ruleCount: "{shown} of {all}", moreRules: "Show more ({count} left)", noRules: "There are no rules", noRuleSuch: "There is no such rule", showRule: "{rule}: where it is written in the definition",
  nothingYet: "The rules and the trial form are here once the definition has no problems.",
  row: "Item", required: "Required", minChars: "at least {count} characters", subheadings: "With the headings {titles}", noTable: "The definition has no table and no part of text yet.",
  notDrawn: "The form is too large: the first {count} cells are drawn; the other {rest} are not, and cannot be filled in here.", cellNow: "Cell: ", showCell: "where it is in the definition",
  orphans: "{count} of the figures typed have no cell in the definition as it is: {cells}. They are kept for when the cell comes back.",
  priorUnreadable: "no figures: {cells}", priorOf: "{name} (last period)", lastPeriod: "last period", undoFill: "Undo the filling in", undoClear: "Undo the clearing", filled: "the sample is filled in", cleared: "the figures are cleared", undone: "undone",
  ready: "nothing stands against sending", bindFailed: "the trial form could not be made: {message}",
  plainKept: "the editor could not be loaded; this is the plain text field",

  title: "Writing a Form’s Definition",
  region: "For those who write the forms",
  skip: "Skip to the definition",
  lost: "The checks could not be loaded: the definition can be written and saved, but there are no problems, rules or trial form. Load the page again, or try later.",
  tools: "Files", start: "Begin with", begin: "Open", openFile: "Open a file…", save: "Save to a file", back: "Back to the form", forget: "Delete this draft",
  denied: "The browser does not let this page keep drafts (denied, or no room left). What you write is gone when the page is closed or loaded again: use “Save to a file”.",
  jumps: "On this page", jumpText: "Definition", jumpProblems: "Problems", jumpRules: "Rules", jumpTrial: "Trial",
  writeTitle: "1. The definition", plain: "Plain text field",
  writeHint: "It is checked as you write. F8 goes to the next problem, Shift+F8 to the one before; Ctrl+Space lists the keys, values and names that can stand here.",
  problemsTitle: "Problems",
  rulesTitle: "2. The rules in words",
  rulesHint: "Each rule is read back as it was understood: a sentence and a formula. See whether they say what was meant; a rule’s name leads to where it is written.",
  stale: "The definition has problems now; this is how it was when it last had none.",
  ruleFilter: "Only with", ruleBroken: "Only those broken in the trial",
  trialTitle: "3. Trial",
  trialHint: "The form that the definition makes. What you type is kept by the address of its cell: when the definition changes, it is still there.",
  period: "Period", sample: "Fill in sample figures", clear: "Clear the figures",
  prior: "Last period’s figures (some rules need them)",
  submit: "Check as if sending", submitNote: "Looks at everything as when the report is sent, required cells that are blank included. Nothing is sent anywhere.",
  foundTitle: "What was found",
  colophon: "Demonstration: definitions, drafts and figures stay in this browser and are sent nowhere.",
};

export const languages = { "zh-CN": chinese, en: english };

/** Takes the Chinese words of the page itself along. */
export function keepChinese() {
  for (const element of document.querySelectorAll("[data-t]")) chinese[element.dataset.t] ??= element.textContent;
  for (const element of document.querySelectorAll("[data-t-label]")) chinese[element.dataset.tLabel] ??= element.getAttribute("aria-label");
}

/** A phrase with its slots filled. */
export function say(language, key, slots = {}) {
  const phrase = languages[language]?.[key] ?? chinese[key];
  return phrase.replace(/\{(\w+)\}/g, (hole, slot) => (slot in slots ? String(slots[slot]) : hole));
}

export function translatePage(language) {
  document.documentElement.lang = language;
  document.title = say(language, "title");
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = say(language, element.dataset.t);
  for (const element of document.querySelectorAll("[data-t-label]")) element.setAttribute("aria-label", say(language, element.dataset.tLabel));
}
