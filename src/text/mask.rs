//! Personal numbers are taken out of a question before anything else sees it: ID card, mobile phone,
//! bank card. Public numbers (110, 12345, 12388), article numbers, amounts and dates stay.

use super::numeral::digit_value;

/// What stands in the place of a masked number; it matches nothing.
pub const MASK: char = '＊';

/// A text in which personal numbers are replaced, and whether there were any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Masked {
    /// The text to go on with.
    pub text: String,
    /// True when something was replaced: the reply then asks to leave such data out.
    pub found: bool,
}

/// Masks every run of digits that reads as an ID card (18, checksum or a plausible birth date; 15 digits),
/// a mobile number (11, starting with 1 and 3–9) or a bank card (16–19 digits).
/// Spaces and hyphens inside a run do not hide it.
pub fn mask(input: &str) -> Masked {
    let chars: Vec<char> = input.chars().collect();
    let mut text = String::with_capacity(input.len());
    let (mut i, mut found) = (0, false);
    while i < chars.len() {
        let (end, digits) = digit_run(&chars, i);
        if digits.is_empty() {
            text.push(chars[i]);
            i += 1;
        } else if is_personal(&digits) {
            text.push(MASK);
            found = true;
            i = end;
        } else {
            text.extend(&chars[i..end]);
            i = end;
        }
    }
    Masked { text, found }
}

/// The run that starts at `from`: its end and its digits (a final x of an ID card counts as 10).
fn digit_run(chars: &[char], from: usize) -> (usize, Vec<u32>) {
    let (mut digits, mut end, mut i) = (Vec::new(), from, from);
    while i < chars.len() {
        match chars[i] {
            c if is_arabic(c) => {
                digits.extend(digit_value(c));
                end = i + 1;
            }
            ' ' | '-' | '－' | '\u{3000}' if !digits.is_empty() => {}
            'x' | 'X' | 'ｘ' | 'Ｘ' if digits.len() == 17 => {
                digits.push(10);
                end = i + 1;
                break;
            }
            _ => break,
        }
        i += 1;
    }
    (end, digits)
}

fn is_arabic(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn is_personal(d: &[u32]) -> bool {
    match d.len() {
        11 => d[0] == 1 && d[1] >= 3,
        // A phone number with the country's prefix, 86 or 0086.
        13 => d[..2] == [8, 6] && d[2] == 1,
        15 => is_month_day(d[8] * 10 + d[9], d[10] * 10 + d[11]),
        18 => has_id_checksum(d) || has_birth_date(d) || !d.contains(&10),
        16 | 17 | 19 => true,
        _ => false,
    }
}

fn has_birth_date(d: &[u32]) -> bool {
    let century = d[6] * 10 + d[7];
    (19..=20).contains(&century) && is_month_day(d[10] * 10 + d[11], d[12] * 10 + d[13])
}

fn is_month_day(month: u32, day: u32) -> bool {
    (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// GB 11643: weights over the first 17 digits, modulo 11, give the 18th.
fn has_id_checksum(d: &[u32]) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECK: [u32; 11] = [1, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2];
    let sum: u32 = WEIGHTS.iter().zip(d).map(|(w, x)| w * x).sum();
    CHECK[(sum % 11) as usize] == d[17]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_numbers_are_masked_however_they_are_written() {
        for s in [
            "我身份证11010519491231002X，咋办",
            "身份证 110105 19491231 002x",
            "电话13800138000打不通",
            "电话138-0013-8000",
            "手机１３８００１３８０００",
            "+8613800138000",
            "卡号6222020200112230",
            "卡号 6222 0202 0011 2230 123",
        ] {
            let masked = mask(s);
            assert!(masked.found, "{s}");
            assert!(!masked.text.chars().any(is_arabic), "{}", masked.text);
        }
    }

    #[test]
    fn public_numbers_dates_and_amounts_stay() {
        for s in [
            "打12345还是12388",
            "110、119、120",
            "2022年5月1日",
            "20220501交的",
            "欠我38000元",
            "第31条第6项",
        ] {
            assert_eq!(
                mask(s),
                Masked {
                    text: s.to_owned(),
                    found: false
                }
            );
        }
    }
}
