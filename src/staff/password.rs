//! Passwords: argon2id, with a salt of its own each. A name nobody has costs the same time as one somebody has.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

/// Shortest password, in characters.
const SHORTEST: usize = 10;
/// Longest password, in characters: hashing costs time.
const LONGEST: usize = 200;

/// Why a password cannot be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFault {
    /// Shorter than ten characters.
    #[error("密码至少 10 个字符")]
    TooShort,
    /// Longer than two hundred.
    #[error("密码最多 200 个字符")]
    TooLong,
    /// No random numbers, or no memory.
    #[error("密码处理不了，请再试一次")]
    Unhashable,
}

/// The PHC string of a password.
pub(super) fn hashed(password: &str) -> Result<String, PasswordFault> {
    match password.chars().count() {
        n if n < SHORTEST => return Err(PasswordFault::TooShort),
        n if n > LONGEST => return Err(PasswordFault::TooLong),
        _ => {}
    }
    let hash: Result<PasswordHash, _> = Argon2::default().hash_password(password.as_bytes());
    hash.map(|h| h.to_string())
        .map_err(|_| PasswordFault::Unhashable)
}

/// Whether a password is the one of this PHC string. Without one, the same work is done in vain.
pub(super) fn is_right(password: &str, hash: Option<&str>, decoy: &str) -> bool {
    let password: String = password.chars().take(LONGEST + 1).collect();
    let checked = |hash: &str| {
        PasswordHash::new(hash).is_ok_and(|h| {
            Argon2::default()
                .verify_password(password.as_bytes(), &h)
                .is_ok()
        })
    };
    match hash {
        Some(hash) => checked(hash),
        None => {
            checked(decoy);
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_known_again_and_salted_each_time() {
        let hash = hashed("正确的密码 很长很长").expect("long enough");
        assert!(hash.starts_with("$argon2id$"));
        assert_ne!(hashed("正确的密码 很长很长").expect("again"), hash);
        assert!(is_right("正确的密码 很长很长", Some(&hash), &hash));
        assert!(!is_right("错误的密码 很长很长", Some(&hash), &hash));
        assert!(!is_right("正确的密码 很长很长", None, &hash));
        assert_eq!(hashed("短"), Err(PasswordFault::TooShort));
    }
}
