//! How what the user says about folders takes effect: in the settings, and in the review on the screen at once.

use super::super::rules::{self, Rule};
use super::super::screen::Screen;
use super::super::text;
use super::super::toast::Toast;
use super::App;
use crate::photo::{Scope, SharedFindings};
use crate::review::Review;
use crate::saved::{self, Resumed};

/// What was said last about a folder, and how it was before.
pub struct LastRule {
    rule: Rule,
    /// What the review was about before.
    review: Review,
    /// The same, and the photos that were removed since.
    whole: Option<SharedFindings>,
}

impl App {
    pub(super) fn add_rule(&mut self, rule: &Rule) {
        rule.add_to(&mut self.shared.settings);
        self.save_settings();
        let Screen::Review(screen) = &self.screen else { return };
        let (review, whole) = (screen.review().clone(), self.whole.clone());
        let now = rules::applied(&self.shared.settings, review.findings());
        let left_out = review.findings().photos.len() - now.photos.len();
        self.review_anew(&now);
        // What was removed can be put back after this as before.
        self.whole = whole.as_ref().map(|whole| rules::applied(&self.shared.settings, whole));
        self.last_rule = Some(LastRule { rule: rule.clone(), review, whole });
        self.toasts.show(&self.ctx, Toast::about_rule(&text::rule_added(rule, left_out)));
    }

    pub(super) fn drop_rule(&mut self, rule: &Rule) {
        rule.take_from(&mut self.shared.settings);
        self.save_settings();
    }

    pub(super) fn take_back_rule(&mut self) {
        let Some(LastRule { rule, review: before, whole }) = self.last_rule.take() else { return };
        self.drop_rule(&rule);
        let Screen::Review(screen) = &self.screen else { return };
        let now = (screen.review(), &screen.whereabouts());
        let review = rules::taken_back(&before, now);
        self.open_anew(review);
        self.whole = whole;
    }

    pub(super) fn set_scope(&mut self, scope: Scope) {
        self.shared.settings.set_scope(scope);
        self.save_settings();
    }

    /// Opens the review on the screen anew, about these findings of the same photos or some of them.
    fn review_anew(&mut self, findings: &SharedFindings) {
        let Screen::Review(screen) = &self.screen else { return };
        let carried = saved::carry_over(&[], screen.review(), &screen.whereabouts(), findings);
        self.open_anew(carried);
    }

    fn open_anew(&mut self, carried: Resumed) {
        // What is left out is not lost.
        let carried = Resumed { vanished: Vec::new(), ..carried };
        if let Some(session) = &mut self.session {
            session.replace(&carried);
        }
        self.take_up(carried);
    }
}
