//! The history: every removal there was, what became of each photo of it, and the way to put them back.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::task::Poll;

use egui::{CentralPanel, Color32, Frame, Label, Margin, Panel, ScrollArea, Sense, Ui, WidgetInfo, vec2};
use lucide_icons::Icon;

use super::controls::{button, empty_page, icon_text_button, paint_row, sign};
use super::pictures::Store;
use super::receipts::{self, Reach, ReceiptPictures};
use super::theme::{self, palette};
use super::{Action, dialogs, keys, numbers, text};
use crate::job::Job;
use crate::progress::Progress;
use crate::removal::{Damaged, Entry, History, Lies, Moved, Receipt};

const ROW: f32 = 58.0;
const LIST: f32 = 300.0;

/// What the journals tell.
type Told = (Vec<Receipt>, Vec<Damaged>);

/// The state of the page.
pub struct HistoryPage {
    reading: Option<Job<Told>>,
    receipts: Vec<Receipt>,
    damaged: Vec<Damaged>,
    problem: Option<String>,
    selected: usize,
    history: History,
    /// Which photos of a receipt are still where they were moved to is being found out.
    looking: Option<(String, Job<BTreeSet<usize>>)>,
    /// The same, by the names of the receipts.
    within_reach: BTreeMap<String, BTreeSet<usize>>,
    store: Option<Store>,
    /// Those of the selected receipt.
    pictures: Option<ReceiptPictures>,
}

impl HistoryPage {
    /// Reads the history.
    pub fn open(ctx: &egui::Context, history: &History, store: Option<Store>) -> Self {
        let mut page = Self {
            reading: None,
            receipts: Vec::new(),
            damaged: Vec::new(),
            problem: None,
            selected: 0,
            history: history.clone(),
            looking: None,
            within_reach: BTreeMap::new(),
            store,
            pictures: None,
        };
        page.read(ctx, history);
        page
    }

    /// Reads it once more.
    pub fn read(&mut self, ctx: &egui::Context, history: &History) {
        let (wake, history) = (ctx.clone(), history.clone());
        let job = Job::start("history", move || wake.request_repaint(), move |_| Ok(history.receipts()?));
        self.problem = job.as_ref().err().map(text::no_thread);
        self.reading = job.ok();
    }

    /// Takes over what was read and found out.
    pub fn poll(&mut self, ctx: &egui::Context) {
        self.poll_reading();
        if let Some((id, job)) = &self.looking
            && let Poll::Ready(found) = job.poll()
        {
            self.within_reach.insert(id.clone(), found.unwrap_or_default());
            self.looking = None;
        }
        let Some(receipt) = self.receipts.get(self.selected) else { return };
        let asked = self.looking.as_ref().is_some_and(|(id, _)| *id == receipt.id);
        if !asked && !self.within_reach.contains_key(&receipt.id) {
            self.looking = look(ctx, receipt, &self.history).map(|job| (receipt.id.clone(), job));
        }
    }

    fn poll_reading(&mut self) {
        let Some(Poll::Ready(told)) = self.reading.as_ref().map(Job::poll) else { return };
        self.reading = None;
        match told {
            Ok((receipts, damaged)) => {
                (self.receipts, self.damaged) = (receipts, damaged);
                self.within_reach.clear();
                self.looking = None;
                self.pictures = None;
            }
            Err(crate::progress::Stop::Failed(error)) => self.problem = Some(text::failure(&error)),
            Err(crate::progress::Stop::Cancelled) => {}
        }
        self.selected = self.selected.min(self.receipts.len().saturating_sub(1));
    }

    /// All of it is read, and there was no removal.
    fn is_empty(&self) -> bool {
        self.receipts.is_empty() && self.reading.is_none()
    }

    fn quarantined_bytes(&self) -> u64 {
        self.receipts.iter().map(Receipt::quarantined_bytes).sum()
    }
}

/// Looks which photos of a receipt are still where they were moved to; a drive may take long to answer.
fn look(ctx: &egui::Context, receipt: &Receipt, history: &History) -> Option<Job<BTreeSet<usize>>> {
    let (wake, receipt, disk) = (ctx.clone(), receipt.clone(), Arc::clone(history.disk()));
    let look = move |_: &Progress| {
        let there: BTreeSet<PathBuf> =
            receipt.within_reach(&*disk).map(|entry| entry.removal.goes.path.clone()).collect();
        let entries = receipt.entries.iter().enumerate();
        let is_there = |(at, entry): (usize, &Entry)| there.contains(&entry.removal.goes.path).then_some(at);
        Ok(entries.filter_map(is_there).collect())
    };
    Job::start("history", move || wake.request_repaint(), look).ok()
}

/// Draws the page.
pub fn ui(ui: &mut Ui, page: &mut HistoryPage) -> Option<Action> {
    let frame = Frame::new().fill(palette(ui).panel).inner_margin(Margin::symmetric(20, 14));
    Panel::top("history-head").frame(frame).resizable(false).show(ui, |ui| head(ui, page));
    let foot = Panel::bottom("history-foot").frame(frame).resizable(false);
    let back = foot.show(ui, |ui| button(ui, text::back()).clicked()).inner;
    let window = Frame::new().fill(palette(ui).window).inner_margin(Margin::symmetric(20, 10));
    if page.is_empty() {
        let middle = CentralPanel::no_frame().frame(window);
        middle.show(ui, |ui| {
            empty_page(ui, Icon::History, [text::history_empty(), text::history_empty_help()])
        });
        return (back || keys::escaped(ui.ctx())).then_some(Action::LeaveHistory);
    }
    let list = Panel::left("history-list").frame(frame).exact_size(LIST).resizable(false);
    list.show(ui, |ui| list_ui(ui, page));
    let action = CentralPanel::no_frame().frame(window).show(ui, |ui| {
        let receipt = page.receipts.get(page.selected)?;
        let known = page.pictures.take().filter(|pictures| pictures.are_of(receipt));
        let anew = || ReceiptPictures::new(ui.ctx(), receipt, page.store.as_ref());
        let pictures = page.pictures.insert(known.unwrap_or_else(anew));
        receipt_ui(ui, (receipt, pictures), page.within_reach.get(&receipt.id))
    });
    if back || keys::escaped(ui.ctx()) { Some(Action::LeaveHistory) } else { action.inner }
}

fn head(ui: &mut Ui, page: &HistoryPage) {
    ui.heading(text::history());
    let said = match (page.reading.is_some(), page.receipts.len()) {
        (true, 0) => text::history_reading().to_owned(),
        (false, 0) => return problems(ui, page),
        (_, removals) => match page.quarantined_bytes() {
            0 => text::history_summary(removals),
            size => format!("{} {}", text::history_summary(removals), text::history_quarantined(size)),
        },
    };
    ui.add(Label::new(theme::weak(ui, said)).wrap());
    problems(ui, page);
}

fn problems(ui: &mut Ui, page: &HistoryPage) {
    let damaged = page.damaged.iter().map(|damaged| text::history_error(&damaged.reason));
    let problems = page.problem.iter().cloned().chain(damaged);
    for problem in problems {
        ui.horizontal(|ui| {
            sign(ui, Icon::TriangleAlert, theme::BODY, palette(ui).goes);
            ui.label(problem);
        });
    }
}

fn list_ui(ui: &mut Ui, page: &mut HistoryPage) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let selected = page.selected;
    let receipts = &page.receipts;
    let rows = ScrollArea::vertical().auto_shrink(false);
    let clicked = rows.show_rows(ui, ROW, receipts.len(), |ui, range| {
        let mut clicked = None;
        for at in range {
            if list_row(ui, &receipts[at], (at == selected).then(|| palette(ui).selected)) {
                clicked = Some(at);
            }
        }
        clicked
    });
    page.selected = clicked.inner.unwrap_or(selected);
}

fn list_row(ui: &mut Ui, receipt: &Receipt, selected: Option<Color32>) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let date = numbers::moment(receipt.begun);
    let line = match receipt.removed().count() {
        0 => text::receipt_line_nothing(receipt.entries.len()),
        photos => text::receipt_line(photos, receipt.freed_bytes()),
    };
    response.widget_info(|| {
        WidgetInfo::selected(egui::Role::Button, true, selected.is_some(), text::removal_of(&date, &line))
    });
    paint_row(ui, &response, rect.shrink2(vec2(0.0, 2.0)), selected);
    let inside = rect.shrink2(vec2(12.0, 8.0));
    let ui = &mut ui.new_child(egui::UiBuilder::new().max_rect(inside));
    ui.spacing_mut().item_spacing.y = 3.0;
    ui.add(Label::new(theme::strong(date)).truncate());
    ui.add(Label::new(theme::small(ui, line)).truncate());
    response.clicked()
}

/// `within_reach`: the photos that are still where they were moved to, once that is known.
fn receipt_ui(
    ui: &mut Ui,
    (receipt, pictures): (&Receipt, &mut ReceiptPictures),
    within_reach: Option<&BTreeSet<usize>>,
) -> Option<Action> {
    let mut action = None;
    let reach = |at: usize| match within_reach {
        Some(entries) if entries.contains(&at) => Reach::There,
        Some(_) => Reach::Gone,
        None => Reach::Unknown,
    };
    ui.horizontal(|ui| {
        ui.label(theme::strong(text::receipt_name(&receipt.id)));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if within_reach.is_some_and(|entries| !entries.is_empty()) {
                if icon_text_button(ui, Icon::Undo2, text::undo()).clicked() {
                    action = Some(Action::Undo(receipt.id.clone()));
                }
                if let Some(moved) = quarantined(receipt)
                    && icon_text_button(ui, Icon::FolderOpen, text::show_quarantine()).clicked()
                {
                    dialogs::reveal(&moved.to);
                }
            }
        });
    });
    if receipt.quarantined_bytes() > 0 {
        let said = text::quarantine_help(receipt.quarantined_bytes());
        ui.add(Label::new(theme::weak(ui, said)).wrap());
    }
    ui.add_space(theme::GAP);
    let entry = receipts::rows(ui, (receipt, pictures), None, reach);
    entry.map(|entry| Action::UndoOne(receipt.id.clone(), entry)).or(action)
}

fn quarantined(receipt: &Receipt) -> Option<&Moved> {
    receipt.entries.iter().flat_map(|entry| &entry.moved).find(|moved| moved.lies() == Lies::InQuarantine)
}
