//! What a bundle says about its model, for a reader at a terminal.

use sisuiq_accidents::{IntervalMetadata, Language, Metadata, Predictor, Quality, Rows};

/// The description of a model in lines.
pub(crate) fn card(predictor: &Predictor) -> String {
    let metadata = predictor.metadata();
    let Metadata { version, source, model, years, cut_offs, .. } = metadata;
    let [moderate, serious, very_serious] = cut_offs.values();
    let kind = if metadata.demo { "demo model, trained on invented accidents" } else { "model" };
    let mut lines = vec![
        format!("version      {version} ({kind})"),
        format!("data         {}, {}–{}", source.english, years.first, years.last),
        format!("file         {} bytes, SHA-256 {}", model.bytes, model.sha256),
        format!("classes      경미 < {moderate} ≤ 일반 < {serious} ≤ 심각 < {very_serious} ≤ 매우 심각"),
    ];
    lines.extend(metadata.rows.as_ref().map(rows));
    match &metadata.interval {
        Some(interval) => lines.extend(bounds(interval)),
        None => lines.push("interval     none: it was not fitted".to_owned()),
    }
    match &metadata.quality {
        Some(quality) => lines.extend(measures(quality)),
        None => lines.push("quality      not measured".to_owned()),
    }
    lines.extend([String::new(), predictor.quality(Language::English).to_owned()]);
    lines.join("\n")
}

fn rows(rows: &Rows) -> String {
    let Rows { train, calibration, test, skipped } = rows;
    let train = if *train == 0 { "trained elsewhere".to_owned() } else { format!("{train} to learn") };
    format!("accidents    {train}, {calibration} for the interval, {test} to measure; {skipped} unusable")
}

fn bounds(interval: &IntervalMetadata) -> Vec<String> {
    let level = interval.level * 100.0;
    let title = format!("interval     {level:.0} % of accidents, as factors of ECLO + 1 by {}", interval.groups);
    let groups = interval.by_group.iter().map(|(group, own)| (group.as_str(), own)).chain([("others", &interval.all)]);
    let line = |(group, own): (&str, &sisuiq_accidents::Bounds)| {
        format!("             {group}: {:.2}–{:.2} ({} accidents)", own.lower.exp(), own.upper.exp(), own.rows)
    };
    [title].into_iter().chain(groups.map(line)).collect()
}

fn measures(quality: &Quality) -> Vec<String> {
    let Quality { rmsle, rmsle_constant, rmsle_linear, coverage, mean_width, .. } = quality;
    let groups: Vec<String> =
        quality.coverage_by_group.iter().map(|(group, share)| format!("{group} {:.1} %", share * 100.0)).collect();
    vec![
        format!("quality      RMSLE {rmsle:.4}; average {rmsle_constant:.4}, linear regression {rmsle_linear:.4}"),
        format!("coverage     {:.1} % ({}); mean width {mean_width:.1}", coverage * 100.0, groups.join(", ")),
    ]
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn card_shows_kind_and_quality() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds/accident_model");
        let card = card(&Predictor::load(Path::new(folder)).unwrap());
        for text in [
            "version      demo-1 (demo model, trained on invented accidents)\n",
            "2019–2021\n",
            "classes      경미 < 3 ≤ 일반 < 5 ≤ 심각 < 10 ≤ 매우 심각\n",
            "accidents    112000 to learn, 24000 for the interval, 24000 to measure; 0 unusable\n",
            "interval     90 % of accidents",
            "quality      RMSLE 0.4331; average 0.4387, linear regression 0.4329\n",
            "coverage     89.8 % (",
            "\n\nThis is a demo model.",
        ] {
            assert!(card.contains(text), "{text}: {card}");
        }
    }
}
