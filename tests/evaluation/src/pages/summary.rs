//! Page recall over questions, beside the prototype's.

use super::{
    collection::Question,
    recall::{DEPTHS, Places, Scope},
};
use crate::figures::{Figure, mean};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The page recall of all answerable questions, and of each benchmark, language and kind.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    /// The groups; the first one has all questions.
    pub groups: Vec<Group>,
}

/// The page recall of some questions.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// The name.
    pub name: String,
    /// For each scope and depth the product's recall.
    pub product: Vec<Figure>,
    /// The prototype's recall, in the same order.
    pub prototype: Vec<Figure>,
    /// The product's recall minus the prototype's, in the same order.
    pub differences: Vec<Difference>,
}

/// A paired difference of two recalls.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// The value.
    pub value: f64,
    /// The 95 % confidence interval, from the variance of the questions' differences.
    pub interval: (f64, f64),
}

impl Summary {
    /// Computes the recall of the answerable questions. `prototype` is empty if it did not run.
    #[must_use]
    pub fn of(
        questions: &[Question],
        product: &BTreeMap<String, Places>,
        prototype: &BTreeMap<String, Places>,
    ) -> Self {
        let answerable: Vec<&Question> = questions.iter().filter(|question| !question.pages.is_empty()).collect();
        let mut groups = vec![Group::of("all", &answerable, product, prototype)];
        for traits in [Question::set_name as fn(&Question) -> Option<String>, Question::language, Question::kind_name] {
            let names: BTreeSet<String> = answerable.iter().filter_map(|question| traits(question)).collect();
            for name in names.iter().filter(|_| names.len() > 1) {
                let some: Vec<&Question> =
                    answerable.iter().copied().filter(|question| traits(question).as_ref() == Some(name)).collect();
                groups.push(Group::of(name, &some, product, prototype));
            }
        }
        Self { groups }
    }

    /// The figures of all questions, for a baseline.
    #[must_use]
    pub fn quality(&self) -> &[Figure] {
        self.groups.first().map_or(&[], |group| &group.product)
    }

    /// The figures as Markdown, for people.
    #[must_use]
    pub fn markdown(&self) -> String {
        let head = "| questions | pages of | of | @1 | @3 | @8 | @50 |\n|---|---|---:|---:|---:|---:|---:|\n";
        head.to_owned() + &self.groups.iter().map(Group::rows).collect::<String>()
    }
}

impl Group {
    fn of(
        name: &str,
        questions: &[&Question],
        product: &BTreeMap<String, Places>,
        prototype: &BTreeMap<String, Places>,
    ) -> Self {
        let found = |places: &BTreeMap<String, Places>, question: &Question, scope, depth| {
            places.get(&question.id).is_some_and(|places| places.is_within(scope, depth))
        };
        let each = || Scope::ALL.into_iter().flat_map(|scope| DEPTHS.map(|depth| (scope, depth)));
        let recalls = |places: &BTreeMap<String, Places>| -> Vec<Figure> {
            each()
                .map(|(scope, depth)| {
                    let part = questions.iter().filter(|question| found(places, question, scope, depth)).count();
                    Figure::share(&format!("page recall@{depth}, {}", scope.name()), part, questions.len())
                })
                .collect()
        };
        let difference = |(scope, depth)| {
            let of = |question: &&Question| {
                let [ours, theirs] = [product, prototype].map(|places| found(places, question, scope, depth));
                f64::from(i8::from(ours) - i8::from(theirs))
            };
            Difference::of(&questions.iter().map(of).collect::<Vec<_>>())
        };
        let is_compared = !prototype.is_empty();
        Self {
            name: name.to_owned(),
            product: recalls(product),
            prototype: if is_compared { recalls(prototype) } else { Vec::new() },
            differences: if is_compared { each().map(difference).collect() } else { Vec::new() },
        }
    }

    fn rows(&self) -> String {
        let shares = |figures: &[Figure]| {
            let cell = |figure: &Figure| {
                let (low, high) = figure.interval;
                format!("{:.3} ({low:.2}–{high:.2})", figure.value)
            };
            figures.iter().map(cell).collect::<Vec<_>>()
        };
        let differences = self.differences.iter().map(|difference| {
            let (low, high) = difference.interval;
            format!("{:+.3} ({low:+.2} to {high:+.2})", difference.value)
        });
        let tables = [
            ("", shares(&self.product)),
            (", prototype", shares(&self.prototype)),
            (", difference", differences.collect::<Vec<_>>()),
        ];
        let count = self.product.first().map_or(0, |figure| figure.count);
        let row = |(suffix, cells): &(&str, Vec<String>)| {
            let of_scope = |(scope, cells): (Scope, &[String])| {
                format!("| {}{suffix} | {} | {count} | {} |\n", self.name, scope.name(), cells.join(" | "))
            };
            Scope::ALL.into_iter().zip(cells.chunks(DEPTHS.len())).map(of_scope).collect::<String>()
        };
        tables.iter().map(row).collect()
    }
}

impl Difference {
    fn of(differences: &[f64]) -> Self {
        let (value, interval) = mean(differences);
        Self { value, interval }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(id: &str, kind: &str, pages: &[i32]) -> Question {
        Question {
            id: id.to_owned(),
            document: "a.pdf".to_owned(),
            text: String::new(),
            pages: pages.to_vec(),
            also_pages: Vec::new(),
            answer: String::new(),
            evidence: Vec::new(),
            kind: kind.to_owned(),
            set: None,
            lang: None,
            unread: false,
        }
    }

    fn places(of: &[(&str, usize)]) -> BTreeMap<String, Places> {
        of.iter()
            .map(|(id, place)| ((*id).to_owned(), Places { everywhere: Some(*place), in_document: Some(1) }))
            .collect()
    }

    #[test]
    fn unanswerable_questions_count_nowhere() {
        let questions = [question("a", "x", &[1]), question("b", "y", &[2]), question("c", "y", &[])];
        let summary = Summary::of(&questions, &places(&[("a", 1), ("b", 9)]), &places(&[("a", 2), ("b", 60)]));
        let names: Vec<&str> = summary.groups.iter().map(|group| group.name.as_str()).collect();
        assert_eq!(names, ["all", "kind x", "kind y"]);
        let [all, ..] = summary.groups.as_slice() else { panic!() };
        let values = |figures: &[Figure]| figures.iter().take(4).map(|figure| figure.value).collect::<Vec<_>>();
        assert_eq!(values(&all.product), [0.5, 0.5, 0.5, 1.0]);
        assert_eq!(values(&all.prototype), [0.0, 0.5, 0.5, 0.5]);
        let differences: Vec<f64> = all.differences.iter().take(4).map(|difference| difference.value).collect();
        assert_eq!(differences, [0.5, 0.0, 0.0, 0.5]);
        assert!(summary.markdown().contains("| all, difference | all documents | 2 | +0.500"));
    }

    #[test]
    fn equal_differences_are_certain() {
        assert_eq!(Difference::of(&[1.0, 1.0, 1.0]), Difference { value: 1.0, interval: (1.0, 1.0) });
    }
}
