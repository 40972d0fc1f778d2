//! How cells look: what tomscan says, what has ended, and what people fill in.
//!
//! Text bears the mark "quote prefix": without it a spreadsheet would look for a formula, a number or a date as soon as somebody
//! enters the cell and leaves it. Commands do without, so that they can be copied from the formula bar.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

const HEAD: Color = Color::RGB(0x1F_3A_5F);
const HEAD_OF_PEOPLE: Color = Color::RGB(0xFF_C0_00);
const FIELD_OF_PEOPLE: Color = Color::RGB(0xFF_F6_DA);
const LINE: Color = Color::RGB(0xBF_BF_BF);
const FAINT: Color = Color::RGB(0x59_59_59);

/// Numbers and dates read the same in both languages.
const DATE: &str = "yyyy-mm-dd";
const TIME: &str = "yyyy-mm-dd hh:mm \"UTC\"";

/// All formats of a workbook.
pub(super) struct Style {
    pub(super) head: Format,
    pub(super) head_of_people: Format,
    pub(super) told: Told,
    pub(super) ended: Told,
    pub(super) field: Format,
    pub(super) date_field: Format,
    pub(super) note: Format,
    pub(super) prose: Format,
    pub(super) title: Format,
    pub(super) heading: Format,
}

/// Formats of what tomscan says.
pub(super) struct Told {
    pub(super) text: Format,
    pub(super) command: Format,
    pub(super) number: Format,
    pub(super) date: Format,
    pub(super) time: Format,
}

impl Style {
    pub(super) fn new() -> Self {
        let cell = || Format::new().set_font_size(10).set_align(FormatAlign::Top).set_text_wrap();
        let lined = || cell().set_border(FormatBorder::Thin).set_border_color(LINE);
        let head = || lined().set_bold();
        let field = || lined().set_background_color(FIELD_OF_PEOPLE);
        Self {
            head: head().set_background_color(HEAD).set_font_color(Color::White),
            head_of_people: head().set_background_color(HEAD_OF_PEOPLE),
            told: Told::of(lined),
            ended: Told::of(|| lined().set_font_color(FAINT).set_italic()),
            field: field(),
            date_field: field().set_num_format(DATE),
            note: cell().set_bold().unset_text_wrap().set_quote_prefix(),
            prose: cell().set_quote_prefix(),
            title: Format::new().set_bold().set_font_size(14).set_quote_prefix(),
            heading: Format::new().set_bold().set_font_size(11).set_quote_prefix(),
        }
    }
}

impl Told {
    fn of(cell: impl Fn() -> Format) -> Self {
        Self {
            text: cell().set_quote_prefix(),
            command: cell(),
            number: cell().set_align(FormatAlign::Center),
            date: cell().set_num_format(DATE).set_align(FormatAlign::Left),
            time: cell().set_num_format(TIME).set_align(FormatAlign::Left),
        }
    }
}
