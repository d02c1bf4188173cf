//! The certificate on paper: one A4 page, landscape, the same bytes each time.

use documents::pdf::{Align, Colour, Document, Error, Face, Fonts, Meta, Role, Sheet, Style};
use kernel::{fixed_2, text};
use locale::Locale;

use crate::{Certificate, Outcome};

const GREEN: Colour = [0x0b, 0x5f, 0x57];
const APRICOT: Colour = [0xb3, 0x54, 0x1e];
const QUIET: Colour = [0x55, 0x52, 0x4b];

/// Where anybody can check the certificate: what its QR code says.
#[must_use]
pub fn check_address(address: &str, number: &str) -> String {
    format!("{address}/certificates/{number}")
}

/// The certificate as PDF/A. `words` are the Chinese messages, whatever language the reader has: the
/// paper is an official one. `address` is the site's own.
///
/// # Errors
/// When a font is missing or the writer refuses.
pub fn certificate(fonts: &Fonts, it: &Certificate, address: &str, words: &Locale) -> Result<Vec<u8>, Error> {
    let title = words.say(&text!("certificate-paper-title"));
    let mut page = Document::new(
        fonts,
        Meta {
            title: format!("{title} {}", it.written),
            author: it.institution_name.clone(),
            language: "zh-CN".to_owned(),
            created: jiff::Timestamp::from_millisecond(it.issued_at.as_millis()).unwrap_or_default(),
        },
    );
    page.page(Sheet::A4Landscape);
    frame(&mut page);
    head(&mut page, it, &title, words)?;
    body(&mut page, it, words)?;
    foot(&mut page, it, address, words)?;
    page.finish()
}

fn frame(page: &mut Document<'_>) {
    page.frame((9.0, 9.0, 279.0, 192.0), 1.4, GREEN);
    page.frame((12.0, 12.0, 273.0, 186.0), 0.3, GREEN);
    for (x, y) in [(12.0, 12.0), (279.0, 12.0), (12.0, 192.0), (279.0, 192.0)] {
        page.area((x, y, 6.0, 6.0), GREEN);
        page.area((x + 1.5, y + 1.5, 3.0, 3.0), [0xff, 0xff, 0xff]);
    }
}

fn head(page: &mut Document<'_>, it: &Certificate, title: &str, words: &Locale) -> Result<(), Error> {
    let small = Style::new(Face::Sans, 10.0).coloured(QUIET);
    let number = words.say(&text!("certificate-paper-number", number = &it.written));
    page.text((24.0, 22.0, 249.0), &number, &small.aligned(Align::Right), Role::Paragraph)?;
    let large = Style::new(Face::SerifBold, 42.0).aligned(Align::Centre).coloured(GREEN);
    page.text((24.0, 34.0, 249.0), title, &large, Role::Heading(1))?;
    page.rule((118.5, 57.0), (178.5, 57.0), 0.5, APRICOT);
    Ok(())
}

fn body(page: &mut Document<'_>, it: &Certificate, words: &Locale) -> Result<(), Error> {
    let mut running = Style::new(Face::Serif, 17.0);
    running.leading = 1.85;
    let outcome =
        if it.outcome == Outcome::Excellent { "certificate-paper-excellent" } else { "certificate-paper-passed" };
    let said = words.say(&text!(
        "certificate-paper-body",
        name = &it.person_name,
        identity = &it.identity_masked,
        from = it.opens_on.chinese(),
        until = it.closes_on.chinese(),
        project = &it.project_name,
        class = &it.class_name,
        outcome = words.t(outcome).into_owned(),
        hours = fixed_2(it.hours_x100),
    ));
    // Two empty em begin a Chinese paragraph.
    let end = page.text((34.0, 66.0, 229.0), &format!("　　{said}"), &running, Role::Paragraph)?;
    let small = Style::new(Face::Sans, 9.5).coloured(QUIET);
    let basis = words.say(&text!("certificate-paper-basis", document = &it.project_document));
    let end = page.text((34.0, end + 4.0, 229.0), &basis, &small, Role::Paragraph)?;
    // A line of its own: the number is never parted from its word.
    let filing = words.say(&text!("certificate-paper-filing", filing = &it.filing_number));
    page.text((34.0, end + 1.0, 229.0), &filing, &small, Role::Paragraph)?;
    Ok(())
}

fn foot(page: &mut Document<'_>, it: &Certificate, address: &str, words: &Locale) -> Result<(), Error> {
    let check = check_address(address, &it.number);
    let small = Style::new(Face::Sans, 9.0).coloured(QUIET);
    page.qr((34.0, 146.0, 30.0), &check, &words.t("certificate-paper-scan"))?;
    page.text((70.0, 150.0, 80.0), &words.t("certificate-paper-scan"), &small, Role::Paragraph)?;
    page.text((70.0, 157.0, 80.0), &grouped(&it.number), &Style::new(Face::SansBold, 11.0), Role::Paragraph)?;
    page.text((70.0, 165.0, 110.0), &check, &Style { size: 8.0, ..small }, Role::Paragraph)?;
    let right = Style::new(Face::Serif, 15.0).aligned(Align::Right);
    let below = page.text((140.0, 148.0, 95.0), &it.institution_name, &right, Role::Paragraph)?;
    page.text((180.0, below + 2.0, 55.0), &it.issued_on.chinese(), &right, Role::Paragraph)?;
    seal(page, words)?;
    let note = Style::new(Face::Sans, 8.0).aligned(Align::Centre).coloured(QUIET);
    page.text((24.0, 186.0, 249.0), &words.t("certificate-paper-note"), &note, Role::Paragraph)?;
    Ok(())
}

/// A square mark of registration in the look of the house; it imitates no authority's seal.
fn seal(page: &mut Document<'_>, words: &Locale) -> Result<(), Error> {
    page.frame((240.0, 148.0, 24.0, 24.0), 0.9, APRICOT);
    page.frame((241.6, 149.6, 20.8, 20.8), 0.25, APRICOT);
    let style = Style::new(Face::SerifBold, 17.0).aligned(Align::Centre).coloured(APRICOT);
    page.text((240.0, 151.0, 24.0), &words.t("certificate-paper-seal-1"), &style, Role::Ornament)?;
    page.text((240.0, 160.0, 24.0), &words.t("certificate-paper-seal-2"), &style, Role::Ornament)?;
    Ok(())
}

/// Eighteen digits in threes, for reading aloud.
fn grouped(number: &str) -> String {
    let digits: Vec<char> = number.chars().collect();
    digits.chunks(3).map(|three| three.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
