//! Figures of Plotly.

use crate::{
    chart::Chart,
    drawing::{Axis, BoxFigures, Drawing, Scale, Series},
};
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// The angle of the labels of categories in degrees.
const ANGLE: i32 = -45;

impl Chart {
    /// The chart as a figure of Plotly (`data` and `layout`, schema of plotly.js 2 and 3). Its numbers are those of the drawing: Plotly
    /// computes nothing from rows.
    ///
    /// Plotly reads texts as HTML: names and values of the table are escaped.
    #[must_use]
    pub fn to_plotly(&self) -> Value {
        let data: Vec<Value> = self.chart.series.iter().map(|series| trace(series, &self.chart)).collect();
        json!({ "data": data, "layout": layout(self) })
    }
}

fn layout(chart: &Chart) -> Value {
    let drawing = &chart.chart;
    let has_marginal = drawing.series.iter().any(|series| matches!(series, Series::Box { is_marginal: true, .. }));
    let mut layout = Map::new();
    let mut put = |key: &str, value: Value| {
        layout.insert(key.to_owned(), value);
    };
    let mut y = axis(&drawing.y);
    if has_marginal {
        y = joined(y, json!({ "domain": [0.0, 0.82] }));
        put("yaxis2", json!({ "domain": [0.86, 1.0], "showticklabels": false, "type": "category" }));
    } else if let Some(second) = &drawing.y2 {
        let second = joined(axis(second), json!({ "overlaying": "y", "side": "right", "showgrid": false }));
        put("yaxis2", second);
    }
    put("title", json!({ "text": escaped(&chart.title) }));
    put("xaxis", axis(&drawing.x));
    put("yaxis", y);
    put("showlegend", json!(drawing.series.len() > 1 && !has_marginal));
    if drawing.series.iter().any(|series| matches!(series, Series::Bins { .. })) {
        put("barmode", json!("overlay"));
        put("bargap", json!(0));
    }
    if let Some(notice) = &drawing.notice {
        let text = escaped(notice);
        let place = json!({ "xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5, "showarrow": false, "text": text });
        put("annotations", json!([place]));
    }
    Value::Object(layout)
}

fn axis(axis: &Axis) -> Value {
    let figure = json!({ "title": { "text": escaped(&axis.label) } });
    joined(
        figure,
        match axis.scale {
            Scale::Linear => json!({ "type": "linear" }),
            Scale::Category => json!({ "type": "category", "tickangle": ANGLE }),
        },
    )
}

/// An object with the members of another one.
fn joined(mut object: Value, other: Value) -> Value {
    if let (Value::Object(object), Value::Object(other)) = (&mut object, other) {
        object.extend(other);
    }
    object
}

fn trace(series: &Series, drawing: &Drawing) -> Value {
    match series {
        Series::Bins { name, color, opacity, edges, counts, densities } => {
            let pairs = || edges.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?)));
            let centres: Vec<f64> = pairs().map(|(from, to)| from + (to - from) / 2.0).collect();
            let widths: Vec<f64> = pairs().map(|(from, to)| to - from).collect();
            let heights = if densities.is_empty() { json!(counts) } else { json!(densities) };
            json!({
                "type": "bar", "name": escaped(name), "x": centres, "y": heights, "width": widths,
                "marker": { "color": color }, "opacity": opacity,
            })
        }
        Series::Bars { name, color, counts } => json!({
            "type": "bar", "name": escaped(name), "x": categories(drawing), "y": counts, "marker": { "color": color },
        }),
        Series::Line { name, color, is_second, x, y } => {
            let (places, mode) =
                if x.is_empty() { (json!(categories(drawing)), "lines+markers") } else { (json!(x), "lines") };
            json!({
                "type": "scatter", "mode": mode, "name": escaped(name), "x": places, "y": y,
                "line": { "color": color }, "yaxis": if *is_second { "y2" } else { "y" },
            })
        }
        Series::Points { name, color, opacity, x, y, .. } => json!({
            "type": "scatter", "mode": "markers", "name": escaped(name), "x": x, "y": y,
            "marker": { "color": color, "opacity": opacity },
        }),
        Series::Box { name, color, is_marginal, figures } => box_trace(name, color, *is_marginal, figures),
    }
}

fn box_trace(name: &str, color: &str, is_marginal: bool, figures: &BoxFigures) -> Value {
    let trace = json!({
        "type": "box", "name": escaped(name), "marker": { "color": color }, "boxpoints": "outliers",
        "q1": [figures.q1], "median": [figures.median], "q3": [figures.q3], "mean": [figures.mean],
        "lowerfence": [figures.lower_whisker], "upperfence": [figures.upper_whisker],
    });
    let (outliers, place) = (json!([figures.outliers]), json!([escaped(name)]));
    if is_marginal {
        joined(trace, json!({ "orientation": "h", "yaxis": "y2", "x": outliers, "y": place }))
    } else {
        joined(trace, json!({ "x": place, "y": outliers }))
    }
}

/// The labels of the categories. Plotly joins equal ones to one bar: these get a number.
fn categories(drawing: &Drawing) -> Vec<String> {
    let mut taken: HashSet<String> = HashSet::new();
    let mut labels = Vec::with_capacity(drawing.x.categories.len());
    for category in &drawing.x.categories {
        let mut label = escaped(category);
        let mut number = 2;
        while !taken.insert(label.clone()) {
            label = escaped(&format!("{category} ({number})"));
            number += 1;
        }
        labels.push(label);
    }
    labels
}

/// A text without effect in HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
