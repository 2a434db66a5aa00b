use super::*;
use crate::edge::route::lexer;

/// The type of a condition, or the runtime's errors in its order.
fn checked(text: &str) -> Result<Type, Vec<String>> {
    let tokens = lexer::lex(text);
    let (tree, end) = parse(&tokens, 0).map_err(|error| vec![format!("syntax at {}", error.token.start)])?;
    if tokens[end].kind != lexer::TokenKind::End {
        return Err(vec![format!("syntax at {}", tokens[end].start)]);
    }
    let checked = check(text, &tree);
    if checked.errors.is_empty() { Ok(checked.result()) } else { Err(checked.errors.into_iter().map(|e| e.message).collect()) }
}

/// Condition.g4, precedence and atoms.
#[test]
fn what_the_grammar_takes() {
    #[rustfmt::skip]
    let cases = [
        ("a = 'x'", Type::Bool), ("NOT (a = 'x')", Type::Bool), ("NOT NOT true", Type::Bool), ("(((a)))", Type::String), ("{$a} = 'x'", Type::Bool),
        ("1 + 2 * 3 = 7", Type::Bool), ("1 < 2 = true", Type::Bool), ("true = 1 < 2", Type::Bool), ("a = 'x' OR b = 'y' AND c = 'z'", Type::Bool),
        ("(a ?? 'x') = 'x'", Type::Bool), ("a ?? b ?? 'c'", Type::String), ("- 5", Type::Number), ("- (5)", Type::Number), ("- - 5", Type::Number),
        ("a || b", Type::String), ("a || b = 'ab'", Type::Bool), ("f1", Type::String), ("-undefined", Type::String), ("$x", Type::String),
        ("$body", Type::String), ("$body.a", Type::Unknown), ("$x[0]", Type::Undefined), ("{$x[0]}", Type::Undefined), ("{$body.a}", Type::Unknown),
        ("0x1F", Type::Number), ("0xFFFFFFFFFFFFFFFF", Type::Number), ("0x00FFFFFFFFFFFFFFFF", Type::Number), ("0x1FFFFFFFFFFFFFFFF", Type::Undefined),
        ("1e999", Type::Number), ("undefined", Type::Undefined), ("null", Type::Null), ("$body.a ?? 'x'", Type::Unknown),
    ];
    for (text, expected) in cases {
        assert_eq!(checked(text), Ok(expected), "{text}");
    }
}

/// ConditionVisitor.cs, CheckOperands, CheckBooleanOperands and what Expression.Convert makes of them.
#[test]
fn what_operators_take() {
    #[rustfmt::skip]
    let valid = [
        "$body.a > 30", "30 > $body.a", "$body.a = 'x'", "$body.a = true", "$body.a != null", "$body.a = $body.b", "$body.a + 1 > 2", "$body.a / $body.b = 1",
        "$body.a AND a = 'x'", "$body.a AND 'x'", "$body.a OR 5", "$body.a AND undefined", "$body.a OR null", "NOT $body.a", "NOT null", "null AND true",
        "null OR null", "(null AND true) = null", "(null OR true) = true", "undefined = undefined", "null < null", "true < false", "'a' <= b",
        "$body.a || 'x' = 'yx'",
    ];
    for text in valid {
        assert!(checked(text).is_ok(), "{text}: {:?}", checked(text));
    }
    #[rustfmt::skip]
    let invalid = [
        "a > 30", "a = 1", "a = true", "a = null", "a AND true", "true AND a", "a = 'x' AND $body.a", "null AND $body.a", "undefined OR $body.a",
        "NOT a", "NOT 5", "NOT undefined", "NOT a = 'x'", "a ?? 'x' = 'x'", "- a", "- true", "- null", "- $body.a = 1", "$body.a % 2 = 0", "2 % $body.a = 0",
        "$body.a % $body.b = 1", "$body.a = undefined", "undefined = $body.a", "$body.a + 'x' = 1", "$body.a || 1 = 'x'", "$body.a AND null",
        "undefined AND null", "null OR undefined", "1 || 2", "true || false", "a + b", "1 = 1 = 1", "5 ?? 'x'", "undefined ?? 'x'", "$x[0] = 'a'",
    ];
    for text in invalid {
        assert!(checked(text).is_err(), "{text}");
    }
}

/// query/builtins/*.cs.
#[test]
fn what_functions_take() {
    #[rustfmt::skip]
    let valid = [
        "ABS(1)", "abs($body.a)", "power(1, $body.a)", "as_number('1')", "as_number(1)", "as_number($body.a)", "substring(a, 1)", "substring($body.a, $body.b, 2)",
        "concat(a, b)", "concat(a, b, c, $body.d)", "is_defined(a)", "is_defined(null)", "is_defined($body.a)", "is_defined(undefined)", "is_null(undefined)",
        "is_bool($x[0])", "length($body.a)", "contains(a, 'x')", "is_defined(f = 'x')",
    ];
    for text in valid {
        assert!(checked(text).is_ok(), "{text}: {:?}", checked(text));
    }
    #[rustfmt::skip]
    let invalid = [
        "abs()", "abs(a)", "abs(1, 2)", "power(1)", "as_number(true)", "as_number(null)", "as_number()", "substring(a)", "substring(a, 'b')", "substring(a, 1, 2, 3)",
        "concat(a)", "concat()", "concat(a, b, 1)", "is_defined()", "is_defined(a, b)", "is_null()", "length(1)", "contains(a)", "nope(1)", "-as_number(a)",
        "twin_change_includes(a)", "lower(undefined)", "!is_defined(a)",
    ];
    for text in invalid {
        assert!(checked(text).is_err(), "{text}");
    }
}

/// Condition.g4, the alternatives under "Syntax Errors".
#[test]
fn faults_have_the_runtimes_words() {
    let message = |text: &str| checked(text).unwrap_err().join(" | ");
    assert_eq!(message("(2 + 22 = 24"), "Syntax error: missing closing ')'");
    assert!(message("as_number(\"2\")) = 24").starts_with("Syntax error: unmatched closing ')' | Invalid operands"));
    assert_eq!(message("$body;@"), "Syntax error: invalid symbol ';'");
    assert_eq!(message("@"), "Syntax error: invalid symbol '@'");
    assert_eq!(message("? a"), "Syntax error: invalid symbol '?'");
    assert_eq!(message("\"a"), "Syntax error: unterminated string");
    assert_eq!(message("a = = b"), "syntax at 4");
    assert_eq!(message("f(a"), "syntax at 3");
    assert_eq!(message("a)"), "syntax at 1");
    assert_eq!(message("(a)))"), "syntax at 4");
    assert_eq!(message("f(,)"), "syntax at 2");
    assert_eq!(message("{a}"), "syntax at 1");
    assert_eq!(message(""), "syntax at 0");
}

#[test]
fn long_chains_and_deep_nesting_neither_overflow_nor_hang() {
    let chain = vec!["a = 'x'"; 100_000].join(" AND ");
    assert_eq!(checked(&chain), Ok(Type::Bool));
    let nested = |depth: usize| format!("{}true{}", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(checked(&nested(MAX_NESTING)), Ok(Type::Bool));
    for text in
        [nested(MAX_NESTING + 1), nested(100_000), "NOT ".repeat(100_000) + "true", "f(".repeat(100_000), "? ".repeat(100_000)]
    {
        assert!(checked(&text).is_err());
    }
}
