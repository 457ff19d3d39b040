//! A JSON text as a tree that keeps what strict decoding needs: keys in order, repeated keys, and
//! numbers that never pass through floating point.
//!
//! The reader is written out, because the library for it brings the reading and printing of floating
//! point along, for numbers that are refused here: a tenth of the wasm.

/// Deepest nesting that is read, so that no text can exhaust the stack.
const DEEPEST: usize = 127;

/// A JSON value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Integer(i64),
    /// A number with a point, an exponent or too many digits. Its digits are gone, so no key takes
    /// it: exact decimals are written as text.
    Fraction,
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// Where a text stops being JSON.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct NotJson {
    /// Counted from 1.
    pub(crate) line: usize,
    /// Bytes of the line up to the one that cannot stand there, that one included.
    pub(crate) column: usize,
    /// It may be JSON, but it is nested deeper than anything that is read.
    pub(crate) too_deep: bool,
}

impl Json {
    /// The value of an object's key.
    pub(crate) fn get(&self, key: &str) -> Option<&Json> {
        self.as_object()?.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    pub(crate) fn as_text(&self) -> Option<&str> {
        if let Json::Text(text) = self { Some(text) } else { None }
    }

    pub(crate) fn as_list(&self) -> Option<&[Json]> {
        if let Json::List(list) = self { Some(list) } else { None }
    }

    pub(crate) fn as_object(&self) -> Option<&[(String, Json)]> {
        if let Json::Object(object) = self { Some(object) } else { None }
    }

    /// Reads a text. Nesting deeper than 127 is refused.
    pub(crate) fn read(text: &str) -> Result<Json, NotJson> {
        let mut reader = Reader { text, at: 0, depth: 0, too_deep: false };
        let read = reader.value();
        read.and_then(|json| reader.end().map(|()| json)).ok_or_else(|| reader.fault())
    }
}

/// Every method gives none where the text stops being JSON, and leaves `at` there.
struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    too_deep: bool,
}

impl Reader<'_> {
    fn fault(&self) -> NotJson {
        let bytes = self.text.as_bytes();
        let before = bytes.get(..=self.at).unwrap_or(bytes);
        let lines = before.split(|byte| *byte == b'\n');
        let (line, column) =
            lines.fold((0_usize, 0), |(line, _), own| (line.saturating_add(1), own.len()));
        NotJson { line, column, too_deep: self.too_deep }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn step(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    /// Passes over a byte if it is the next one.
    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek() == Some(byte)).then(|| self.step())
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.step();
        }
    }

    fn value(&mut self) -> Option<Json> {
        self.space();
        match self.peek()? {
            b'"' => self.string().map(Json::Text),
            b'{' => {
                let mut entries = Vec::new();
                self.nested(b'}', &mut |reader| {
                    reader.space();
                    let key = reader.string()?;
                    reader.space();
                    reader.take(b':')?;
                    entries.push((key, reader.value()?));
                    Some(())
                })?;
                Some(Json::Object(entries))
            }
            b'[' => {
                let mut items = Vec::new();
                self.nested(b']', &mut |reader| {
                    items.push(reader.value()?);
                    Some(())
                })?;
                Some(Json::List(items))
            }
            b'n' => self.word("null", Json::Null),
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            _ => self.number(),
        }
    }

    /// What stands between brackets: nothing, or members with commas between them.
    fn nested(&mut self, close: u8, member: &mut dyn FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.too_deep = self.depth == DEEPEST;
        if self.too_deep {
            return None;
        }
        self.depth = self.depth.saturating_add(1);
        self.step();
        self.space();
        if self.take(close).is_none() {
            loop {
                member(self)?;
                self.space();
                if self.take(close).is_some() {
                    break;
                }
                self.take(b',')?;
            }
        }
        self.depth = self.depth.saturating_sub(1);
        Some(())
    }

    /// Nothing may follow.
    fn end(&mut self) -> Option<()> {
        self.space();
        self.peek().is_none().then_some(())
    }

    fn word(&mut self, word: &str, json: Json) -> Option<Json> {
        word.bytes().try_for_each(|byte| self.take(byte))?;
        Some(json)
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.step();
        }
        (self.at > start).then_some(())
    }

    fn number(&mut self) -> Option<Json> {
        let start = self.at;
        self.take(b'-');
        // A nought stands alone, so that what follows it is what cannot stand there.
        if self.take(b'0').is_none() {
            self.digits()?;
        }
        let whole = self.text.get(start..self.at)?;
        let end = self.at;
        if self.take(b'.').is_some() {
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.step();
            if let Some(b'+' | b'-') = self.peek() {
                self.step();
            }
            self.digits()?;
        }
        let number = whole.parse().ok().filter(|_| self.at == end && whole != "-0");
        Some(number.map_or(Json::Fraction, Json::Integer))
    }

    fn string(&mut self) -> Option<String> {
        self.take(b'"')?;
        let mut text = self.unescaped()?.to_owned();
        while self.take(b'"').is_none() {
            self.take(b'\\')?;
            text.push(self.escaped()?);
            text.push_str(self.unescaped()?);
        }
        Some(text)
    }

    /// What stands up to the next byte of a string that does not stand for itself.
    fn unescaped(&mut self) -> Option<&str> {
        let rest = self.text.get(self.at..)?;
        let length = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | ..0x20));
        let length = length.unwrap_or(rest.len());
        self.at = self.at.saturating_add(length);
        rest.get(..length)
    }

    fn escaped(&mut self) -> Option<char> {
        let c = match self.peek()? {
            byte @ (b'"' | b'\\' | b'/') => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                self.step();
                let first = self.hex()?;
                if !matches!(first, 0xD800..=0xDBFF) {
                    // None for the second half of a pair.
                    return char::from_u32(first);
                }
                self.take(b'\\')?;
                self.take(b'u')?;
                let second = self.hex()?.checked_sub(0xDC00).filter(|second| *second < 0x400)?;
                return char::from_u32(0x10000 + ((first & 0x3FF) << 10) + second);
            }
            _ => return None,
        };
        self.step();
        Some(c)
    }

    fn hex(&mut self) -> Option<u32> {
        let mut code = 0;
        for _ in 0..4 {
            code = (code << 4) | char::from(self.peek()?).to_digit(16)?;
            self.step();
        }
        Some(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Json, (usize, usize)> {
        Json::read(text).map_err(|fault| (fault.line, fault.column))
    }

    #[test]
    fn keys_keep_their_order_and_may_come_twice() {
        let text = |text: &str| Json::Text(text.into());
        assert_eq!(
            read(" {\"b\" : [1, -2,true,null,[] ] , \"a\":{},\"b\":\"\"}\n"),
            Ok(Json::Object(vec![
                (
                    "b".into(),
                    Json::List(vec![
                        Json::Integer(1),
                        Json::Integer(-2),
                        Json::Bool(true),
                        Json::Null,
                        Json::List(Vec::new())
                    ])
                ),
                ("a".into(), Json::Object(Vec::new())),
                ("b".into(), text("")),
            ]))
        );
        assert_eq!(read(r#""年\u5ea6\n\ud83d\ude00\/\"""#), Ok(text("年度\n😀/\"")));
    }

    #[test]
    fn numbers_are_whole_or_nothing() {
        for (text, number) in [
            ("9223372036854775807", Json::Integer(i64::MAX)),
            ("-9223372036854775808", Json::Integer(i64::MIN)),
            ("0", Json::Integer(0)),
            ("9223372036854775808", Json::Fraction),
            ("99999999999999999999999", Json::Fraction),
            ("-0", Json::Fraction),
            ("1.5", Json::Fraction),
            ("1e9999", Json::Fraction),
            ("-1E-2", Json::Fraction),
        ] {
            assert_eq!(read(text), Ok(number), "{text}");
        }
    }

    #[test]
    fn what_is_not_json_is_told_by_the_byte_that_cannot_stand_there() {
        for (text, place) in [
            ("", (1, 0)),
            ("{\n  \"a\": nul}", (2, 11)),
            ("[1,]", (1, 4)),
            ("[1 2]", (1, 4)),
            ("{\"a\" 1}", (1, 6)),
            ("{a:1}", (1, 2)),
            ("{\"a\":1,}", (1, 8)),
            ("01", (1, 2)),
            ("1.", (1, 2)),
            ("-", (1, 1)),
            ("+1", (1, 1)),
            (".5", (1, 1)),
            ("\"a\nb\"", (2, 0)),
            ("\"a", (1, 2)),
            (r#""\x""#, (1, 3)),
            (r#""\ud800""#, (1, 8)),
            (r#""\udc00""#, (1, 8)),
            ("1 //", (1, 3)),
            ("\u{feff}1", (1, 1)),
        ] {
            assert_eq!(read(text), Err(place), "{text}");
        }
    }

    #[test]
    fn nesting_has_an_end() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(Json::read(&nested(127)).is_ok());
        let deep = Json::read(&nested(128));
        assert_eq!(deep, Err(NotJson { line: 1, column: 128, too_deep: true }));
        assert_eq!(Json::read("[[").map_err(|fault| fault.too_deep), Err(false));
    }

    #[cfg(not(target_arch = "wasm32"))]
    mod beside_the_library {
        use super::*;
        use proptest::prelude::*;

        /// The same tree as the library gives.
        fn tree(value: serde_json::Value) -> Json {
            use serde_json::Value;
            match value {
                Value::Null => Json::Null,
                Value::Bool(value) => Json::Bool(value),
                Value::Number(number) => number.as_i64().map_or(Json::Fraction, Json::Integer),
                Value::String(text) => Json::Text(text),
                Value::Array(items) => Json::List(items.into_iter().map(tree).collect()),
                Value::Object(entries) => Json::Object(
                    entries.into_iter().map(|(key, value)| (key, tree(value))).collect(),
                ),
            }
        }

        proptest! {
            #[test]
            fn reads_the_same(text in "[\\[\\]{}\",:0123\\\\ntrue f.eE+-/ud8c\u{7}\n年-]{0,12}") {
                let (own, theirs) = (Json::read(&text), serde_json::from_str::<serde_json::Value>(&text));
                // The library refuses numbers out of the reach of its floats.
                if theirs.as_ref().is_err_and(|error| error.to_string().starts_with("number out of range")) {
                    return Ok(());
                }
                prop_assert_eq!(own.is_ok(), theirs.is_ok());
                match (own, theirs) {
                    (Ok(own), Ok(theirs)) if !text.contains('{') => prop_assert_eq!(own, tree(theirs)),
                    (Err(own), Err(theirs)) if !text.contains('\\') => {
                        prop_assert_eq!((own.line, own.column), (theirs.line(), theirs.column()));
                    }
                    _ => {}
                }
            }
        }
    }
}
