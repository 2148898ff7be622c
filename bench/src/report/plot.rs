//! Plots as SVG.

use crate::figures::Plot;
use anyhow::{Result, anyhow};
use plotters::prelude::*;

const SIZE: (u32, u32) = (960, 400);
const MARGIN: u32 = 14;
/// Space for the scale on the left.
const SCALE: u32 = 64;
/// Space for the lines' names on the right.
const NAMES: u32 = 280;
/// Line colours. There must be as many as lines, because a repeated colour is ambiguous.
const COLOURS: [RGBColor; 9] = [
    RGBColor(0x1f, 0x5f, 0xa8),
    RGBColor(0xc2, 0x55, 0x1b),
    RGBColor(0x3a, 0x8a, 0x4d),
    RGBColor(0x8a, 0x3d, 0x8f),
    RGBColor(0x70, 0x70, 0x70),
    RGBColor(0xb0, 0x8a, 0x00),
    RGBColor(0x00, 0x9a, 0xa6),
    RGBColor(0xe0, 0x5c, 0x93),
    RGBColor(0x1a, 0x1a, 0x1a),
];

/// Draws the plot as an SVG document.
pub(super) fn draw(plot: &Plot) -> Result<String> {
    let mut text = String::new();
    draw_into(plot, &mut text).map_err(|error| anyhow!("{} cannot be plotted: {error}", plot.name))?;
    Ok(text)
}

fn draw_into(plot: &Plot, text: &mut String) -> Result<(), Box<dyn std::error::Error>> {
    let area = SVGBackend::with_string(text, SIZE).into_drawing_area();
    area.fill(&WHITE)?;
    let (across, up) = (range(plot, |point| point.0), range(plot, |point| point.1));
    let mut chart = ChartBuilder::on(&area)
        .caption(&plot.title, ("sans-serif", 18))
        .margin(MARGIN)
        .margin_right(NAMES)
        .x_label_area_size(42)
        .y_label_area_size(SCALE)
        .build_cartesian_2d((across.0..across.1).log_scale(), (up.0..up.1).log_scale())?;
    chart
        .configure_mesh()
        .light_line_style(WHITE)
        .x_desc(&plot.across)
        .y_desc(&plot.up)
        .x_label_formatter(&label)
        .y_label_formatter(&label)
        .draw()?;
    for (line, colour) in plot.lines.iter().zip(COLOURS.iter().cycle()) {
        chart.draw_series(LineSeries::new(line.points.iter().copied(), colour.stroke_width(2)))?;
        chart.draw_series(line.points.iter().map(|point| Circle::new(*point, 3, colour.filled())))?;
    }
    for ((line, colour), row) in plot.lines.iter().zip(COLOURS.iter().cycle()).zip(1..) {
        let (left, height) = (i32::try_from(SIZE.0 - NAMES)?, 40 + 18 * row);
        area.draw(&PathElement::new([(left, height), (left + 18, height)], colour.stroke_width(2)))?;
        area.draw(&Text::new(line.name.as_str(), (left + 26, height - 5), ("sans-serif", 12)))?;
    }
    area.present()?;
    Ok(())
}

/// Range of the values on an axis, with a margin.
fn range(plot: &Plot, axis: impl Fn(&(f64, f64)) -> f64) -> (f64, f64) {
    let values = || plot.lines.iter().flat_map(|line| &line.points).map(&axis).filter(|value| *value > 0.0);
    let (least, most) = (values().fold(f64::INFINITY, f64::min), values().fold(0.0, f64::max));
    if least > most { (0.1, 1.0) } else { (least / 1.5, most * 1.5) }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the plotting library passes it so")]
fn label(value: &f64) -> String {
    if *value >= 1.0 { format!("{value:.0}") } else { format!("{value}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Line;

    fn plot(lines: Vec<Line>) -> Plot {
        let word = |text: &str| text.to_owned();
        Plot { name: word("p"), title: word("Waiting"), across: word("clients"), up: word("ms"), lines }
    }

    #[test]
    fn plot_without_lines_is_valid() {
        assert!(draw(&plot(Vec::new())).unwrap().contains("</svg>"));
    }

    #[test]
    fn every_line_is_named() {
        let mut lines = Vec::new();
        for (name, point) in [("ours", (1.0, 2.0)), ("theirs", (1.0, 5.0)), ("ours", (8.0, 3.0))] {
            Line::extend(&mut lines, name, point);
        }
        assert_eq!(lines.len(), 2);
        let drawn = draw(&plot(lines)).unwrap();
        assert!(["ours", "theirs", "Waiting", "clients"].iter().all(|name| drawn.contains(name)));
    }
}
