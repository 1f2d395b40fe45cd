//! The languages of the window, and the one it speaks. The files in `languages/` are part of the program; each
//! is read once, when the first word is needed.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;
use std::path::Path;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use include_dir::{Dir, include_dir};

use super::super::numbers;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/ui/text/languages");

/// Spoken where the user's languages are all unknown, and where a message is missing in another language.
pub(super) const FALLBACK: &str = "en";

static LANGUAGES: OnceLock<Vec<Language>> = OnceLock::new();

thread_local! {
    /// The language of the window that this thread draws: its place in [`languages`].
    static SPOKEN: Cell<usize> = const { Cell::new(0) };
}

/// A language, with everything that is said in it.
pub struct Language {
    /// Its code, as `de` or `pt-BR`.
    pub code: &'static str,
    bundle: FluentBundle<FluentResource>,
    /// The messages without arguments, ready to be drawn.
    plain: HashMap<String, String>,
}

impl Language {
    /// What its speakers call it.
    pub fn name(&self) -> &str {
        self.plain.get("language_name").map_or(self.code, String::as_str)
    }

    /// `None` if `code` is no language's; a message that cannot be read is left out.
    fn read((code, text): (&'static str, &'static str)) -> Option<Self> {
        let resource = match FluentResource::try_new(text.to_owned()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                log::error!("the language file {code} has mistakes: {errors:?}");
                resource
            }
        };
        let names: Vec<String> = resource.entries().filter_map(message_name).collect();
        let mut bundle = FluentBundle::new_concurrent(vec![code.parse().ok()?]);
        // Marks of direction around what is filled in would be drawn as empty boxes.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(count));
        bundle.add_resource_overriding(resource);
        let mut language = Self { code, bundle, plain: HashMap::new() };
        for name in names {
            if let Some(words) = language.say(&name, None) {
                language.plain.insert(name, words);
            }
        }
        Some(language)
    }

    /// The message with its arguments filled in; `None` if there is no such message or an argument lacks.
    pub(super) fn say(&self, name: &str, arguments: Option<&FluentArgs<'_>>) -> Option<String> {
        let pattern = self.bundle.get_message(name)?.value()?;
        let mut errors = Vec::new();
        let words = self.bundle.format_pattern(pattern, arguments, &mut errors);
        errors.is_empty().then(|| Cow::into_owned(words))
    }
}

/// Counts are written as the language writes them.
fn count<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(numbers::count(number.value as u64)),
        _ => None,
    }
}

fn message_name(entry: &fluent_syntax::ast::Entry<&str>) -> Option<String> {
    match entry {
        fluent_syntax::ast::Entry::Message(message) => Some(message.id.name.to_owned()),
        _ => None,
    }
}

/// Codes of the languages and what stands in their files.
pub(super) fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.files().filter_map(|file| Some((file.path().file_stem()?.to_str()?, file.contents_utf8()?)))
}

/// All languages, the fallback first.
pub fn languages() -> &'static [Language] {
    LANGUAGES.get_or_init(|| {
        let mut languages: Vec<Language> = files().filter_map(Language::read).collect();
        languages.sort_by_key(|language| (language.code != FALLBACK, language.code));
        languages
    })
}

/// Speaks the language with the code `chosen`, else the first of `preferred` that there is; they may name a
/// country too. Holds for this thread, which is the one that draws the window.
pub fn choose_language(chosen: Option<&str>, preferred: &[String]) {
    let wanted = chosen.into_iter().chain(preferred.iter().map(String::as_str));
    SPOKEN.set(wanted.into_iter().find_map(find).unwrap_or(0));
}

/// A language, for what is worded on other threads than the one that draws the window.
#[derive(Debug, Clone, Copy)]
pub struct Spoken(usize);

/// The language of this thread.
pub fn spoken() -> Spoken {
    Spoken(SPOKEN.get())
}

impl Spoken {
    /// What `words` returns when it speaks this language.
    pub fn speak<R>(self, words: impl FnOnce() -> R) -> R {
        let before = SPOKEN.replace(self.0);
        let said = words();
        SPOKEN.set(before);
        said
    }
}

/// The place of the language that a locale such as `de_AT.UTF-8` asks for.
fn find(locale: &str) -> Option<usize> {
    let parts =
        |text: &str| -> Vec<String> { text.split(['-', '_', '.', '@']).map(str::to_lowercase).collect() };
    let wanted = parts(locale);
    let known = |language: &Language| parts(language.code);
    let exact = languages().iter().position(|language| wanted.starts_with(&known(language)));
    exact.or_else(|| languages().iter().position(|language| known(language)[0] == wanted[0]))
}

/// A message without arguments in the language of this thread.
pub(super) fn plain(name: &'static str) -> &'static str {
    let languages = languages();
    let spoken = [languages.get(SPOKEN.get()), languages.first()];
    let words = spoken.into_iter().flatten().find_map(|language| language.plain.get(name));
    words.map_or(name, String::as_str)
}

/// A message with its arguments in the language of this thread.
pub(super) fn with<const N: usize>(
    name: &'static str,
    arguments: [(&'static str, FluentValue<'static>); N],
) -> String {
    let languages = languages();
    let arguments = FluentArgs::from_iter(arguments);
    let spoken = [languages.get(SPOKEN.get()), languages.first()];
    let words = spoken.into_iter().flatten().find_map(|language| language.say(name, Some(&arguments)));
    words.unwrap_or_else(|| name.to_owned())
}

/// What a message can be told.
pub(super) trait Argument {
    /// As the files of the languages see it: a number they can ask about, or words.
    fn value(self) -> FluentValue<'static>;
}

impl Argument for usize {
    fn value(self) -> FluentValue<'static> {
        FluentValue::from(self)
    }
}

impl Argument for u64 {
    fn value(self) -> FluentValue<'static> {
        FluentValue::from(self)
    }
}

impl Argument for u32 {
    fn value(self) -> FluentValue<'static> {
        FluentValue::from(self)
    }
}

impl Argument for String {
    fn value(self) -> FluentValue<'static> {
        FluentValue::from(self)
    }
}

impl Argument for &str {
    fn value(self) -> FluentValue<'static> {
        FluentValue::from(self.to_owned())
    }
}

impl Argument for &Path {
    fn value(self) -> FluentValue<'static> {
        FluentValue::from(self.display().to_string())
    }
}

impl Argument for &std::io::Error {
    fn value(self) -> FluentValue<'static> {
        FluentValue::from(super::system(&self.to_string()))
    }
}
