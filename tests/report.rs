//! Whole reports, pasted or in a grid: what has no certain place is told, what is monstrous is
//! refused or answered at once, and nothing is ever lost.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may stop")]

use crossfoot::report::{MAX_BYTES, Report, Why, read_grid, read_report};
use crossfoot::{Form, Session};
use proptest::prelude::*;

fn form(name: &str) -> Form {
    let path = format!("{}/forms/{name}.json", env!("CARGO_MANIFEST_DIR"));
    Form::compile(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn text(name: &str) -> String {
    let path = format!("{}/tests/texts/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

fn read(form: &Form, text: &str) -> Report {
    read_report(form, text, "2017").unwrap()
}

fn entry<'r>(form: &Form, report: &'r Report, address: &str) -> Option<&'r str> {
    let cell = form.find(address).unwrap();
    report.entries.iter().find(|(own, _)| *own == cell).map(|(_, text)| text.as_str())
}

fn whys(report: &Report) -> Vec<&'static str> {
    report.unplaced.iter().map(|unplaced| unplaced.why.code()).collect()
}

/// The figures of a sample, by address.
fn sample(name: &str) -> Vec<(String, String)> {
    let path = format!("{}/forms/samples/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let all: std::collections::BTreeMap<String, String> =
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    all.into_iter().collect()
}

#[test]
fn the_national_report_is_read_as_browsers_copy_it() {
    let form = form("national-2021");
    let report = read_report(&form, &text("suqian-2023"), "2023").unwrap();
    for (cell, figure) in sample("suqian-2023") {
        assert_eq!(entry(&form, &report, &cell), Some(&*figure), "{cell}");
    }
    assert_eq!((report.unplaced.len(), report.headings.len()), (0, 0));
    // The one cell that no printed table has.
    assert_eq!(report.blank(&form), [form.find("filer.rule_making_power.answer").unwrap()]);
}

#[test]
fn a_grid_is_read_with_its_merged_cells_left_empty() {
    let form = form("national-2021");
    let figures = sample("suqian-2023");
    let figure = |cell: &str| figures.iter().find(|(own, _)| own == cell).unwrap().1.clone();
    let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    let columns = [
        "natural_persons",
        "companies",
        "research_institutes",
        "public_interest",
        "legal_services",
        "other_organisations",
        "total",
    ];
    let mut grid = vec![
        row(&["", "", "申请人情况", "", "", "", "", "", ""]),
        row(&["", "", "自然人", "法人或其他组织", "", "", "", "", "总计"]),
        row(&["", "", "", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", ""]),
    ];
    for (group, label, id) in [
        ("一、本年新收政府信息公开申请数量", "", "received"),
        ("三、本年度办理结果", "（一）予以公开", "granted"),
        ("", "（三）不予公开\n1.属于国家秘密", "state_secrets"),
    ] {
        let mut line = row(&[group, label]);
        line.extend(columns.map(|column| figure(&format!("applications.{id}.{column}"))));
        grid.push(line);
    }
    let report = read_grid(&form, &grid, "2023").unwrap();
    assert_eq!(report.entries.len(), 21, "{:?}", report.unplaced);
    for id in ["received", "granted", "state_secrets"] {
        for column in columns {
            let cell = format!("applications.{id}.{column}");
            assert_eq!(entry(&form, &report, &cell), Some(&*figure(&cell)), "{cell}");
        }
    }
}

#[test]
fn labels_vary_and_a_figure_with_a_remark_is_kept_to_be_told() {
    let form = form("national-2021");
    let text = "二、主动公开政府信息情况\n信息内容\t本年(2023)制发件数\t本年(2023)废止件数\t现行有效件\n\
                规 章\t0\t0\t0\n行政规范性文件（本单位）\t22（其中修订16件）\t1\t3\n";
    let report = read_report(&form, text, "2023").unwrap();
    assert_eq!(report.unplaced, []);
    assert_eq!(entry(&form, &report, "documents.rules.valid"), Some("0"));
    let issued = "documents.normative_documents.issued";
    assert_eq!(entry(&form, &report, issued), Some("22（其中修订16件）"));
    let mut session = Session::new(&form);
    session.enter_cells(report.entries.iter().map(|(cell, text)| (*cell, text.as_str())));
    assert_eq!(session.findings().len(), 1, "the remark does not belong in a figure");
}

#[test]
fn wrong_numbers_and_orders_of_headings_are_told() {
    let form = form("national-2021");
    let long = "这一部分写明了工作的情况和安排。";
    let text = format!(
        "一、总体情况\n{long}\n四、政府信息公开行政复议、行政诉讼情况\n{long}\n\
         四、存在的主要问题和改进情况\n{long}\n三、收到和处理政府信息公开申请情况\n{long}\n六、其他事项\n无\n"
    );
    let report = read_report(&form, &text, "2023").unwrap();
    let wording = crossfoot::Wording {
        catalogue: &crossfoot::Catalogue::new("zh-CN"),
        form: &form,
        period: "2023",
    };
    let said: Vec<String> = report.headings.iter().map(|found| wording.finding(found)).collect();
    assert_eq!(
        said,
        [
            "“三、收到和处理政府信息公开申请情况”应排在“四、政府信息公开行政复议、行政诉讼情况”之前",
            "“五、存在的主要问题及改进情况”的序号为“四、”，应为“五、”",
        ]
    );
    // Found by its number, since its name is another.
    assert_eq!(entry(&form, &report, "other"), Some("无"));
    let mut session = Session::new(&form);
    session.enter_cells(report.entries.iter().map(|(cell, text)| (*cell, text.as_str())));
    let section = form.find("disclosure").unwrap();
    assert_eq!(session.text(section), "", "part two is not there");
}

#[test]
fn a_table_of_contents_is_no_report_and_the_same_table_twice_counts_once() {
    let form = form("fujian-indicators-2017");
    let whole = text("fengze-2017");
    let headings: Vec<&str> = whole
        .lines()
        .filter(|line| "一二三四五六".chars().any(|n| line.starts_with(&format!("{n}、"))))
        .collect();
    let contents = format!("目录\n{}\n", headings.join("\n"));
    let report = read(&form, &(contents + &whole));
    assert_eq!(report.entries.len(), 37);
    assert!(entry(&form, &report, "disclosure").unwrap().contains("全区共计"));

    let table = whole.split_once("指标名称").unwrap().1;
    let twice = format!("{whole}\n指标名称{table}");
    assert_eq!(whys(&read(&form, &twice)), [""; 0], "the same figures say nothing new");
    let other = twice.replacen("\t4\t29", "\t5\t29", 1);
    let report = read(&form, &other);
    assert_eq!(whys(&report), ["repeated"]);
    assert_eq!(entry(&form, &report, "indicators.received.year"), Some("5"), "the first is kept");
}

#[test]
fn what_has_no_place_is_listed_with_its_line() {
    let form = form("fujian-indicators-2017");
    let text = "指标名称\t单位\t2017年度\t历年累计\n主动公开文件数\t条\t1\t2\n\
                没有这一行\t条\t3\t4\n行政复议数\t件\t5\n行政诉讼数\t件\t6\t7\t8\n";
    let report = read(&form, text);
    assert_eq!(whys(&report), ["unknown-row", "other-count", "other-count"]);
    let lines: Vec<usize> = report.unplaced.iter().map(|unplaced| unplaced.line).collect();
    assert_eq!(lines, [3, 4, 5]);
    let count = report.unplaced.last().map(|unplaced| unplaced.why);
    assert_eq!(count, Some(Why::Count { found: 3, columns: 2 }));
    assert_eq!(report.entries.len(), 2);
    assert_eq!(report.blank(&form).len(), 28);
}

#[test]
fn another_forms_or_another_years_report_is_told_to_be_that() {
    let national = form("national-2019");
    let report = read_report(&national, &text("fengze-2017"), "2019").unwrap();
    let in_tables = report.entries.iter().filter(|(cell, _)| {
        national.cell(*cell).is_some_and(|cell| national.lines(cell).is_some())
    });
    assert_eq!(in_tables.count(), 0);
    assert!(report.unplaced.len() >= 15, "every row is told");
    let fujian = form("fujian-indicators-2017");
    let report = read_report(&fujian, &text("fengze-2017"), "2018").unwrap();
    assert_eq!(report.period.as_deref(), Some("2017"));
}

#[test]
fn a_text_without_headings_or_tables_is_kept_as_what_it_is() {
    let form = form("fujian-indicators-2017");
    let report = read(&form, "这里没有任何标题。\n也没有表格。");
    assert_eq!((report.entries.len(), whys(&report)), (0, vec!["no-heading"]));
    for nothing in ["", " \n\t\r\n", "\u{0}\u{7}\u{1b}", "|||\n---|---"] {
        assert_eq!(read(&form, nothing).entries, [], "{nothing:?}");
    }
}

#[test]
fn control_characters_and_broken_lines_change_nothing() {
    let form = form("fujian-indicators-2017");
    let whole = text("fengze-2017");
    let expected = read(&form, &whole);
    let broken = whole.replace('\n', "\r\n").replace("公开", "公\u{200b}开\u{7}");
    let report = read(&form, &broken);
    let figures = |report: &Report| {
        let in_table = |cell| form.cell(cell).is_some_and(|cell| form.lines(cell).is_some());
        let all = report.entries.iter().filter(|(cell, _)| in_table(*cell));
        all.cloned().collect::<Vec<_>>()
    };
    assert_eq!(figures(&report), figures(&expected));
    assert_eq!(report.entries.len(), expected.entries.len());
}

#[test]
fn what_is_too_long_is_refused_and_what_is_just_long_is_answered() {
    let form = form("national-2021");
    let long = "全年收到申请4件。\n".repeat(500_000);
    assert!(long.len() > 10_000_000);
    assert_eq!(read_report(&form, &long, "").err().map(|long| long.bytes), Some(long.len()));
    let row = vec![long];
    assert!(read_grid(&form, &[row], "").is_err());
    // As long as may be, and as bad as may be: rows that are much like the form's, one a line.
    let rows = "三、本年度办理结果 甲\t1\t2\t3\t4\t5\t6\t7\n";
    let many = rows.repeat(MAX_BYTES / rows.len());
    let report = read_report(&form, &many, "").unwrap();
    assert_eq!(report.entries.len(), 0);
    assert_eq!(report.unplaced.len(), MAX_BYTES / rows.len());
    // A part of the text longer than is looked at is kept and said to be that.
    let mut session = Session::new(&form);
    let changes = session.enter("overview", &"长".repeat(200_001)).unwrap();
    assert_eq!(changes.raised.len(), 1);
    assert_eq!(session.text(form.find("overview").unwrap()).chars().count(), 200_001);
    session.enter("overview", "长").unwrap();
    assert!(session.findings().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    /// Whatever is pasted, reading ends, says nothing of cells that are not there, and loses no
    /// line: each is in a cell, in a part, told, or a label of a table.
    #[test]
    fn any_text_is_read(lines in prop::collection::vec(
        prop_oneof![
            "[一二三四五六七]、[^\\p{C}]{0,12}",
            "[（(][一二三][)）].{0,20}",
            "[主动公开文件数受理申请条件]{1,8}\t[0-9]{0,4}\t[0-9]{0,4}",
            "\\PC{0,40}",
            "[0-9 |\t]{0,12}",
            Just("六、需要说明的其他事项与附表".to_owned()),
            Just("主动公开文件数 |".to_owned()),
        ],
        0..30,
    )) {
        let form = form("fujian-indicators-2017");
        let text = lines.join("\n");
        let report = read(&form, &text);
        let mut seen = None;
        for (cell, text) in &report.entries {
            prop_assert!(seen < Some(*cell), "in the definition's order, each once");
            seen = Some(*cell);
            prop_assert!(!text.trim().is_empty());
        }
        let mut session = Session::new(&form);
        session.enter_cells(report.entries.iter().map(|(cell, text)| (*cell, text.as_str())));
        for finding in session.complete() {
            if let Some(quote) = finding.quote {
                let text = session.text(quote.cell);
                prop_assert!(text.get(quote.place.clone()).is_some());
                prop_assert!(quote.utf16.end <= text.encode_utf16().count());
            }
        }
    }
}
