//! Every language says everything, and the declared messages are those in the files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_bundle::{FluentArgs, FluentValue};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

use super::language::{FALLBACK, files};
use super::*;

/// The arguments a message asks for, by its name.
type Messages = BTreeMap<String, BTreeSet<String>>;

fn declared() -> Messages {
    let screens = [
        afterwards::DECLARED,
        changes::DECLARED,
        comparing::DECLARED,
        everywhere::DECLARED,
        failures::DECLARED,
        finding::DECLARED,
        going::DECLARED,
        map::DECLARED,
        history::DECLARED,
        holdings::DECLARED,
        ideas::DECLARED,
        numbers::DECLARED,
        problems::DECLARED,
        report::DECLARED,
        review::DECLARED,
        rules::DECLARED,
        scanning::DECLARED,
        start::DECLARED,
        table::DECLARED,
        verdicts::DECLARED,
    ];
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    // Asked for by every language itself.
    let mut messages = Messages::from([("language_name".to_owned(), BTreeSet::new())]);
    for (name, arguments) in screens.into_iter().flatten() {
        assert!(messages.insert((*name).to_owned(), names(arguments)).is_none(), "{name} is declared twice");
    }
    messages
}

fn written(text: &str) -> Messages {
    let resource = fluent_syntax::parser::parse(text).expect("no mistakes");
    let mut messages = Messages::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let mut arguments = BTreeSet::new();
        collect(message.value.as_ref().expect("a value"), &mut arguments);
        let name = message.id.name;
        assert!(messages.insert(name.to_owned(), arguments).is_none(), "{name} is there twice");
    }
    messages
}

fn collect(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            collect_from(expression, found);
        }
    }
}

fn collect_from(expression: &Expression<&str>, found: &mut BTreeSet<String>) {
    let inline = match expression {
        Expression::Inline(inline) => inline,
        Expression::Select { selector, variants } => {
            variants.iter().for_each(|variant| collect(&variant.value, found));
            selector
        }
    };
    match inline {
        InlineExpression::VariableReference { id } => {
            found.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => collect_from(expression, found),
        _ => {}
    }
}

#[test]
fn every_language_has_every_message_with_its_arguments() {
    let declared = declared();
    for (code, text) in files() {
        let written = written(text);
        let lacking: Vec<_> = declared.keys().filter(|name| !written.contains_key(*name)).collect();
        assert!(lacking.is_empty(), "{code} lacks {lacking:?}");
        let unknown: Vec<_> = written.keys().filter(|name| !declared.contains_key(*name)).collect();
        assert!(unknown.is_empty(), "{code} has {unknown:?}, which nothing says");
        for (name, arguments) in &written {
            assert_eq!(arguments, &declared[name], "{code}: {name}");
        }
    }
}

#[test]
fn every_message_can_be_said_of_none_one_and_many() {
    let declared = declared();
    for language in languages() {
        for (name, arguments) in &declared {
            for number in [0, 1, 2, 1000] {
                let value = || FluentValue::from(number);
                let told: FluentArgs<'_> = arguments.iter().map(|name| (name.as_str(), value())).collect();
                let said = language.say(name, Some(&told));
                assert!(said.is_some_and(|said| !said.is_empty()), "{}: {name}", language.code);
            }
        }
    }
}

#[test]
fn the_users_language_is_spoken_and_english_where_it_is_unknown() {
    let check = |chosen: Option<&str>, preferred: &[&str], expected: &str| {
        let preferred: Vec<String> = preferred.iter().map(|code| (*code).to_owned()).collect();
        choose_language(chosen, &preferred);
        assert_eq!(language::plain("language_name"), expected, "{chosen:?} {preferred:?}");
    };
    check(None, &[], "English");
    check(None, &["de_AT.UTF-8"], "Deutsch");
    check(None, &["xx", "de"], "Deutsch");
    check(None, &["C", ""], "English");
    check(Some("en"), &["de"], "English");
    check(Some("gone"), &["de-DE"], "Deutsch");
    assert_eq!(languages()[0].code, FALLBACK);
}

#[test]
fn german_counts_and_numbers_are_german() {
    choose_language(Some("de"), &[]);
    assert_eq!(groups_found(1), "1 Gruppe");
    assert_eq!(groups_found(1204), "1.204 Gruppen");
    assert!(row_name("a", 2, 1, 0.034).ends_with("Abstand 0,034"));
    assert_eq!([0.034, 0.2, 0.5].map(closeness), ["fast identisch", "nah", "entfernt ähnlich"]);
    assert_eq!(within(&[marked_state(), suggested_state()]), "vorgemerkt, zum Entfernen vorgeschlagen");
    assert_eq!(super::super::numbers::bytes(3_240_000), "3,2 MB");
    assert_eq!(super::super::numbers::date("2024-05-01 12:03:59"), "1. Mai 2024, 12:03");
}

#[test]
fn photos_of_one_name_are_told_apart_by_their_folders() {
    let beside = |one: &str, other: &str| name_beside(Path::new(one), Path::new(other));
    assert_eq!(beside("/a/phone/1.jpg", "/a/camera/2.jpg"), "1.jpg");
    assert_eq!(beside("/a/phone/1.jpg", "/a/camera/1.jpg"), "phone/1.jpg");
    assert_eq!(beside("/a/phone/2019/1.jpg", "/a/1.jpg"), "phone/2019/1.jpg");
    assert_eq!(beside("/a/1.jpg", "/a/phone/2019/1.jpg"), "a/1.jpg");
    assert_eq!(beside("/a/1.jpg", "/a/1.jpg"), "1.jpg");
}
