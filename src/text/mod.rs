//! What can be done to Chinese text without knowing any law: numerals, normal form, syllables,
//! segmentation, masking of personal numbers. Nothing here knows of articles, entries or pages.

pub mod mask;
pub mod normalize;
pub mod numeral;
pub mod segment;
pub mod syllable;
