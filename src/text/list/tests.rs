use super::super::plain;
use super::*;

fn manner() -> Manner {
    let words = ["网站", "微信"].map(|word| word.chars().collect());
    Manner { nearly: 90, overlapping: words.to_vec() }
}

fn said(text: &str) -> Vec<String> {
    let text = plain(text);
    let faults = lists(&text, &manner()).into_iter().map(|doubt| match doubt.fault {
        Fault::Sum { total, sum, complete, .. } => {
            format!("{sum} {} {total}", if complete { "=" } else { "<=" })
        }
        Fault::Nearly { total, sum, .. } => format!("{sum} of {total}"),
        Fault::Part { total, part } => format!("{part} of all {total}"),
        other => format!("{other:?}"),
    });
    faults.collect()
}

fn said_of_shares(text: &str) -> Vec<String> {
    let faults = shares(&plain(text)).into_iter().map(|doubt| match doubt.fault {
        Fault::Share { printed, right, cut, .. } => format!("{printed} {right} {cut}"),
        other => format!("{other:?}"),
    });
    faults.collect()
}

#[test]
fn a_list_comes_to_its_total_or_to_less() {
    assert_eq!(said("收到申请4件，其中，网络申请数2件、当面申请数2件。"), [""; 0]);
    assert_eq!(said("收到申请4件，其中，网络申请数2件、当面申请数3件。"), ["5 <= 4"]);
    assert_eq!(said("事项2320项（其中许可事项130项，确认事项2447项）"), ["2447 of all 2320"]);
    assert_eq!(said("事项2320项（其中许可事项130项，确认事项47项）；服务事项216项"), [""; 0]);
    assert_eq!(said("主动公开42条，其中工作动态28条、通知公告7条、其他7条。"), [""; 0]);
    assert_eq!(said("主动公开42条，其中工作动态28条、通知公告7条、其他8条。"), ["43 = 42"]);
    assert_eq!(said("答复9件，分别为公开7件、不予公开1件、其他1件。"), [""; 0]);
    assert_eq!(said("答复9件，分别为公开7件、不予公开1件。"), ["8 = 9"]);
    assert_eq!(said("网上3件、信函2件，合计6件。"), ["5 = 6"]);
    assert_eq!(said("共计收到来件6件：网上3件、信函2件。"), ["5 = 6"]);
}

#[test]
fn a_list_that_nearly_reaches_its_total_is_asked_about() {
    let text = "受理项目146个,其中:立项34个(总投资约102535.7万元)、可研批复5个(总投资约99642.81万元)、\
                备案97个(总投资约2297669万元),提前或按时办结率达100%";
    assert_eq!(said(text), ["136 of 146"]);
    let text = "公开信息数为592条,涉及机构职能类信息71条,政策、规范性文件类信息85条,规划类信息19条,\
                行政许可类10条、重大建设项目、为民办实事类信息33条,安全生产类信息105条。";
    assert_eq!(said(text), [""; 0]);
}

#[test]
fn what_is_no_list_says_nothing() {
    for text in [
        "25个部门共计587项事项细化为361大项393小项,细化审查细则377项",
        "总数681条,公开182条。8个街道410条,24个部门公开信息940条,全区共计公开信息1532条。",
        "收到申请5件,其中网上3件,当面2件,办结5件,结转1件",
        "收到申请32件,自然人6件,法律服务机构26件;予以公开6件,无法提供23件",
        "解读政策文件4件,文字解读4篇、图解4篇",
        "发布信息100条,其中网站100条、微信80条",
        "办结11件,其中8件申请人主动撤销",
        "收到约100件,其中网上60件、信函50件",
        "根据第二十条第（一）项,2017年1月1日至12月31日,答复15个工作日内",
        "收到申请5件：一是网上3件。二是来信4件。",
        "全年5件,其中新收3件,上年结转2件,比上年增加4件",
        "收到100件,分别为网络50件、信函20件,当面30件",
        "收到100件,分别为网络50件、信函20件以及当面30件",
        "收到100件,分别为网络50件、信函20件、来访三十余件",
        "调整10件,分别为调整2件,取消3件,新增4件,合并1件",
        "公开100件,其中网上60件,其中个人50件,单位10件",
        "公开100条,门户公开60条,其中动态20条,客户公开50条",
        "收到申请20件,网络5件,信函3件,合计8件",
        "同比增加5件,其中网上8件、当面3件",
        "浏览3万件,其中甲类2.33万件、乙类0.7万件",
        "收到100件,其中上年结转10件,网上60件,信函40件",
        "提案10件,涉及教育5件,卫生4件,交通3件",
    ] {
        assert_eq!(said(text), [""; 0], "{text}");
    }
    assert_eq!(said("发布信息100条,其中网站101条、微信80条"), ["101 of all 100"]);
}

#[test]
fn shares_are_worked_out_at_the_decimals_they_are_printed_with() {
    let right = "收到1499件：网络1303件（86.92%）、信函172件（11.47%）、当面24件（1.60%）";
    assert_eq!(said_of_shares(right), [""; 0]);
    assert_eq!(said_of_shares(&right.replace("11.47", "11.97")), ["11.97 11.47 false"]);
    let text = "答复805件,其中:公开258件(33.9%)、不予公开35件(4.34%)、无法提供265件(32.9%)";
    assert_eq!(said_of_shares(text), ["33.9 32 false", "4.34 4.35 true"]);
    assert_eq!(
        said_of_shares("答复805件,其中公开258件(占全市的3.9%)"),
        [""; 0],
        "of another whole"
    );
}
