use std::path::Path;

use tokio::time::Instant;

use super::process::{ChildResult, Reader};
use super::reason::{ExtractError, Rejection};
use super::{Extractor, screen};
use crate::child::{Frame, Message, PictureRequest, Task};

/// The picture of a page as it is displayed.
#[derive(Clone, PartialEq)]
pub struct Picture {
    /// Pixels per row.
    pub width: usize,
    /// Number of rows.
    pub height: usize,
    /// Pixels per point.
    pub density: f32,
    /// The brightness of each pixel, row by row from the top: 0 is black and 255 white.
    pub pixels: Vec<u8>,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} x {} pixels, {} per point", self.width, self.height, self.density)
    }
}

impl Extractor {
    /// Draws a page, counted from 1, with `pixels_per_inch`, or with fewer so that it has at most `most_pixels`.
    ///
    /// # Errors
    /// [`ExtractError::Rejected`] when the file is at fault; trying again then gives the same answer, except after a timeout.
    pub async fn picture(
        &self,
        file: &Path,
        page: u32,
        pixels_per_inch: u32,
        most_pixels: u32,
    ) -> Result<Picture, ExtractError> {
        screen::check(file, self.limits.bytes).await?;
        let deadline = Instant::now() + self.limits.total;
        let task = Task::Draw(PictureRequest { page, pixels_per_inch, most_pixels });
        let mut reader = self.start_task(file, task)?;
        self.opened(&mut reader, deadline).await?;
        let picture = self.drawn(&mut reader, most_pixels, deadline).await;
        reader.stop().await;
        picture
    }

    async fn drawn(&self, reader: &mut Reader, most_pixels: u32, deadline: Instant) -> Result<Picture, ExtractError> {
        let Frame { width, height, density } = match reader.next(self.limits.page, deadline).await? {
            ChildResult::Message(Message::Picture(frame)) => frame,
            ChildResult::TimedOut => return Err(Rejection::TookTooLong.into()),
            _ => return Err(Rejection::Unreadable.into()),
        };
        // a child that a file has taken over may name any size
        let count = width.checked_mul(height);
        let count = count.filter(|count| u32::try_from(*count).is_ok_and(|count| count <= most_pixels));
        let Some(count) = count else { return Err(Rejection::Unreadable.into()) };
        let pixels = reader.bytes(count, self.limits.page, deadline).await?;
        Ok(Picture { width, height, density, pixels })
    }
}
