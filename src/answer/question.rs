//! What was asked, made safe: length and characters checked, personal numbers masked, normal form.
//! The words as they were typed go no further than this.

use crate::text::mask::mask;
use crate::text::normalize::normalize;

/// Longest question, in Unicode scalar values.
pub const MAX_CHARACTERS: usize = 500;

/// Why a text cannot be a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QuestionError {
    /// Nothing but white space.
    #[error("请先写下您的问题")]
    Empty,
    /// Longer than [`MAX_CHARACTERS`].
    #[error("问题太长了，请写在 500 字以内，先说最要紧的")]
    TooLong,
    /// A control character other than a line break.
    #[error("问题里有无法识别的控制字符，请删掉后再试")]
    ControlCharacter,
}

/// A question in normal form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Masked, otherwise as typed; for reading references and sentences.
    pub text: String,
    /// Normal form of `text`.
    pub normal: String,
    /// Whether personal numbers were masked.
    pub masked: bool,
}

impl Question {
    /// Checks and normalises what was typed.
    ///
    /// # Errors
    /// When it is empty after trimming, too long, or holds control characters other than line breaks.
    pub fn parse(typed: &str) -> Result<Self, QuestionError> {
        let trimmed = typed.trim();
        if trimmed.is_empty() {
            return Err(QuestionError::Empty);
        }
        if trimmed.chars().count() > MAX_CHARACTERS {
            return Err(QuestionError::TooLong);
        }
        if trimmed
            .chars()
            .any(|c| c.is_control() && c != '\n' && c != '\r')
        {
            return Err(QuestionError::ControlCharacter);
        }
        let masked = mask(trimmed);
        let text = without_held_keys(&masked.text);
        let normal = normalize(&text);
        Ok(Self {
            text,
            normal,
            masked: masked.found,
        })
    }

    /// Whether it is a word or two and no question.
    pub fn is_fragment(&self) -> bool {
        const LONGEST: usize = 4;
        self.normal.chars().count() <= LONGEST
    }

    /// The sentences of the question in normal form, split at marks that end one and before words that open a
    /// `further` question; those too short to ask anything are left out.
    pub(super) fn sentences(&self, further: &[String]) -> Vec<String> {
        let mut text = self.text.clone();
        for opener in further {
            text = text.replace(opener.as_str(), "\n");
        }
        parts(&text, &['？', '?', '。', '！', '!', '；', ';', '\n'])
    }

    /// The clauses of the question, as [`Self::sentences`].
    pub(super) fn clauses(&self) -> Vec<String> {
        parts(&self.text, &['，', ',', ' '])
    }
}

/// Parts in normal form; what is too short to ask anything is left out.
fn parts(text: &str, marks: &[char]) -> Vec<String> {
    const SHORTEST: usize = 4;
    text.split(marks)
        .map(normalize)
        .filter(|s| s.chars().count() >= SHORTEST)
        .collect()
}

/// A key held down, or a cry, is one character: 信信信信信 says no more than 信. Digits stay, they count.
fn without_held_keys(text: &str) -> String {
    const HELD: usize = 4;
    let chars: Vec<char> = text.chars().collect();
    let runs = chars.chunk_by(|a, b| a == b && !a.is_numeric());
    runs.flat_map(|run| if run.len() < HELD { run } else { &run[..1] })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_a_question_is_refused() {
        assert_eq!(Question::parse(" \n　"), Err(QuestionError::Empty));
        assert_eq!(
            Question::parse(&"问".repeat(501)),
            Err(QuestionError::TooLong)
        );
        assert_eq!(
            Question::parse("信\u{7}访"),
            Err(QuestionError::ControlCharacter)
        );
        assert_eq!(
            Question::parse("信\u{0}访"),
            Err(QuestionError::ControlCharacter)
        );
        assert!(Question::parse(&"问".repeat(500)).is_ok());
        assert!(Question::parse("第一行\r\n第二行").is_ok());
        assert!(Question::parse("😀").is_ok());
    }

    #[test]
    fn personal_numbers_never_reach_the_normal_form() {
        let question = Question::parse("我叫啥不说了，电话13800138000，去哪儿信访");
        assert!(question.is_ok_and(|q| q.masked && !q.normal.contains("138")));
    }
}
