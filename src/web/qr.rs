//! QR codes as inline-ready SVG: a plain address, nothing of the question, dark on light with a quiet zone.

use fast_qr::convert::svg::SvgBuilder;
use fast_qr::convert::{Builder, Shape};
use fast_qr::{ECL, QRBuilder};

/// The code of an address, or nothing when it is too long for one.
pub(super) fn svg(address: &str, label: &str) -> Option<String> {
    let code = QRBuilder::new(address).ecl(ECL::M).build().ok()?;
    let svg = SvgBuilder::default()
        .shape(Shape::Square)
        .margin(4)
        .to_str(&code);
    let label = label.replace(['"', '<', '>', '&'], "");
    Some(svg.replacen(
        "<svg ",
        &format!("<svg role=\"img\" aria-label=\"{label}\" "),
        1,
    ))
}
