// What the roll-up says, in both languages. The Chinese of what stands in the page is the page's own.

const chinese = {
  comma: "，", listComma: "、", semicolon: "；", colon: "：",
  hard: "强制", soft: "核实", info: "提示",
  "state-in": "已报", "state-missing": "未报", "state-left-out": "未计入",
  unit: "单位", state: "状态", counted: "计入汇总", checks: "本单位核对", file: "来源", group: "所属",
  unknown: "名册外", times: "计入 {count} 次", cameTwice: "又来一份", noFindings: "没有问题", readOf: "读出 {placed} / {cells} 个数", line: "第 {line} 行",
  countUnit: "把{unit}计入汇总",
  officesTitle: "各单位的报告", notInRoster: "名册以外的单位", noGroup: "直属",
  groupCounts: "{group}：已交 {there} / {all}", groupUnknown: "{group}：{all} 个",
  officeCounts: "共 {all} 个单位：已计入 {in}，未报 {missing}，暂不计入 {leftOut}，有问题待核 {findings}，名册外 {unknown}，重复 {twice}",
  noOffices: "还没有报告，也没有名册。", noneSuch: "没有这样的单位。", showMore: "再显示（还有 {count} 个）", filtered: "符合条件的单位 {count} 个",
  refusedTitle: "没有收下的文件：{count} 个", unreadable: "这个文件读不了", takeInstead: "用这一份替换", andMore: "另有 {count} 项",
  readingFile: "{at} / {all} {name}", readingFiles: "正在读取第 {at} 个，共 {all} 个文件",
  tookAll: "已收下 {taken} 份报告", tookSome: "已收下 {taken} 份报告，{refused} 份没有收下，原因见下",
  wasLeftOut: "{unit}不再计入汇总", wasCounted: "{unit}重新计入汇总", wasRemoved: "已移除{unit}的报告", wasReplaced: "已替换{unit}的报告",
  rosterIn: "名册：{name}", rosterFrom: "名册取自 {name}", rosterNone: "没有名册：凡交来的都计入，缺报的不知道", rosterRefused: "名册用不了：{message}",
  periodChanged: "年度已改，全部报告重新核对",
  whole: "全部", row: "指标", sum: "合计", reported: "本级上报", difference: "相差", same: "相符", nothing: "没有数",
  columnsShown: "显示", allColumns: "全部栏", recomputed: "重算", blanks: "{count} 家空白", unreadables: "{count} 家读不出",
  nothingIn: "收下各单位的报告后，这里是它们的合计。", nothingReported: "在“本级上报”一栏填入或载入本级报告的数，就会与合计逐格比对。",
  explainsAll: "可解释全部差异", explainsSome: "可解释一部分", cells: "涉及的格：", offices: "单位：",
  unexplained: "没有找到一种差错能说明这些差异，可逐格查看各单位的数。",
  missingUnits: "未报 {count} 个：{units}", sumsHold: "合计数符合本表自身的各项规则",
  pasted: "已粘贴 {count} 格", reportedFrom: "本级报告取自 {name}，{count} 格", reportedCleared: "已清空本级上报的数",
  cellSum: "{count} 个单位的数，合计 {sum}。", cellSame: "本级上报 {reported}，相符。", largest: "最多的：{units}。", contributes: "{unit} {value}，占 {share}",
  value: "数值", share: "占合计", remark: "说明", blank: "空白", asDifference: "与相差的数相等", named: "见可能的原因",
  contributionsOf: "{name}：各单位的数", barsTitle: "{name}：各单位的数，由大到小。同样的数见旁边的表。",
  bars: "由大到小，每条后面是数值与占合计的份额；▸ 是可能的原因中提到的单位。", barsOut: "由大到小，每条后面是数值与占合计的份额；▸ 是可能的原因中提到的单位，斜纹的条没有计入汇总。",
  otherUnits: "另有 {count} 个单位较小，见表", pictureLost: "图没有画成；数字都在表中。",
  lastYear: "上年", thisYear: "本年合计", change: "增减", changeBy: "{change}（{share}）",
  yearsOf: "{column}：上年与本年", yearsTitle: "{column}：每项指标上年与本年各一条。同样的数见下面的表。",
  yearsCaption: "每项指标各用一把尺：较大的一条占满全宽，两项指标之间不能比长短。",
  priorFrom: "上年数取自 {name}",
  checksOf: "核对结果", nothingFound: "没有发现问题", probably: "很可能是", figuresOf: "所报的数", figuresOnly: "这份报告只有表中的数，没有正文；正文未核对。",
  notIn: "这个单位的报告还没有收到", merged: "并入的中间结果", mergedOnly: "这个单位在并入的中间结果里，只有合计，没有它自己的报告。", noReport: "这不是报告文件", badPartial: "不是本表、本年度、本名册的汇总中间结果", close: "关闭", replaceFile: "换一份文件…", giveFile: "选择它的文件…", leaveOut: "暂不计入", countAgain: "重新计入", remove: "移除",
  table: "表", column: "栏", cellId: "格", filled: "填写家数", about: "对象", kind: "类别", severity: "程度", message: "内容", basis: "依据",
  explanation: "原因推断", finding: "核对", refused: "没有收下",
  totals: "汇总", findings: "问题", officeSheet: "各单位", partial: "汇总中间结果", saved: "文件已存入下载文件夹",
  failed: "没有做成，请再试一次", sure: "现有的报告和填入的数都会清空，继续吗？",
  title: "政府信息公开年度报告汇总核对",
};

const english = {
  comma: ", ", listComma: ", ", semicolon: "; ", colon: ": ",
  hard: "to correct", soft: "question", info: "remark",
  "state-in": "in", "state-missing": "missing", "state-left-out": "left out",
  unit: "Office", state: "State", counted: "Counted", checks: "Its own checks", file: "Source", group: "Group",
  unknown: "not in the roster", times: "counted {count} times", cameTwice: "came again", noFindings: "nothing found", readOf: "{placed} of {cells} figures read", line: "line {line}",
  countUnit: "Count {unit}",
  officesTitle: "The offices’ reports", notInRoster: "Not in the roster", noGroup: "Directly under the district",
  groupCounts: "{group}: {there} of {all} have come", groupUnknown: "{group}: {all}",
  officeCounts: "{all} offices: {in} counted, {missing} missing, {leftOut} left out, {findings} with findings, {unknown} not in the roster, {twice} twice",
  noOffices: "No report yet, and no roster.", noneSuch: "There is no such office.", showMore: "Show more ({count} left)", filtered: "{count} offices fit",
  refusedTitle: "Files not taken: {count}", unreadable: "this file cannot be read", takeInstead: "Take this one instead", andMore: "and {count} more",
  readingFile: "{at} of {all} {name}", readingFiles: "reading file {at} of {all}",
  tookAll: "{taken} reports were taken", tookSome: "{taken} reports were taken and {refused} were not; the reasons are below",
  wasLeftOut: "{unit} is no longer counted", wasCounted: "{unit} is counted again", wasRemoved: "The report of {unit} was removed", wasReplaced: "The report of {unit} was replaced",
  rosterIn: "Roster: {name}", rosterFrom: "Roster from {name}", rosterNone: "No roster: whatever comes is counted, and who is missing is not known", rosterRefused: "The roster cannot be used: {message}",
  periodChanged: "The year was changed and every report checked again",
  whole: "all", row: "Indicator", sum: "Sum", reported: "Reported", difference: "Difference", same: "agrees",
  nothing: "no figure",
  columnsShown: "Show", allColumns: "all columns", recomputed: "worked out anew", blanks: "blank in {count}", unreadables: "unreadable in {count}",
  nothingIn: "Once the offices’ reports are in, their sums stand here.", nothingReported: "Type or load the district’s own figures under “Reported”; each is compared with its sum.",
  explainsAll: "explains all differences", explainsSome: "explains some", cells: "Cells:", offices: "Offices:",
  unexplained: "No single slip was found that explains these differences; each cell can be looked into.",
  missingUnits: "{count} missing: {units}", sumsHold: "the sums keep all rules of the form",
  pasted: "{count} cells were pasted", reportedFrom: "The district’s report comes from {name}, {count} cells", reportedCleared: "The reported figures were cleared",
  cellSum: "{count} offices, sum {sum}.", cellSame: "Reported {reported}, which agrees.", largest: "The largest: {units}.", contributes: "{unit} {value}, {share} of it",
  value: "Figure", share: "Of the sum", remark: "Remark", blank: "blank", asDifference: "as large as the difference", named: "see what would explain it",
  contributionsOf: "{name}: the offices’ figures", barsTitle: "{name}: the offices’ figures, the largest first. The table beside it has the same figures.",
  bars: "The largest first; behind each bar its figure and its share of the sum. ▸ marks an office that an explanation names.", barsOut: "The largest first; behind each bar its figure and its share of the sum. ▸ marks an office that an explanation names. A hatched bar is not counted.",
  otherUnits: "{count} more offices are smaller; they are in the table", pictureLost: "The picture could not be drawn; all figures are in the table.",
  lastYear: "Last year", thisYear: "Sum this year", change: "Change", changeBy: "{change} ({share})",
  yearsOf: "{column}: last year and this year", yearsTitle: "{column}: for each indicator a bar for last year and one for this year. The table below has the same figures.",
  yearsCaption: "Each indicator has a scale of its own: the larger bar fills the width, so lengths cannot be compared between indicators.",
  priorFrom: "Last year’s figures come from {name}",
  checksOf: "Checks", nothingFound: "nothing found", probably: "Probably", figuresOf: "Its figures", figuresOnly: "This report has figures only and no text; the text is not checked.",
  notIn: "the report of this office has not come", merged: "in a merged partial result", mergedOnly: "This office is in a partial result that was merged: its sums are known, its own report is not.", noReport: "this is no report file", badPartial: "no partial result of this form, year and roster", close: "Close", replaceFile: "Take another file…", giveFile: "Choose its file…", leaveOut: "Leave out", countAgain: "Count again", remove: "Remove",
  table: "Table", column: "Column", cellId: "Cell", filled: "Filled in", about: "About", kind: "Kind", severity: "Weight", message: "What", basis: "Basis",
  explanation: "explanation", finding: "check", refused: "not taken",
  totals: "totals", findings: "findings", officeSheet: "offices", partial: "partial-totals", saved: "The file is in the downloads",
  failed: "It did not work; please try again", sure: "All reports and figures that are in will be cleared. Go on?",
  title: "Annual Reports on Information Disclosure: Adding Up",

  // what stands in the page
  region: "Fengze District, Quanzhou, Fujian",
  skip: "Skip to the offices",
  tools: "Tools",
  sample: "Load the sample", clear: "Start anew", back: "Back to the form", print: "Print",
  form: "Form", formFujian: "Fujian indicators, 2017", formNational: "National format, from 2021", period: "Year",
  lost: "The program that adds up could not be loaded, so this page can do nothing. Reload it, or try later.",
  sampleTitle: "Sample: Fengze District, 2017",
  sampleNote: "Published: the district’s table, and of what was disclosed in the year the subtotals 182 (district office), 410 (8 streets) and 940 (24 departments), 1532 in all. How they part among the single offices, which departments these are, and the other figures of each office are made up for this demonstration.",
  sampleFault: "Faults to try",
  faultNone: "None", faultLeftOut: "The district left one street out", faultTwice: "The district counted one department twice", faultDigits: "Two digits interchanged in the district’s total",
  faultSlip: "A department mistyped a figure", faultOldVersion: "The district counted a street’s old report", faultMissing: "One street has not reported",
  collect: "1. The offices’ reports",
  dropTitle: "Drop the reports here, or choose files",
  dropHint: "Many at once: .json, .jsonl, .csv, .xlsx, .txt. Of a spreadsheet or a text, the file’s name says whose it is. Nothing leaves this browser.",
  stop: "Stop",
  rosterLabel: "Roster", rosterFile: "Load a roster (JSON)…", rosterSample: "The sample’s roster", rosterNoneButton: "Without a roster", rosterHelp: "What a roster looks like", rosterHelpText: "Groups hold units, as deep as needed; a report under one of the aliases counts for the unit.",
  forget: "Clear this list", show: "Show",
  filterAll: "all", filterIn: "counted", filterMissing: "missing", filterLeftOut: "left out", filterFindings: "with findings", filterUnknown: "not in the roster", filterTwice: "came twice",
  officesHint: "An office’s name opens its report; there it can be removed or given another file.",
  compare: "2. The sums and the district’s own report",
  scopeLabel: "Of", reportedFile: "Load the district’s report…", reportedClear: "Clear what is reported",
  compareHint: "Figures can be typed or pasted as a block; the arrow keys move up and down. A sum or a difference opens the offices behind it.",
  explanations: "What would explain it", ownFindings: "The sums by the form’s own rules",
  detail: "3. One cell and its offices", cell: "Cell", backToCell: "Back to the table",
  years: "4. Last year and this year", priorFile: "Load last year’s report…", yearsNone: "No figures of last year yet: load the district’s report of last year.", yearColumn: "Column",
  take: "5. Take along",
  saveTotalsCsv: "Totals .csv", saveFindingsCsv: "Findings .csv", saveXlsx: "Everything .xlsx", saveJson: "Everything .json", saveReport: "The sums as a report .json", savePartial: "Partial result, to be merged",
  colophon: "Demonstration: files are read in this browser and sent nowhere.",
};

/** Takes the Chinese words of the page itself along. */
export function keepChinese() {
  for (const element of document.querySelectorAll("[data-t]")) chinese[element.dataset.t] ??= element.textContent;
  for (const element of document.querySelectorAll("[data-t-label]")) chinese[element.dataset.tLabel] ??= element.getAttribute("aria-label");
}

/** A phrase with its slots filled. */
export function say(language, key, slots = {}) {
  const phrase = (language === "en" ? english : chinese)[key];
  return phrase.replace(/\{(\w+)\}/g, (_, slot) => String(slots[slot] ?? ""));
}

export function translatePage(language) {
  document.documentElement.lang = language;
  document.title = say(language, "title");
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = say(language, element.dataset.t);
  for (const element of document.querySelectorAll("[data-t-label]")) element.setAttribute("aria-label", say(language, element.dataset.tLabel));
}

export const languages = { "zh-CN": chinese, en: english };
