use crate::{TemplateError, document::Document};

/// A layer that the template creates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// Its name in the template.
    pub logical_id: String,
    /// The folder or file of its content.
    pub content: String,
}

pub(crate) fn read(document: &Document) -> Result<Vec<Layer>, TemplateError> {
    let resources = document.resources("AWS::Serverless::LayerVersion")?;
    let layers = resources.into_iter().map(|(id, resource)| {
        let place = format!("Resources.{id}.Properties.ContentUri");
        let content = document.property(&place, resource.properties.get("ContentUri"))?;
        let content = content.ok_or_else(|| TemplateError::invalid(place, "is missing"))?;
        Ok(Layer { logical_id: id.to_owned(), content })
    });
    layers.collect()
}
