//! What a Fluent file defines.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};

/// Keys (`key` or `key.attribute`) with the variables that their texts take.
pub type Messages = BTreeMap<String, BTreeSet<String>>;

/// `crates/a/locales/a.zh-CN.ftl` as set `crates/a/locales/a` and language `zh-CN`.
pub fn split_name(path: &str) -> Option<(String, String)> {
    let (set, language) = path.strip_suffix(".ftl")?.rsplit_once('.')?;
    (!language.contains('/')).then(|| (set.to_owned(), language.to_owned()))
}

/// The messages of a file, and what is wrong in it: bad syntax, a key twice.
pub fn read(text: &str) -> (Messages, Vec<String>) {
    let (resource, mut faults) = match fluent_syntax::parser::parse(text) {
        Ok(resource) => (resource, Vec::new()),
        Err((resource, errors)) => (resource, errors.iter().map(ToString::to_string).collect()),
    };
    let mut messages = Messages::new();
    let mut put = |key: String, pattern: &Pattern<&str>| {
        let mut variables = BTreeSet::new();
        in_pattern(pattern, &mut variables);
        if messages.insert(key.clone(), variables).is_some() {
            faults.push(format!("{key} is defined twice"));
        }
    };
    for entry in &resource.body {
        let Entry::Message(message) = entry else {
            continue;
        };
        let key = message.id.name;
        if let Some(value) = &message.value {
            put(key.to_owned(), value);
        }
        for attribute in &message.attributes {
            put(format!("{key}.{}", attribute.id.name), &attribute.value);
        }
    }
    (messages, faults)
}

fn in_pattern(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, found);
        }
    }
}

fn in_expression(expression: &Expression<&str>, found: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => in_inline(inline, found),
        Expression::Select { selector, variants } => {
            in_inline(selector, found);
            for variant in variants {
                in_pattern(&variant.value, found);
            }
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, found: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            found.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments, .. } => in_arguments(arguments, found),
        InlineExpression::TermReference { arguments: Some(arguments), .. } => {
            in_arguments(arguments, found);
        }
        InlineExpression::Placeable { expression } => in_expression(expression, found),
        _ => {}
    }
}

fn in_arguments(arguments: &CallArguments<&str>, found: &mut BTreeSet<String>) {
    let named = arguments.named.iter().map(|argument| &argument.value);
    for argument in arguments.positional.iter().chain(named) {
        in_inline(argument, found);
    }
}
