//! Objectives, as far as a prediction depends on them: the transformation from raw scores to predictions.

use crate::error::ModelError;
use crate::field::Field;

/// The transformation `ConvertOutput` of a LightGBM objective.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Transform {
    /// Ranking, and most regressions: the raw score itself.
    Identity,
    /// Regression of the root of the target: sign(x) x².
    SignedSquare,
    /// Poisson, gamma and Tweedie regression: eˣ.
    Exponential,
    /// Probabilities of each output by itself: 1 / (1 + e^(-scale x)).
    Sigmoid { scale: f64 },
    /// The intensity of `cross_entropy_lambda`: ln(1 + eˣ).
    Softplus,
    /// Probabilities of classes that exclude each other.
    Softmax,
}

impl Transform {
    /// Reads the objective of a header. `outputs` is the number of trees in each iteration.
    pub(crate) fn read(field: &Field<'_>, outputs: usize) -> Result<Self, ModelError> {
        let mut words = field.words();
        let name = words.next().unwrap_or_default();
        let parameters = Parameters::read(field, words)?;
        let (transform, allowed) = match name {
            "regression" | "regression_l1" | "fair" | "quantile" | "mape" => (
                if parameters.sqrt { Self::SignedSquare } else { Self::Identity },
                Parameters { sqrt: parameters.sqrt, ..NONE },
            ),
            "huber" | "lambdarank" | "rank_xendcg" | "custom" => (Self::Identity, NONE),
            "poisson" | "gamma" | "tweedie" => (Self::Exponential, NONE),
            "cross_entropy" => (Self::Sigmoid { scale: 1.0 }, NONE),
            "cross_entropy_lambda" => (Self::Softplus, NONE),
            "binary" => {
                (Self::Sigmoid { scale: parameters.scale(field)? }, Parameters { sigmoid: parameters.sigmoid, ..NONE })
            }
            "multiclass" => (Self::Softmax, Parameters { classes: Some(outputs), ..NONE }),
            "multiclassova" => (
                Self::Sigmoid { scale: parameters.scale(field)? },
                Parameters { classes: Some(outputs), sigmoid: parameters.sigmoid, ..NONE },
            ),
            _ => return Err(field.bad(name, "an objective of LightGBM")),
        };
        if parameters != allowed {
            return Err(field.bad(field.value, "an objective with its parameters, for the number of classes"));
        }
        let for_several = matches!(name, "multiclass" | "multiclassova" | "custom");
        if outputs > 1 && !for_several {
            return Err(field.bad(name, "an objective for several classes"));
        }
        Ok(transform)
    }

    /// Replaces the raw scores of one row by its predictions.
    pub(crate) fn apply(self, scores: &mut [f64]) {
        match self {
            Self::Identity => {}
            Self::SignedSquare => each(scores, |score| score.signum() * score * score),
            Self::Exponential => each(scores, f64::exp),
            Self::Sigmoid { scale } => each(scores, |score| 1.0 / (1.0 + (-scale * score).exp())),
            Self::Softplus => each(scores, |score| score.exp().ln_1p()),
            Self::Softmax => softmax(scores),
        }
    }
}

fn each(scores: &mut [f64], transform: impl Fn(f64) -> f64) {
    for score in scores {
        *score = transform(*score);
    }
}

fn softmax(scores: &mut [f64]) {
    // without the largest score the exponential could overflow
    let largest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    each(scores, |score| (score - largest).exp());
    let sum: f64 = scores.iter().sum();
    each(scores, |score| score / sum);
}

/// The words after the name of an objective.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Parameters {
    sqrt: bool,
    sigmoid: Option<f64>,
    classes: Option<usize>,
}

const NONE: Parameters = Parameters { sqrt: false, sigmoid: None, classes: None };

impl Parameters {
    fn read<'a>(field: &Field<'_>, words: impl Iterator<Item = &'a str>) -> Result<Self, ModelError> {
        let mut parameters = NONE;
        for word in words {
            let bad = || field.bad(word, "a parameter of an objective");
            match word.split_once(':') {
                None if word == "sqrt" => parameters.sqrt = true,
                Some(("sigmoid", scale)) => parameters.sigmoid = Some(scale.parse().map_err(|_| bad())?),
                Some(("num_class", classes)) => parameters.classes = Some(classes.parse().map_err(|_| bad())?),
                _ => return Err(bad()),
            }
        }
        Ok(parameters)
    }

    fn scale(&self, field: &Field<'_>) -> Result<f64, ModelError> {
        self.sigmoid
            .filter(|scale| scale.is_finite() && *scale > 0.0)
            .ok_or_else(|| field.bad(field.value, "an objective with a positive sigmoid"))
    }
}
