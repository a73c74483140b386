//! The pages in a real browser: nothing is cut off sideways, targets are large enough, text stands out
//! enough, a question is asked and answered without scripts, the kiosk wipes itself. Needs chromium and
//! chromedriver (`./scripts/test` installs them).

#![allow(missing_docs, clippy::expect_used)]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use thirtyfour::prelude::*;

type Checked = WebDriverResult<()>;

const PHONE: (u32, u32) = (400, 800);
const DESKTOP: (u32, u32) = (1920, 1080);
const KIOSK: (u32, u32) = (1080, 1920);
const PAGES: [&str; 20] = [
    "/",
    "/about",
    "/q/fucha-shenqing",
    "/law/xianfa",
    "/law/xinfang-gongzuo-tiaoli/26",
    "/search?q=31",
    "/search?q=%E5%A4%8D%E8%AE%AE",
    "/check",
    "/compare?left=xianfa/41&right=31",
    "/matters",
    "/matter/tuoqian-gongzi/buman-dafu",
    "/screen/zoufang-na-yi-ji",
    "/screen/ganbu-zeren",
    "/doors",
    "/start",
    "/start/qiujue?from=start",
    "/start/qianxin?from=laodong",
    "/deadlines",
    "/letter",
    "/letter/fuhe-shenqing",
];

/// Every text against what is behind it: WCAG 2.2 relative luminance, those below 4.5 (3 when large).
const CONTRAST: &str = r#"
const lum = c => { const f = v => { v /= 255; return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); };
  return 0.2126 * f(c[0]) + 0.7152 * f(c[1]) + 0.0722 * f(c[2]); };
const rgb = s => { const m = s.match(/[\d.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m; };
const behind = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c[3] > 0.99) return c; } return [255, 255, 255]; };
const bad = [];
for (const e of document.body.querySelectorAll('*')) {
  if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || !e.checkVisibility()) continue;
  if (e.matches('.skip')) continue;
  const s = getComputedStyle(e), a = lum(rgb(s.color)), b = lum(behind(e));
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const size = parseFloat(s.fontSize), large = size >= 24 || (size >= 18.66 && Number(s.fontWeight) >= 700);
  if (ratio < (large ? 3 : 4.5)) bad.push(e.className + ' ' + e.textContent.trim().slice(0, 20) + ' ' + ratio.toFixed(2));
}
return bad;"#;

/// Things to touch that are lower than the argument, links within running text apart.
const SMALL_TARGETS: &str = r#"
return [...document.querySelectorAll('a.button, button, summary, .top-nav a, .phone, select, input[type=search], .related a.button')]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < arguments[0])
  .map(e => e.textContent.trim().slice(0, 20) + ' ' + e.getBoundingClientRect().height);"#;

const OVERFLOW: &str = "return document.documentElement.scrollWidth - window.innerWidth;";

struct Processes(Vec<Child>);

impl Drop for Processes {
    fn drop(&mut self) {
        for child in &mut self.0 {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Starts the service and the driver of the browser, and gives both addresses.
fn start(dir: &std::path::Path) -> (Processes, String, String) {
    let mut service = Command::new(env!("CARGO_BIN_EXE_petition-guide"))
        .args(["--listen", "127.0.0.1:0", "--config"])
        .arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/browser/config.toml"
        ))
        .current_dir(dir)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the service starts");
    let site = first_line_with(&mut service, "listening on ").expect("the service listens");
    let mut driver = Command::new("chromedriver")
        .arg("--port=0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("chromedriver is installed");
    let port = first_line_with(&mut driver, "successfully on port ").expect("chromedriver listens");
    let port = port.trim_end_matches('.').to_owned();
    (
        Processes(vec![service, driver]),
        site,
        format!("http://127.0.0.1:{port}"),
    )
}

fn first_line_with(child: &mut Child, mark: &str) -> Option<String> {
    let out = child.stdout.take()?;
    let mut lines = BufReader::new(out).lines().map_while(Result::ok);
    let found = lines.find_map(|l| l.rsplit_once(mark).map(|(_, rest)| rest.trim().to_owned()));
    // The pipe stays open and is drained, or the child would stop when it is full.
    std::thread::spawn(move || lines.for_each(drop));
    found
}

async fn browser(driver: &str) -> WebDriverResult<WebDriver> {
    let mut chrome = DesiredCapabilities::chrome();
    for argument in [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ] {
        chrome.add_arg(argument)?;
    }
    WebDriver::new(driver, chrome).await
}

async fn strings(browser: &WebDriver, script: &str, argument: u32) -> WebDriverResult<Vec<String>> {
    browser
        .execute(script, vec![argument.into()])
        .await?
        .convert()
}

async fn looks_right(browser: &WebDriver, url: &str, size: (u32, u32), target: u32) -> Checked {
    browser.set_window_rect(0, 0, size.0, size.1).await?;
    browser.goto(url).await?;
    let overflow: i64 = browser.execute(OVERFLOW, vec![]).await?.convert()?;
    assert!(overflow <= 0, "{url} at {size:?} is {overflow} px too wide");
    let faint = strings(browser, CONTRAST, 0).await?;
    assert!(faint.is_empty(), "{url}: {faint:#?}");
    let small = strings(browser, SMALL_TARGETS, target).await?;
    assert!(small.is_empty(), "{url}: {small:#?}");
    Ok(())
}

async fn a_question_is_asked_and_answered(browser: &WebDriver, site: &str) -> Checked {
    const QUESTION: &str = "对信访处理意见不服，怎么申请复查？";
    browser.set_window_rect(0, 0, PHONE.0, PHONE.1).await?;
    browser.goto(site).await?;
    browser
        .find(By::Id("question"))
        .await?
        .send_keys(QUESTION)
        .await?;
    browser
        .find(By::Css("form.ask button"))
        .await?
        .click()
        .await?;
    let answer = browser.query(By::Css("[data-outcome]")).first().await?;
    assert_eq!(
        answer.attr("data-entry").await?.as_deref(),
        Some("fucha-shenqing")
    );
    assert!(browser.current_url().await?.as_str().ends_with("/ask"));
    assert!(!browser.title().await?.contains("复查"));
    assert!(
        browser
            .find(By::Css(".asked"))
            .await?
            .text()
            .await?
            .contains(QUESTION)
    );
    Ok(())
}

/// Goes on from the answer to the question before.
async fn what_was_said_stays_and_questions_are_offered(browser: &WebDriver) -> Checked {
    let question = browser.find(By::Id("question")).await?;
    question.send_keys("fuhe").await?;
    let offered = browser.query(By::Css(".offers a"));
    offered.first().await?;
    question.clear().await?;
    question.send_keys("那要多久？").await?;
    browser
        .find(By::Css("form.ask button"))
        .await?
        .click()
        .await?;
    let talk = browser.query(By::Css(".talk")).first().await?;
    assert!(talk.text().await?.contains("怎么申请复查？"));
    let entry = browser.find(By::Css("[data-entry]")).await?;
    assert_eq!(
        entry.attr("data-entry").await?.as_deref(),
        Some("fucha-duojiu")
    );
    Ok(())
}

async fn a_letter_holds_what_is_typed_as_text(browser: &WebDriver, site: &str) -> Checked {
    const MARKUP: &str = "<img src=x onerror=alert(1)>";
    const FILL: &str =
        "for (const f of document.querySelectorAll('.letter input, .letter textarea')) {
        f.value = f.id === 'shishi' ? '事'.repeat(5000) : arguments[0];
        f.dispatchEvent(new Event('input'));
    }
    return [...document.querySelectorAll('.letter .value')].map(v => v.textContent);";
    browser.goto(format!("{site}/letter")).await?;
    let printed: Vec<String> = browser
        .execute(FILL, vec![MARKUP.into()])
        .await?
        .convert()?;
    assert!(printed.iter().any(|v| v.chars().count() == 5000));
    assert!(printed.iter().filter(|v| *v == MARKUP).count() >= 7);
    assert!(browser.find(By::Css(".letter img")).await.is_err());
    browser
        .find(By::Css("[data-do=clear]"))
        .await?
        .click()
        .await?;
    let left = browser
        .execute("return document.querySelector('#shishi').value", vec![])
        .await?;
    assert_eq!(left.json().as_str(), Some(""));
    Ok(())
}

/// Typing alone brings hits, the arrows walk through them, Enter opens one with its words marked, / and Esc go back.
async fn the_desk_is_used_by_keyboard(browser: &WebDriver, site: &str) -> Checked {
    browser.goto(&format!("{site}/search")).await?;
    let page = browser.find(By::Css("body")).await?;
    page.send_keys("/").await?;
    let focused = browser.active_element().await?;
    assert_eq!(focused.attr("id").await?.as_deref(), Some("q"));
    focused.send_keys("督办").await?;
    browser.query(By::Css(".hits h2 a")).first().await?;
    assert!(browser.current_url().await?.as_str().contains("q="));
    let field = browser.find(By::Id("q")).await?;
    field.send_keys(Key::Down + Key::Down).await?;
    let second = browser.active_element().await?;
    let address = second.prop("href").await?.unwrap_or_default();
    assert!(
        address.contains("/law/") && address.contains(":~:text="),
        "{address}"
    );
    second.send_keys(Key::Escape).await?;
    let empty = browser.find(By::Id("q")).await?;
    assert_eq!(empty.prop("value").await?.as_deref(), Some(""));
    empty.send_keys("条例31条第六项").await?;
    browser.query(By::Css("[data-named]")).first().await?;
    empty.send_keys(Key::Enter).await?;
    let meant = browser.query(By::Css("#k1x6:target")).first().await?;
    assert!(meant.text().await?.contains("听证"));
    // The page lets nobody's words into its address but behind the sign that no server sees.
    assert!(
        !browser
            .find_all(By::Css("[data-copy]:not([hidden])"))
            .await?
            .is_empty()
    );
    Ok(())
}

async fn the_keyboard_reaches_the_content_first(browser: &WebDriver, site: &str) -> Checked {
    browser.goto(site).await?;
    browser.action_chain().send_keys(Key::Tab).perform().await?;
    let focused = browser.active_element().await?;
    assert_eq!(focused.text().await?, "跳到正文");
    Ok(())
}

async fn the_kiosk_warns_and_wipes(browser: &WebDriver, site: &str) -> Checked {
    browser.set_window_rect(0, 0, KIOSK.0, KIOSK.1).await?;
    browser
        .goto(format!("{site}/kiosk/q/fucha-shenqing"))
        .await?;
    let warning = browser.find(By::Css(".still")).await?;
    assert!(!warning.is_displayed().await?);
    warning
        .wait_until()
        .wait(Duration::from_secs(10), Duration::from_millis(100))
        .displayed()
        .await?;
    browser.find(By::Css(".still-yes")).await?.click().await?;
    assert!(!warning.is_displayed().await?, "a touch asks for more time");
    // Left alone: 3 seconds, then 20 of warning.
    let home = browser.query(By::Css(".kiosk-tiles"));
    home.wait(Duration::from_secs(40), Duration::from_millis(250))
        .first()
        .await?;
    assert!(browser.current_url().await?.as_str().ends_with("/kiosk"));
    Ok(())
}

#[tokio::test]
async fn pages_look_right_and_work_in_a_browser() -> Checked {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (_processes, site, driver) = start(dir.path());
    let browser = browser(&driver).await?;
    for page in PAGES {
        let url = format!("{site}{page}");
        looks_right(&browser, &url, PHONE, 44).await?;
        looks_right(&browser, &url, DESKTOP, 44).await?;
    }
    for page in [
        "/kiosk",
        "/kiosk?topic=fucha-fuhe",
        "/kiosk/q/fucha-shenqing",
        "/kiosk/matter/dibao/mei-dafu",
        "/kiosk/screen/ganbu-zeren",
        "/kiosk/start",
        "/kiosk/start/qianxin?from=laodong",
    ] {
        looks_right(&browser, &format!("{site}{page}"), KIOSK, 60).await?;
    }
    a_question_is_asked_and_answered(&browser, &site).await?;
    what_was_said_stays_and_questions_are_offered(&browser).await?;
    a_letter_holds_what_is_typed_as_text(&browser, &site).await?;
    the_desk_is_used_by_keyboard(&browser, &site).await?;
    the_keyboard_reaches_the_content_first(&browser, &site).await?;
    the_kiosk_warns_and_wipes(&browser, &site).await?;
    browser.quit().await
}
