//! Every whole number, written as people write it in Chinese, is read back as itself.

use crossfoot::entry::{Entry, Reading, read};
use proptest::prelude::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// The numeral for a number, with its places in full: 一千零二十万零三.
fn written(number: u64) -> String {
    if number == 0 {
        return "零".to_owned();
    }
    let mut text = String::new();
    let mut gap = false;
    for (size, name) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
        let group = number / size % 10_000;
        if group == 0 {
            gap = true;
            continue;
        }
        if !text.is_empty() && (gap || group < 1_000) {
            text.push('零');
        }
        text += &four(group);
        text += name;
        gap = false;
    }
    text
}

/// A number from 1 to 9,999.
fn four(number: u64) -> String {
    let digits: Vec<char> = "零一二三四五六七八九".chars().collect();
    let mut text = String::new();
    let mut gap = false;
    for (size, name) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        match number / size % 10 {
            0 => gap = true,
            digit => {
                if gap && !text.is_empty() {
                    text.push('零');
                }
                text.extend(digits.get(usize::try_from(digit).unwrap_or(0)));
                text += name;
                gap = false;
            }
        }
    }
    text
}

fn amount(text: &str, unit: Option<&str>) -> String {
    match read(text, Reading::Figure { scale: 0, signed: false }, unit) {
        Entry::Amount(amount) => amount.to_string(),
        other => format!("{text}: {other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn numerals_read_as_themselves(number in prop_oneof![0..12_000_u64, 0..1_000_000_000_000_u64]) {
        let numeral = written(number);
        prop_assert_eq!(amount(&numeral, None), number.to_string());
        prop_assert_eq!(amount(&format!("{numeral}件"), Some("条")), number.to_string());
    }

    #[test]
    fn nothing_typed_breaks_the_reader(
        text in "[0-9零〇一二两壹贰十拾百千仟万亿点负.,，元件万条约（）() 　-]{0,24}",
        scale in 0..10_u8,
        unit in prop_oneof![Just(None), Just(Some("件")), Just(Some("万元")), Just(Some("元"))],
    ) {
        let entry = read(&text, Reading::Figure { scale, signed: true }, unit);
        if let Entry::Amount(amount) = entry {
            // What is read can be written plainly and is read as the same again.
            let again = read(&amount.to_string(), Reading::Figure { scale, signed: true }, unit);
            prop_assert_eq!(again, Entry::Amount(amount));
        }
    }
}
